// SPDX-License-Identifier: Apache-2.0
package io.temoin.objectstorage;

import io.temoin.chassis.start.Addresses;
import java.net.URI;
import java.util.Optional;

/** Whether requests to a bucket are encrypted on their way. */
public final class StorageTransport {

    /** The setting that accepts a way without encryption. */
    public static final String OVERRIDE = "temoin.allow-plaintext-storage";

    private StorageTransport() {}

    /**
     * What is wrong with the address, if something is.
     *
     * @param name of the settings, such as {@code temoin.recording.vault.s3}
     */
    public static Optional<String> complaint(String name, ObjectStorageSettings settings) {
        return settings.endpoint()
                .map(URI::toString)
                .filter(address -> !address.startsWith("https://") && !Addresses.stays(address))
                .map(
                        _ ->
                                "%s.endpoint must be an https address, so that requests to the object storage are encrypted."
                                        .formatted(name));
    }
}
