// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.chassis.start.OfflineCommand;
import io.temoin.recording.RecordingConfig;
import io.temoin.recording.vault.AudioMove.Report;
import io.temoin.recording.vault.StoredFiles.StoredFile;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/**
 * {@code move-audio}: moves the audio from the folder into the bucket, with the settings of the
 * service. The service may run meanwhile, and should already store into the bucket.
 */
public final class MoveAudioCommand implements OfflineCommand {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final Duration TOLD_EVERY = Duration.ofSeconds(10);
    private static final long MEGABYTE = 1_000_000;

    /** Found by its name in {@code META-INF/services}. */
    public MoveAudioCommand() {}

    @Override
    public String argument() {
        return "move-audio";
    }

    @Override
    public int run(PrintStream said, PrintStream failed) {
        try {
            return run(VaultCommandSettings.read(), said, failed);
        } catch (IOException | RuntimeException failure) {
            failed.println("The audio was not moved: " + failure.getMessage());
            return FAILED;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            failed.println("The move was interrupted; start it again to go on.");
            return FAILED;
        }
    }

    static int run(RecordingConfig config, PrintStream said, PrintStream failed)
            throws IOException, InterruptedException {
        if (config.vault().store() != RecordingConfig.Store.S3) {
            failed.println(
                    "Set temoin.recording.vault.store=s3 and the bucket, as for the service: new"
                            + " audio must go there before the old is moved.");
            return FAILED;
        }
        StoredFiles found = StoredFiles.in(config.vault().directory());
        found.strangers().forEach(path -> failed.println(path + " is no audio; it stays."));
        long bytes = found.files().stream().mapToLong(StoredFile::size).sum();
        said.printf(
                "%d files of %d MB in %s are to be moved.%n",
                found.files().size(),
                bytes / MEGABYTE,
                config.vault().directory().toAbsolutePath());
        try (S3BlobStore bucket = BlobStores.bucket(config)) {
            bucket.requireReachable();
            AudioMove move =
                    new AudioMove(
                            new FileBlobStore(config.vault().directory()), bucket, failed::println);
            Progress progress = new Progress(said, found.files().size(), bytes);
            Report report = move.move(found.files(), progress::tell);
            return conclude(report, said, failed);
        }
    }

    private static int conclude(Report report, PrintStream said, PrintStream failed) {
        said.printf(
                "%d moved, %d were there already, %d were erased or moved meanwhile, %d failed.%n",
                report.moved(), report.alreadyThere(), report.gone(), report.failed());
        if (report.failed() == 0) {
            return DONE;
        }
        failed.println("What failed is still in the folder; start the command again to go on.");
        return FAILED;
    }

    /** Tells how far it is, not more often than somebody reads it. */
    private static final class Progress {

        private final PrintStream said;
        private final int files;
        private final long bytes;
        private Instant told = Instant.now();

        Progress(PrintStream said, int files, long bytes) {
            this.said = said;
            this.files = files;
            this.bytes = bytes;
        }

        void tell(Report report) {
            Instant now = Instant.now();
            if (now.isAfter(told.plus(TOLD_EVERY))) {
                told = now;
                said.printf(
                        "%d of %d files, %d of %d MB, %d failed%n",
                        report.files(),
                        files,
                        report.bytes() / MEGABYTE,
                        bytes / MEGABYTE,
                        report.failed());
            }
        }
    }
}
