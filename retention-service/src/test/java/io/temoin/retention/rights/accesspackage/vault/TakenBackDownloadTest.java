// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.packageparts.vault.PartWriter;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package that is taken back while it is being fetched. */
class TakenBackDownloadTest {

    private static final long MIB = 1 << 20;

    @TempDir private Path folder;

    private PackageZip ofOneRecording(long size) throws IOException {
        return StoredPart.packageOf(
                StoredPart.in(
                        folder,
                        stored -> {
                            PartWriter writer = new PartWriter(stored);
                            writer.audio("r1.wav", out -> StoredPart.noise(out, size));
                            writer.finish();
                        }));
    }

    /** Not at the end of the recording, which may be an hour away. */
    @Test
    void littleOfItLeavesAfterwards() throws IOException {
        PackageZip zip = ofOneRecording(32 * MIB);
        StoredPart.Counted out = new StoredPart.Counted();
        long takenBackAfter = 3 * MIB;

        assertThatThrownBy(
                        () ->
                                zip.writeTo(
                                        out,
                                        "passphrase",
                                        () -> {
                                            if (out.bytes() >= takenBackAfter) {
                                                throw new HandingOutEnded("taken back");
                                            }
                                        }))
                .isInstanceOf(HandingOutEnded.class);

        assertThat(out.bytes() - takenBackAfter)
                .isLessThanOrEqualTo(WatchedOutput.MOST_BYTES + MIB);
    }

    /** Whether it may be handed out is then not known. */
    @Test
    void itEndsWhenNobodyCanBeAsked() throws IOException {
        PackageZip zip = ofOneRecording(8 * MIB);
        StoredPart.Counted out = new StoredPart.Counted();

        assertThatThrownBy(
                        () ->
                                zip.writeTo(
                                        out,
                                        "passphrase",
                                        () -> {
                                            if (out.bytes() > 0) {
                                                throw new IllegalStateException("no database");
                                            }
                                        }))
                .isInstanceOf(HandingOutEnded.class)
                .hasRootCauseMessage("no database");
    }
}
