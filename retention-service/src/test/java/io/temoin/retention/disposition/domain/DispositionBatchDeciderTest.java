// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition.domain;

import static io.temoin.retention.disposition.domain.BatchProblem.BATCH_INVALID;
import static io.temoin.retention.disposition.domain.BatchProblem.BATCH_UNKNOWN;
import static io.temoin.retention.disposition.domain.BatchProblem.CONFIRMATION_MISMATCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.disposition.domain.BatchCommand.CheckBatch;
import io.temoin.retention.disposition.domain.BatchCommand.ConfirmBatch;
import io.temoin.retention.disposition.domain.BatchCommand.OrderBatch;
import io.temoin.retention.disposition.domain.BatchEvent.DispositionBatchConfirmed;
import io.temoin.retention.disposition.domain.BatchEvent.DispositionBatchOrdered;
import io.temoin.retention.disposition.domain.BatchEvent.DispositionBatchOverdue;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.register.domain.ItemOwner;
import io.temoin.retention.register.domain.RefusalReason;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One batch of registered items: ordered, and accounted for by their owner. */
class DispositionBatchDeciderTest {

    private static final UUID BATCH = new UUID(1, 1);
    private static final UUID FIRST = new UUID(1, 2);
    private static final UUID SECOND = new UUID(1, 3);
    private static final String RHONE = "rhone-telecom";
    private static final Instant NIGHT = Instant.parse("2027-11-24T23:10:00Z");
    private static final Instant ERASED = Instant.parse("2027-11-24T23:10:02Z");
    private static final Instant LATER = Instant.parse("2027-11-25T23:10:00Z");
    private static final LocalDate HORIZON = LocalDate.of(2027, 12, 24);
    private static final RefusedItem REFUSED = new RefusedItem(SECOND, RefusalReason.IN_USE, null);

    private static final DispositionBatchOrdered ORDERED =
            new DispositionBatchOrdered(
                    BATCH,
                    ItemOwner.CONSENT,
                    ItemKind.CALL_DECISION,
                    RHONE,
                    List.of(FIRST, SECOND),
                    DispositionBasis.PERIOD_ENDED,
                    NIGHT);

    private static final DispositionBatchOverdue OVERDUE =
            new DispositionBatchOverdue(
                    BATCH, ItemOwner.CONSENT, ItemKind.CALL_DECISION, RHONE, 2, NIGHT, LATER);

    private final DeciderSpecification<BatchCommand, DispositionBatch, BatchEvent> batches =
            DeciderSpecification.of(new DispositionBatchDecider());

    private static OrderBatch order(ItemKind kind, List<UUID> items) {
        return new OrderBatch(BATCH, kind, RHONE, items, DispositionBasis.PERIOD_ENDED, NIGHT);
    }

    private static ConfirmBatch confirm(List<UUID> disposed, RefusedItem... refused) {
        return confirm(
                ItemOwner.CONSENT,
                ItemKind.CALL_DECISION,
                RHONE,
                disposed.size(),
                ItemDigest.of(disposed),
                refused);
    }

    private static ConfirmBatch confirm(
            ItemOwner from,
            ItemKind kind,
            String controller,
            long disposed,
            String digest,
            RefusedItem... refused) {
        return new ConfirmBatch(
                BATCH, from, kind, controller, disposed, List.of(refused), digest, ERASED, HORIZON);
    }

    private static DispositionBatchConfirmed confirmed(
            List<UUID> disposed, RefusedItem... refused) {
        return new DispositionBatchConfirmed(
                BATCH,
                ItemKind.CALL_DECISION,
                RHONE,
                disposed.size(),
                List.of(refused),
                ItemDigest.of(disposed),
                ERASED,
                HORIZON,
                DispositionBasis.PERIOD_ENDED);
    }

    @Nested
    class Ordering {

        @Test
        void namesTheOwnerOfTheKind() {
            batches.given()
                    .when(order(ItemKind.CALL_DECISION, List.of(FIRST, SECOND)))
                    .then(ORDERED);
        }

