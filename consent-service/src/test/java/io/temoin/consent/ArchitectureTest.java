// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.temoin.architecture.ShippedClasses;
import io.temoin.architecture.SuiteArchitecture;

/** The service, and the libraries of deadlines and of numbers, built before the rules. */
@AnalyzeClasses(
        packages = {"io.temoin.consent", "io.temoin.legalclock", "io.temoin.phonenumbers"},
        importOptions = ShippedClasses.class)
class ArchitectureTest {

    @ArchTest static final ArchTests RULES = ArchTests.in(SuiteArchitecture.class);
}
