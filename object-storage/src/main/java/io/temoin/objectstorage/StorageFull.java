// SPDX-License-Identifier: Apache-2.0
package io.temoin.objectstorage;

/** The storage has no room left; nothing was kept of what was being stored. */
public final class StorageFull extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what the storage said. */
    public StorageFull(Throwable cause) {
        super("the storage has no room left", cause);
    }
}