        @Test
        void happensOnce() {
            batches.given(ORDERED)
                    .when(order(ItemKind.CALL_DECISION, List.of(FIRST)))
                    .thenNothing();
        }

        static Stream<OrderBatch> invalid() {
            List<UUID> tooMany =
                    IntStream.rangeClosed(1, DispositionBatchDecider.MOST + 1)
                            .mapToObj(id -> new UUID(2, id))
                            .toList();
            return Stream.of(
                    order(ItemKind.SUPPRESSION, List.of(FIRST)),
                    order(ItemKind.CALL_DECISION, List.of()),
                    order(ItemKind.CALL_DECISION, Collections.nCopies(2, FIRST)),
                    order(ItemKind.CALL_DECISION, tooMany));
        }

        @ParameterizedTest
        @MethodSource("invalid")
        void isRefusedFor(OrderBatch order) {
            batches.given().when(order).thenRejected(BATCH_INVALID);
        }
    }

    @Nested
    class Confirming {

        @Test
        void accountsForAll() {
            batches.given(ORDERED)
                    .when(confirm(List.of(SECOND, FIRST)))
                    .then(confirmed(List.of(FIRST, SECOND)));
        }

        @Test
        void accountsForWhatIsRefused() {
            batches.given(ORDERED, OVERDUE)
                    .when(confirm(List.of(FIRST), REFUSED))
                    .then(confirmed(List.of(FIRST), REFUSED));
        }

        @Test
        void happensOnce() {
            batches.given(ORDERED, confirmed(List.of(FIRST, SECOND)))
                    .when(confirm(List.of(FIRST, SECOND)))
                    .thenNothing();
        }

        @Test
        void isOfABatch() {
            batches.given().when(confirm(List.of(FIRST))).thenRejected(BATCH_UNKNOWN);
        }

        static Stream<ConfirmBatch> mismatches() {
            List<UUID> both = List.of(FIRST, SECOND);
            String digest = ItemDigest.of(both);
            return Stream.of(
                    confirm(ItemOwner.AUDIT, ItemKind.CALL_DECISION, RHONE, 2, digest),
                    confirm(ItemOwner.CONSENT, ItemKind.PREFERENCE, RHONE, 2, digest),
                    confirm(ItemOwner.CONSENT, ItemKind.CALL_DECISION, "other", 2, digest),
                    confirm(ItemOwner.CONSENT, ItemKind.CALL_DECISION, RHONE, 1, digest),
                    confirm(ItemOwner.CONSENT, ItemKind.CALL_DECISION, RHONE, 2, "00"),
                    // One item is neither destroyed nor refused.
                    confirm(List.of(FIRST)),
                    // Refused twice, or never ordered.
                    confirm(List.of(FIRST), REFUSED, REFUSED),
                    confirm(both, new RefusedItem(BATCH, RefusalReason.UNKNOWN, null)));
        }

        @ParameterizedTest
        @MethodSource("mismatches")
        void mustFitTheOrder(ConfirmBatch confirmation) {
            batches.given(ORDERED).when(confirmation).thenRejected(CONFIRMATION_MISMATCH);
        }
    }

    @Nested
    class Checking {

        @Test
        void saysThatItIsOverdue() {
            batches.given(ORDERED).when(new CheckBatch(LATER)).then(OVERDUE);
        }

        @Test
        void saysItOnce() {
            batches.given(ORDERED, OVERDUE).when(new CheckBatch(LATER)).thenNothing();
        }

        @Test
        void saysNothingOfOthers() {
            batches.given().when(new CheckBatch(LATER)).thenNothing();
            batches.given(ORDERED, confirmed(List.of(FIRST, SECOND)))
                    .when(new CheckBatch(LATER))
                    .thenNothing();
        }
    }

    /** What is recorded in an order that no process produces changes nothing. */
    @Test
    void eventsOutOfOrderChangeNothing() {
        var decider = new DispositionBatchDecider();
        var nothing = decider.initialState();
        assertThat(decider.evolve(nothing, OVERDUE)).isEqualTo(nothing);
        assertThat(decider.evolve(nothing, confirmed(List.of(FIRST)))).isEqualTo(nothing);
    }
}
