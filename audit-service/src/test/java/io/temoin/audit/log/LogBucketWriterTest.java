// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.ConfiguredBuckets;
import io.temoin.objectstorage.StorageServers;
import io.temoin.transparency.tree.EntryBundle;
import io.temoin.transparency.tree.GrowingTree;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.MerkleHasher;
import io.temoin.transparency.tree.TreeHead;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** A large log on its way into a bucket. */
class LogBucketWriterTest {

    private static final String LOG = "0123456789abcdef0123456789abcdef";
    private static final int BUNDLES = 256;

    private final S3Client operator = StorageServers.operator(StorageServers.plain());
    private final String name = StorageServers.create(operator);
    private final LogBucket bucket = LogBucket.of(settings(name));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        threads.close();
        bucket.close();
        operator.close();
    }

    /** Never before everything is there: whoever goes on does not write it again. */
    @Test
    void notesHowFarItIs() {
        // Given
        Map<TreeHead, Long> noted = new LinkedHashMap<>();
        var writer =
                new LogBucketWriter(
                        bucket, LOG, threads, () -> {}, head -> noted.put(head, objects()));
        GrowingTree tree = GrowingTree.empty(writer::put);
        Hash leaf = new MerkleHasher().leaf(new byte[49]);

        // When
        for (int index = 0; index < BUNDLES; index++) {
            assertThat(noted).isEmpty();
            for (int i = 0; i < 256; i++) {
                tree.append(leaf);
            }
            writer.put(new EntryBundle(index, 256), new byte[] {(byte) index}, tree);
        }

        // Then
        assertThat(tree.size()).isEqualTo(65_536);
        assertThat(noted).containsExactly(Map.entry(tree.head(), 2L * BUNDLES + 1));
    }

    private long objects() {
        return operator
                .listObjectsV2Paginator(list -> list.bucket(name).prefix(LOG))
                .contents()
                .stream()
                .count();
    }

    @Test
    void writesNothingWhenAnotherProcessMayWrite() {
        // Given
        var writer =
                new LogBucketWriter(
                        bucket,
                        LOG,
                        threads,
                        () -> {
                            throw new IllegalStateException("it is another's turn");
                        },
                        _ -> {});

        // When
        writer.put(new EntryBundle(0, 1), new byte[51], GrowingTree.empty((_, _) -> {}));

        // Then
        assertThatThrownBy(writer::flush).hasMessage("it is another's turn");
        assertThat(operator.listObjectsV2(list -> list.bucket(name).prefix(LOG)).contents())
                .isEmpty();
    }

    private static AuditConfig.Publication settings(String bucket) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(AuditConfig.class)
                .withDefaultValues(
                        Map.of(
                                ConfiguredBuckets.LOGS + "bucket",
                                bucket,
                                ConfiguredBuckets.LOGS + "endpoint",
                                StorageServers.plain().toString(),
                                ConfiguredBuckets.LOGS + "path-style",
                                "true"))
                .build()
                .getConfigMapping(AuditConfig.class)
                .log()
                .publication();
    }
}
