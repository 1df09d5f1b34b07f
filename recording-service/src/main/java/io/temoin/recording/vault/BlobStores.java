// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.quarkus.runtime.StartupEvent;
import io.temoin.objectstorage.BucketConnection;
import io.temoin.recording.RecordingConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import org.jboss.logging.Logger;

/** The store that the settings choose. */
@ApplicationScoped
class BlobStores {

    /** Where the settings of the bucket are. */
    static final String SETTINGS = "temoin.recording.vault.s3";

    private static final Logger LOG = Logger.getLogger(BlobStores.class);

    @Produces
    @Singleton
    BlobStore store(RecordingConfig config) {
        return of(config);
    }

    void close(@Disposes BlobStore store) {
        store.close();
    }

    /** Wrong settings are said by a start that fails, not by the first upload. */
    void require(@Observes StartupEvent event, BlobStore store) {
        LOG.debugf("audio is stored by %s", store.getClass().getSimpleName());
    }

    static BlobStore of(RecordingConfig config) {
        RecordingConfig.Vault vault = config.vault();
        FileBlobStore files = new FileBlobStore(vault.directory());
        return switch (vault.store()) {
            case FILES -> files;
            case S3 -> {
                S3BlobStore bucket = bucket(config);
                if (!Files.isDirectory(vault.directory())) {
                    yield bucket;
                }
                LOG.infof(
                        "audio that is not in the bucket is looked for in %s: move it with the"
                                + " command move-audio, and remove the folder",
                        vault.directory().toAbsolutePath());
                yield new MovingBlobStore(bucket, files);
            }
        };
    }

    static S3BlobStore bucket(RecordingConfig config) {
        RecordingConfig.S3 settings = config.vault().s3();
        int partBytes = S3BlobStore.partBytes(settings.partBytes(), config.upload().maxBytes());
        return new S3BlobStore(
                BucketConnection.open(SETTINGS, settings),
                S3Names.below(settings.prefix()),
                new PartBuffers(bufferBytes(settings, partBytes), settings.requestTimeout()),
                partBytes);
    }

    /** Enough for one upload in any case. */
    private static long bufferBytes(RecordingConfig.S3 settings, int partBytes) {
        long wanted = settings.bufferBytes().orElse(Runtime.getRuntime().maxMemory() / 3);
        return Math.max(wanted, 2L * partBytes);
    }
}
