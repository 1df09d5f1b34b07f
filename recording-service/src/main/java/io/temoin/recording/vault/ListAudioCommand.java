// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.chassis.start.OfflineCommand;
import io.temoin.recording.RecordingConfig;
import java.io.IOException;
import java.io.PrintStream;

/**
 * {@code list-audio}: names what is stored, a line each: tenant, recording, and SHA-256 of the
 * content, or {@code -} for what is no whole audio. {@code temoin-admin} compares it with events
 * and keys.
 */
public final class ListAudioCommand implements OfflineCommand {

    private static final int DONE = 0;
    private static final int FAILED = 1;

    /** Found by its name in {@code META-INF/services}. */
    public ListAudioCommand() {}

    @Override
    public String argument() {
        return "list-audio";
    }

    @Override
    public int run(PrintStream said, PrintStream failed) {
        try {
            return run(VaultCommandSettings.read(), said);
        } catch (IOException | RuntimeException failure) {
            failed.println("The audio could not be listed: " + failure.getMessage());
            return FAILED;
        }
    }

    static int run(RecordingConfig config, PrintStream said) throws IOException {
        try (BlobStore store = BlobStores.of(config)) {
            store.requireReachable();
            store.list(
                    audio ->
                            said.println(
                                    audio.tenant().value()
                                            + " "
                                            + audio.recording()
                                            + " "
                                            + (audio.sha256() == null ? "-" : audio.sha256())));
        }
        return said.checkError() ? FAILED : DONE;
    }
}
