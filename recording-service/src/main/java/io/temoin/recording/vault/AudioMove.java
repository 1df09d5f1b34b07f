// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.eventsourcing.Sha256;
import io.temoin.objectstorage.StorageFull;
import io.temoin.objectstorage.StorageUnavailable;
import io.temoin.recording.vault.StoredFiles.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Moves sealed audio from the folder into the bucket, byte for byte: it needs no key. A file is
 * removed only once its copy was read back and is the same, so a move that is interrupted is
 * resumed by starting it again. The service may run meanwhile, with {@link MovingBlobStore}.
 */
final class AudioMove {

    private static final int CONCURRENT_MOVES = 4;

    /** What became of one file. */
    enum Outcome {
        /** Copied, read back and removed. */
        MOVED,
        /** Its copy was there and is the same; removed. */
        ALREADY_THERE,
        /** Erased or moved by somebody else meanwhile. */
        GONE,
        /** Still where it was. */
        FAILED
    }

    /** How many files had which outcome. */
    record Report(int moved, int alreadyThere, int gone, int failed, long bytes) {

        static final Report EMPTY = new Report(0, 0, 0, 0, 0);

        int files() {
            return moved + alreadyThere + gone + failed;
        }

        Report with(Outcome outcome, long size) {
            return switch (outcome) {
                case MOVED -> new Report(moved + 1, alreadyThere, gone, failed, bytes + size);
                case ALREADY_THERE ->
                        new Report(moved, alreadyThere + 1, gone, failed, bytes + size);
                case GONE -> new Report(moved, alreadyThere, gone + 1, failed, bytes + size);
                case FAILED -> new Report(moved, alreadyThere, gone, failed + 1, bytes);
            };
        }
    }

    private final FileBlobStore files;
    private final BlobStore bucket;
    private final Consumer<String> warnings;

    /**
     * @param warnings takes a sentence about each file that could not be moved
     */
    AudioMove(FileBlobStore files, BlobStore bucket, Consumer<String> warnings) {
        this.files = files;
        this.bucket = bucket;
        this.warnings = warnings;
    }

    /**
     * Moves these files.
     *
     * @param progress takes the report after each
     */
    Report move(List<StoredFile> all, Consumer<Report> progress) throws InterruptedException {
        Report report = Report.EMPTY;
        try (ExecutorService threads =
                Executors.newFixedThreadPool(CONCURRENT_MOVES, Thread.ofVirtual().factory())) {
            List<Future<Outcome>> outcomes = new ArrayList<>();
            for (StoredFile file : all) {
                outcomes.add(threads.submit(() -> moveOrWarn(file)));
            }
            for (int i = 0; i < all.size(); i++) {
                report = report.with(outcomes.get(i).get(), all.get(i).size());
                progress.accept(report);
            }
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        }
        return report;
    }

    private Outcome moveOrWarn(StoredFile file) {
        try {
            return move(file);
        } catch (IOException | StorageUnavailable | StorageFull failure) {
            warnings.accept("%s was not moved: %s".formatted(file.path(), failure.getMessage()));
            return Outcome.FAILED;
        }
    }

    private Outcome move(StoredFile file) throws IOException {
        byte[] source;
        boolean copied = false;
        try {
            source = digest(file);
            if (!isInBucket(file)) {
                copy(file);
                copied = true;
            }
        } catch (NoSuchFileException _) {
            return Outcome.GONE;
        }
        if (!Arrays.equals(source, copyDigest(file))) {
            warnings.accept(
                    "%s was not moved: the bucket has other bytes under its name"
                            .formatted(file.path()));
            return Outcome.FAILED;
        }
        if (Files.notExists(file.path())) {
            // It was erased since: who erases looks into the folder first, then into the bucket.
            bucket.discard(file.tenant(), file.recording(), file.sha256());
            return Outcome.GONE;
        }
        files.discard(file.tenant(), file.recording(), file.sha256());
        return copied ? Outcome.MOVED : Outcome.ALREADY_THERE;
    }

    private boolean isInBucket(StoredFile file) throws IOException {
        try (SeekableByteChannel _ = open(file)) {
            return true;
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    private void copy(StoredFile file) throws IOException {
        try (FileChannel source = FileChannel.open(file.path());
                BlobDraft draft = bucket.begin(file.tenant(), file.recording())) {
            pass(source, draft.content());
            draft.content().close();
            draft.keep(file.sha256());
        }
    }

    private static byte[] digest(StoredFile file) throws IOException {
        try (FileChannel source = FileChannel.open(file.path())) {
            return digest(source);
        }
    }

    /** Read back from the bucket, whatever it was told. */
    private byte[] copyDigest(StoredFile file) throws IOException {
        try (SeekableByteChannel copy = open(file)) {
            return digest(copy);
        }
    }

    private SeekableByteChannel open(StoredFile file) throws IOException {
        return bucket.open(file.tenant(), file.recording(), file.sha256());
    }

    private static byte[] digest(SeekableByteChannel source) throws IOException {
        MessageDigest digest = Sha256.digest();
        ByteBuffer buffer = ByteBuffer.allocate(ChunkCipher.SEGMENT);
        while (source.read(buffer) >= 0) {
            digest.update(buffer.flip());
            buffer.clear();
        }
        return digest.digest();
    }

    private static void pass(SeekableByteChannel from, WritableByteChannel to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(ChunkCipher.SEGMENT);
        while (from.read(buffer) >= 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                to.write(buffer);
            }
            buffer.clear();
        }
    }
}
