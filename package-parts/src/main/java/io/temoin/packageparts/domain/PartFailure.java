// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.domain;

/** Why a service has no part in a package. */
public enum PartFailure {
    /** No storage is set up that the services share. */
    STORAGE_NOT_CONFIGURED,
    /** It failed at every attempt. */
    GIVEN_UP,
    /** It was not there in time. */
    TOO_LATE,
    /** What arrived is not what was announced. */
    ALTERED
}
