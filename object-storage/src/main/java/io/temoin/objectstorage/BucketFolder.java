// SPDX-License-Identifier: Apache-2.0
package io.temoin.objectstorage;

import java.util.Optional;

/** The folder of a bucket that a service uses, or its top. */
public final class BucketFolder {

    private BucketFolder() {}

    /** What all names in the folder begin with: empty, or with a slash at its end. */
    public static String of(Optional<String> folder) {
        String bare = folder.orElse("").strip().replaceAll("^/+|/+$", "");
        return bare.isEmpty() ? "" : bare + "/";
    }
}
