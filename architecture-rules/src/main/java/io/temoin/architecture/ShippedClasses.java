// SPDX-License-Identifier: Apache-2.0
package io.temoin.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/**
 * Leaves out what only tests have, also where it comes in a jar: the tests of one module use those
 * of another.
 */
public final class ShippedClasses implements ImportOption {

    private static final ImportOption NO_TESTS = new DoNotIncludeTests();

    /** Called by ArchUnit, which creates it by reflection. */
    public ShippedClasses() {}

    @Override
    public boolean includes(Location location) {
        return NO_TESTS.includes(location) && !location.contains("-tests.jar");
    }
}
