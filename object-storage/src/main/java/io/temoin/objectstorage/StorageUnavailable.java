// SPDX-License-Identifier: Apache-2.0
package io.temoin.objectstorage;

import io.temoin.chassis.requests.Outage;

/** The storage does not answer in time, or refuses; nothing was kept of what was being stored. */
public final class StorageUnavailable extends RuntimeException implements Outage.Passing {

    private static final long serialVersionUID = 1L;

    /** Says what failed, and why. */
    public StorageUnavailable(String what, Throwable cause) {
        super(what, cause);
    }

    /** Says what failed. */
    public StorageUnavailable(String what) {
        super(what);
    }
}
