// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.chassis.start.OfflineCommand;
import io.temoin.objectstorage.StorageUnavailable;
import io.temoin.recording.RecordingConfig;
import io.temoin.shredding.TenantId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * {@code remove-listed-audio}: removes all that is stored of the recordings on its standard input,
 * a line each: tenant and recording. For {@code temoin-admin remove-audio}, which lists those whose
 * key is gone: nothing here knows keys.
 *
 * <p>What cannot be removed, for an object lock, say, is named and holds up nothing else.
 */
public final class RemoveListedAudioCommand implements OfflineCommand {

    private static final int DONE = 0;
    private static final int FAILED = 1;

    /**
     * How many of those that are left the last line names; each was named before with its reason.
     */
    private static final int MOST_NAMED = 20;

    /** Found by its name in {@code META-INF/services}. */
    public RemoveListedAudioCommand() {}

    @Override
    public String argument() {
        return "remove-listed-audio";
    }

    @Override
    public int run(PrintStream said, PrintStream failed) {
        try {
            return run(VaultCommandSettings.read(), System.in, said, failed);
        } catch (IOException | RuntimeException failure) {
            failed.println(
                    "Not all of the audio was removed; start it again to go on: "
                            + failure.getMessage());
            return FAILED;
        }
    }

    static int run(RecordingConfig config, InputStream listed, PrintStream said, PrintStream failed)
            throws IOException {
        long recordings = 0;
        long left = 0;
        List<String> named = new ArrayList<>();
        try (BlobStore store = BlobStores.of(config);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(listed, StandardCharsets.UTF_8))) {
            store.requireReachable();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ListedAudio recording = ListedAudio.of(line);
                recordings++;
                try {
                    store.destroy(recording.tenant(), recording.id());
                    said.println(line.strip());
                } catch (IOException | StorageUnavailable failure) {
                    failed.println("  not removed: " + recording + ": " + failure.getMessage());
                    left++;
                    if (named.size() < MOST_NAMED) {
                        named.add(recording.toString());
                    }
                    // Without a store, each of the others would only be waited for.
                    store.requireReachable();
                }
            }
        }
        if (left == 0) {
            return DONE;
        }
        failed.printf(
                "%d of %d recordings still have audio: %s%s. Remove what protects it, and start"
                        + " again.%n",
                left, recordings, String.join(", ", named), left > named.size() ? ", …" : "");
        return FAILED;
    }

    /** A recording that is to have no audio any more. */
    private record ListedAudio(TenantId tenant, UUID id) {

        static ListedAudio of(String line) {
            String[] words = line.strip().split(" ", -1);
            if (words.length != 2) {
                throw new IllegalArgumentException(
                        "a line must have a tenant and a recording, not: " + line);
            }
            return new ListedAudio(new TenantId(words[0]), UUID.fromString(words[1]));
        }

        @Override
        public String toString() {
            return tenant.value() + " " + id;
        }
    }
}
