// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.objectstorage.StorageServers;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.tree.Tile;
import io.temoin.transparency.tree.TreeHead;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** A large log on its way into a bucket. */
class LogBucketWriterTest {

    private static final String LOG = "0123456789abcdef0123456789abcdef";

    /** Leaves of a batch, which has 16 bundles. */
    private static final int BATCH = 16 * Tile.FULL_WIDTH;

    private static final BooleanSupplier IN_TIME = () -> true;
    private static final BooleanSupplier LATE = () -> false;

    private final S3Client operator = StorageServers.operator(StorageServers.plain());
    private final String name = StorageServers.create(operator);
    private final LogBucket bucket = LogBucket.of(PlainBucket.settings(name).log().publication());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<TreeHead, Long> noted = new LinkedHashMap<>();
    private final List<byte[]> leaves = new ArrayList<>();
    private StoredTiles tiles = new StoredTiles(leaves);

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
        RehashedLog content = contentOf(17 * BATCH);
        VerifiedHeads heads = verified(content);

        // When
        boolean done = writer(() -> {}).write(content, TreeHead.EMPTY, all(heads), IN_TIME);

        // Then
        assertThat(done).isTrue();
        assertThat(noted).hasSize(1);
        noted.forEach(
                (head, objects) -> {
                    assertThat(head.size()).isEqualTo(65_536);
                    assertThat(objects).isEqualTo(2 * 256 + 1);
                });
    }

    @Test
    void goesOnWhereItWasWhenTimeWasUp() {
        // Given
        RehashedLog content = contentOf(2 * BATCH + 10);
        TreeHead to = tiles.head();
        VerifiedHeads heads = new VerifiedHeads(content, TreeHead.EMPTY, to);
        assertThat(heads.verify(LATE)).isFalse();
        assertThat(heads.verify(LATE)).isFalse();
        assertThat(heads.verify(LATE)).as("the bundle that is not full").isTrue();
        LogBucketWriter writer = writer(() -> {});
        assertThat(writer.write(content, TreeHead.EMPTY, all(heads), LATE)).isFalse();
        assertThat(noted.keySet()).extracting(TreeHead::size).containsExactly((long) BATCH);
        assertThat(noted).containsValue(2 * 16L);

        // When
        TreeHead from = noted.keySet().iterator().next();
        assertThat(heads.goesOn(from, to)).isTrue();
        assertThat(heads.goesOn(from, from)).as("of a database that has less").isFalse();
        boolean done = writer.write(content, from, heads.after(from, to), IN_TIME);

        // Then
        assertThat(done).isTrue();
        assertThat(objects()).isEqualTo(2 * 32 + 1);
    }

    /** What was read first is what was signed; what is put is what is read then. */
    @Test
    void putsNothingOfABatchThatDiffersFromWhatWasVerified() {
        // Given
        RehashedLog content = contentOf(3 * BATCH);
        VerifiedHeads heads = verified(content);

        // When
        leaves.set(BATCH + 100, new byte[Long.BYTES]);
        assertThatThrownBy(
                        () -> writer(() -> {}).write(content, TreeHead.EMPTY, all(heads), IN_TIME))
                .isInstanceOf(Untrusted.class);

        // Then
        assertThat(objects()).as("of the batch before").isEqualTo(2 * 16);
        assertThat(noted).isEmpty();
    }

    @Test
    void writesNothingWhenAnotherProcessMayWrite() {
        // Given
        RehashedLog content = contentOf(1);
        VerifiedHeads heads = verified(content);
        LogBucketWriter writer =
                writer(
                        () -> {
                            throw new IllegalStateException("it is another's turn");
                        });

        // Then
        assertThatThrownBy(() -> writer.write(content, TreeHead.EMPTY, all(heads), IN_TIME))
                .hasMessage("it is another's turn");
        assertThat(objects()).isZero();
    }

    private RehashedLog contentOf(int size) {
        for (int index = 0; index < size; index++) {
            leaves.add(ByteBuffer.allocate(Long.BYTES).putLong(index).array());
        }
        tiles = new StoredTiles(leaves);
        return new RehashedLog(
                (from, to) -> List.copyOf(leaves.subList((int) from, (int) to)), tiles::read);
    }

    private VerifiedHeads verified(RehashedLog content) {
        VerifiedHeads heads = new VerifiedHeads(content, TreeHead.EMPTY, tiles.head());
        assertThat(heads.verify(IN_TIME)).isTrue();
        return heads;
    }

    private List<TreeHead> all(VerifiedHeads heads) {
        return heads.after(TreeHead.EMPTY, tiles.head());
    }

    private LogBucketWriter writer(Runnable requireTurn) {
        return new LogBucketWriter(
                bucket, LOG, threads, requireTurn, head -> noted.put(head, objects()));
    }

    private long objects() {
        return operator
                .listObjectsV2Paginator(list -> list.bucket(name).prefix(LOG))
                .contents()
                .stream()
                .count();
    }
}
