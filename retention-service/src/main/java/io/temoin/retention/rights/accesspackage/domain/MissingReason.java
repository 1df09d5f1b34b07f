// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.domain;

import io.temoin.packageparts.domain.PartFailure;

/** Why something is not in a package. */
public enum MissingReason {
    /** The service shares no storage with this one. */
    STORAGE_NOT_CONFIGURED,
    /** The service failed at every attempt. */
    GIVEN_UP,
    /** The service was not done in time. */
    TOO_LATE,
    /** What arrived is not what was announced. */
    ALTERED,
    /** The part is there, but not everything in it; the part says what. */
    ITEMS_MISSING;

    /** What a service said of its part. */
    public static MissingReason of(PartFailure failure) {
        return switch (failure) {
            case STORAGE_NOT_CONFIGURED -> STORAGE_NOT_CONFIGURED;
            case GIVEN_UP -> GIVEN_UP;
            case TOO_LATE -> TOO_LATE;
            case ALTERED -> ALTERED;
        };
    }
}
