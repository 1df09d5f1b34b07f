// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.temoin.architecture.ShippedClasses;
import io.temoin.architecture.SuiteArchitecture;

@AnalyzeClasses(
        packages = {"io.temoin.recording", "io.temoin.objectstorage"},
        importOptions = ShippedClasses.class)
class ArchitectureTest {

    @ArchTest static final ArchTests RULES = ArchTests.in(SuiteArchitecture.class);
}
