// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the witness may know, and where. */
class ArchitectureTest {

    private static final JavaClasses WITNESS =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.temoin.witness");

    /** Whoever reads it through reads this, transparency-log, and a parser of command lines. */
    @Test
    void needsTheJdkTheFormatsAndPicocli() {
        classes()
                .should()
                .onlyDependOnClassesThat(
                        resideInAPackage("java..")
                                .or(resideInAPackage("com.sun.net.httpserver.."))
                                .or(resideInAPackage("io.temoin.transparency.."))
                                .or(resideInAPackage("io.temoin.witness.."))
                                .or(resideInAPackage("picocli.."))
                                .or(resideInAPackage("org.jspecify..")))
                .check(WITNESS);
    }

    @Test
    void knowsHttpInTheServerOnly() {
        holdsOutside(
                "WitnessServer",
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("com.sun.net.httpserver.."));
    }

    @Test
    void asksForTheTimeWhereItStartsOnly() {
        holdsOutside("RunCommand", noClasses().should().callMethod(Clock.class, "systemUTC"));
        noClasses().should().callMethod(Instant.class, "now").check(WITNESS);
    }

    /** The rule holds but for one class; that it bites is seen on that one. */
    private static void holdsOutside(String one, ClassesShouldConjunction rule) {
        assertThat(
                        rule.evaluate(WITNESS).getFailureReport().getDetails().stream()
                                .filter(line -> !line.contains("io.temoin.witness." + one)))
                .isEmpty();
        assertThat(rule.evaluate(WITNESS).hasViolation()).isTrue();
    }
}
