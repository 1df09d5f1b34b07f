// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The suite's classes on the class path, without tests. They are read once, and nothing of the
 * libraries around them: it takes seconds.
 */
final class SuiteClasses {

    private static final JavaClasses ALL =
            ArchConfiguration.withThreadLocalScope(
                    configuration -> {
                        configuration.setResolveMissingDependenciesFromClassPath(false);
                        return new ClassFileImporter()
                                .withImportOption(new DoNotIncludeTests())
                                .importPackages("io.temoin");
                    });

    private SuiteClasses() {}

    /** What is in their class files. */
    static List<byte[]> files() {
        return ALL.stream()
                .filter(type -> !type.getName().contains("Test")) // of the libraries' test jars
                .map(SuiteClasses::file)
                .toList();
    }

    private static byte[] file(JavaClass type) {
        try (InputStream file = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            return file.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(type.getName(), failure);
        }
    }

    /** Those of a package and of the packages below it. */
    static Stream<JavaClass> in(String name) {
        return ALL.stream()
                .filter(
                        type ->
                                type.getPackageName().equals(name)
                                        || type.getPackageName().startsWith(name + "."));
    }
}
