// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which epochs a keyset has. Whether its keys are the right ones, the service itself checks at its
 * start.
 *
 * @param description where it is, for a report
 */
record Keyset(Set<Integer> epochs, String description) {

    /**
     * The keyset of a service: the file that the settings name, or what the key provider has
     * wrapped.
     *
     * @param keys connection of the keys' owner
     * @throws CannotRun when the file cannot be read
     */
    static Keyset of(Installation installation, Database keys) {
        String provider = installation.setting("TEMOIN_KEY_PROVIDER_TYPE").orElse("file");
        if (!provider.equalsIgnoreCase("file")) {
            return new Keyset(
                    Set.copyOf(
                            keys.all(
                                    "select epoch from keyset_epoch where wrapped is not null",
                                    row -> row.getInt(1))),
                    "in the database, wrapped by " + provider);
        }
        File file =
                new File(installation.setting("TEMOIN_KEYSET_FILE").orElse("keyset.json"))
                        .getAbsoluteFile();
        try {
            Set<Integer> epochs = new TreeSet<>();
            new ObjectMapper()
                    .readTree(file)
                    .required("epochs")
                    .fieldNames()
                    .forEachRemaining(epoch -> epochs.add(Integer.valueOf(epoch)));
            return new Keyset(epochs, file.getPath());
        } catch (IOException | IllegalArgumentException failure) {
            throw new CannotRun(
                    "The keyset %s (TEMOIN_KEYSET_FILE) cannot be read: %s"
                            .formatted(file, failure.getMessage()),
                    failure);
        }
    }
}
