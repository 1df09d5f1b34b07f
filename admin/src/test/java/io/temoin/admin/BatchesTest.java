// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much is kept of what is read, and that nothing is left out. */
class BatchesTest {

    private static final Instant AT = Instant.parse("2026-11-29T02:00:00Z");

    private final List<List<String>> taken = new ArrayList<>();

    @Test
    void handOverEverythingInItsOrder() {
        var batches = new Batches<String>(3, text -> text, taken::add);

        IntStream.range(0, 7).mapToObj(Integer::toString).forEach(batches::add);
        batches.finish();
        batches.finish();

        assertThat(taken)
                .containsExactly(List.of("0", "1", "2"), List.of("3", "4", "5"), List.of("6"));
    }

    /** As after a relay has taken over from another. */
    @Test
    void handOverOnceWhatComesTwice() {
        var batches = new Batches<String>(2, text -> text.substring(0, 1), taken::add);

        List.of("a1", "a2", "b1", "b2", "a3", "c1", "c2", "d1").forEach(batches::add);
        batches.finish();

        assertThat(taken).containsExactly(List.of("a1", "b1"), List.of("c1", "d1"));
    }

    /** A day of a large contact centre has some millions of events. */
    @Test
    void keepNothingOfWhatWasHandedOver() {
        var missing = new MissingEvents();
        var batches =
                new Batches<PublishedEvent>(
                        PublishedSince.BATCH_SIZE, PublishedEvent::id, missing::add);
        List<WeakReference<PublishedEvent>> read = new ArrayList<>();

        for (int i = 0; i < 100 * PublishedSince.BATCH_SIZE + 7; i++) {
            var event =
                    new PublishedEvent(
                            new UUID(1, i), 0, "helios", "RecordingStored", AT.plusSeconds(i), "");
            read.add(new WeakReference<>(event));
            batches.add(event);
        }
        System.gc();

        assertThat(read.stream().filter(event -> event.get() != null).count()).isEqualTo(7);
        batches.finish();
        assertThat(missing.loss())
                .hasValueSatisfying(
                        sentence ->
                                assertThat(sentence)
                                        .startsWith("100007 events that were published")
                                        .contains("2026-11-29T02:00:00Z to 2026-11-30T05:46:46Z")
                                        .contains(": 100007 RecordingStored."));
    }
}
