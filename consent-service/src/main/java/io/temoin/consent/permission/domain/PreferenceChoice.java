// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.rules.domain.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * One preference of a person: for this purpose, in this way, by this brand.
 *
 * @param brand absent for every brand of the controller that has no choice of its own
 */
public record PreferenceChoice(
        Purpose purpose, ContactWay way, @Nullable String brand, PreferenceValue wish) {

    /** What the person said. A preference never allows what the law forbids. */
    public enum PreferenceValue {
        WELCOME,
        REFUSED,
        /** They take back what they said. */
        UNSTATED
    }

    /** Which cell of the matrix it is. */
    public record Cell(Purpose purpose, ContactWay way, @Nullable String brand) {

        /** The one for every brand that has no choice of its own. */
        Cell everyBrand() {
            return new Cell(purpose, way, null);
        }
    }

    Cell cell() {
        return new Cell(purpose, way, brand);
    }
}
