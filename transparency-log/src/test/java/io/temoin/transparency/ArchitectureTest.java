// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The library keeps its rules, and each rule is seen to bite. */
class ArchitectureTest {

    private static final JavaClasses LIBRARY =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.temoin.transparency");
    private static final JavaClasses OFFENDERS =
            new ClassFileImporter().importPackages("io.temoin.offenders");

    static Stream<Field> rules() {
        return Arrays.stream(LibraryArchitecture.class.getFields())
                .filter(field -> field.getType() == ArchRule.class);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holdsInTheLibrary(Field rule) throws IllegalAccessException {
        assertThat(LIBRARY).isNotEmpty();
        ((ArchRule) rule.get(null)).check(LIBRARY);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void reportsAnOffender(Field rule) throws IllegalAccessException {
        assertThat(((ArchRule) rule.get(null)).evaluate(OFFENDERS).hasViolation()).isTrue();
    }
}
