// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.temoin.architecture.SuiteArchitecture;

@AnalyzeClasses(
        packages = {"io.temoin.retention", "io.temoin.packageparts"},
        importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest static final ArchTests RULES = ArchTests.in(SuiteArchitecture.class);
}
