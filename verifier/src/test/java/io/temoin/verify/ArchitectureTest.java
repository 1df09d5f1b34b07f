// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The program runs where nothing is but a JDK. */
class ArchitectureTest {

    private static final ArchRule ONLY_THE_JDK =
            classes()
                    .that()
                    .resideInAPackage("io.temoin.verify")
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAPackage("java..")
                                    .or(resideInAPackage("io.temoin.verify"))
                                    .or(resideInAPackage("io.temoin.transparency.."))
                                    .or(resideInAPackage("org.jspecify..")));

    @Test
    void needsTheJdkOnly() {
        ONLY_THE_JDK.check(
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.temoin.verify"));
    }

    /** These tests themselves break the rule, so it is seen to bite. */
    @Test
    void reportsAnOffender() {
        assertThat(
                        ONLY_THE_JDK
                                .evaluate(
                                        new ClassFileImporter()
                                                .importClasses(ArchitectureTest.class))
                                .hasViolation())
                .isTrue();
    }
}
