// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.AuditConfig;
import io.temoin.objectstorage.StorageFull;
import io.temoin.objectstorage.StorageUnavailable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where the chunks of exports lie: in their rows, or in a bucket, to which the rows refer then. The
 * rows say what belongs to the file in either case, so an export whose row is gone has no chunks
 * that anybody could get. Both kinds are read, whichever is written.
 */
@ApplicationScoped
class ChunkStorage {

    private static final Logger LOG = Logger.getLogger(ChunkStorage.class);

    private final ExecutorService virtualThreads;
    private final boolean writesToBucket;
    private final @Nullable ChunkBucket bucket;

    ChunkStorage(@VirtualThreads ExecutorService virtualThreads, AuditConfig config) {
        this.virtualThreads = virtualThreads;
        AuditConfig.Export export = config.export();
        this.writesToBucket = export.store() == AuditConfig.ExportStore.S3;
        // One that was written to before is read until its exports have ended.
        this.bucket =
                writesToBucket || export.s3().bucket().isPresent()
                        ? ChunkBucket.of(export.s3())
                        : null;
    }

    /** Wrong settings are said by a start that fails, not by the first export. */
    void require(@Observes StartupEvent event) {
        LOG.debugf("exports are written to the %s", writesToBucket ? "bucket" : "database");
    }

    void close(@Observes ShutdownEvent event) {
        if (bucket != null) {
            bucket.close();
        }
    }

    /** The bucket, if there is one. */
    Optional<ChunkBucket> bucket() {
        return Optional.ofNullable(bucket);
    }

    /**
     * Stores a chunk, if it does not go into the row. Blocks.
     *
     * @return what the row is to hold
     * @throws StorageUnavailable when the bucket does not answer
     * @throws StorageFull when it has no room
     */
    byte[] keep(ExportId of, byte[] chunk) {
        if (!writesToBucket || bucket == null) {
            return chunk;
        }
        try {
            return bucket.put(of, chunk).bytes();
        } catch (IOException failure) {
            throw new UncheckedIOException("a chunk of an export could not be stored", failure);
        }
    }

    /** Takes back what was stored for a row that was not written. Blocks. */
    void discard(ExportId of, byte[] row) {
        Optional<ChunkReference> reference = ChunkReference.read(row);
        if (reference.isEmpty() || bucket == null) {
            return;
        }
        try {
            bucket.remove(of, reference.get());
        } catch (IOException | StorageUnavailable | StorageFull failure) {
            LOG.warnf(
                    failure,
                    "an unused chunk of export %s could not be deleted; it will be deleted with the"
                            + " export",
                    of.export());
        }
    }

    /**
     * The chunk of a row. Blocks.
     *
     * @throws IllegalStateException when the bucket does not have it
     */
    byte[] read(ExportId of, byte[] row) {
        return ChunkReference.read(row).map(reference -> find(of, reference)).orElse(row);
    }

    private byte[] find(ExportId of, ChunkReference reference) {
        if (bucket == null) {
            throw new IllegalStateException(
                    "export %s is in a bucket, and %s.bucket is not set"
                            .formatted(of.export(), ChunkBucket.SETTINGS));
        }
        try {
            return bucket.find(of, reference)
                    .orElseThrow(() -> new IllegalStateException("a chunk of an export is gone"));
        } catch (IOException failure) {
            throw new UncheckedIOException("a chunk of an export could not be read", failure);
        }
    }

    /** The same for whoever must not block. */
    Uni<byte[]> readSoon(ExportId of, byte[] row) {
        return ChunkReference.read(row).isEmpty()
                ? Uni.createFrom().item(row)
                : aside(() -> read(of, row));
    }

    /**
     * Removes what the bucket has of an export that has ended. A bucket that does not answer is no
     * failure here: nobody gets the chunks any more, and {@link ExportSweepJob} asks again.
     */
    Uni<Void> removeSoon(ExportId of) {
        return bucket().map(there -> aside(() -> remove(there, of)).replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private static boolean remove(ChunkBucket bucket, ExportId of) {
        try {
            bucket.remove(of);
            return true;
        } catch (IOException | StorageUnavailable | StorageFull failure) {
            LOG.warnf(
                    failure,
                    "export %s could not be removed from the bucket; it will be retried",
                    of.export());
            return false;
        }
    }

    /** On a thread that may block; who waits goes on where it was. */
    private <T> Uni<T> aside(Supplier<T> work) {
        return Uni.createFrom()
                .deferred(
                        () -> {
                            Context context = Vertx.currentContext();
                            Uni<T> done =
                                    Uni.createFrom().item(work).runSubscriptionOn(virtualThreads);
                            return context == null
                                    ? done
                                    : done.emitOn(task -> context.runOnContext(_ -> task.run()));
                        });
    }
}
