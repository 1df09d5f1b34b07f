// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.temoin.architecture.ShippedClasses;
import io.temoin.architecture.SuiteArchitecture;

/** The chassis, and the libraries below it: most of them are built before the rules. */
@AnalyzeClasses(
        packages = {
            "io.temoin.chassis",
            "io.temoin.shredding",
            "io.temoin.eventsourcing",
            "io.temoin.keyproviders",
            "io.temoin.keystart",
            "io.temoin.databasepools"
        },
        importOptions = ShippedClasses.class)
class ArchitectureTest {

    @ArchTest static final ArchTests RULES = ArchTests.in(SuiteArchitecture.class);
}
