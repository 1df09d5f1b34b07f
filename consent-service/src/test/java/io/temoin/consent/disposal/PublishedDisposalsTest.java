// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.disposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.consent.EventExamples;
import io.temoin.consent.disposal.domain.Disposal;
import io.temoin.consent.disposal.domain.DisposalDecider;
import io.temoin.consent.disposal.domain.DispositionBatch;
import io.temoin.consent.disposal.domain.ItemsDisposed;
import io.temoin.consent.disposal.domain.RecordDisposal;
import io.temoin.consent.disposal.domain.RefusalReason;
import io.temoin.consent.disposal.domain.RefusedItem;
import io.temoin.consent.permission.domain.Examples;
import io.temoin.consent.permission.domain.ItemKind;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is published of disposals is what {@code contracts/} promises, and what orders say. */
class PublishedDisposalsTest {

    private static final UUID BATCH = UUID.fromString("01990000-0000-7000-8000-00000000000b");
    private static final UUID GONE = UUID.fromString("01990000-0000-7000-8000-000000000003");
    private static final UUID KEPT = UUID.fromString("01990000-0000-7000-8000-000000000004");

    private static final DispositionBatch ORDER =
            new DispositionBatch(
                    BATCH,
                    ItemKind.CONSENT_PROOF,
                    Examples.RHONE,
                    List.of(GONE, KEPT),
                    "PERIOD_ENDED",
                    Examples.NOW);

    private static final RecordDisposal COMMAND =
            new RecordDisposal(
                    ORDER,
                    Set.of(GONE),
                    List.of(new RefusedItem(KEPT, RefusalReason.IN_USE, null)),
                    LocalDate.parse("2027-01-07"),
                    Examples.NOW);

    private final EventExamples<ItemsDisposed> examples =
            new EventExamples<>(
                    DisposalStream.codec(new InMemoryShreddableKeys()),
                    new StreamId("disposal", BATCH.toString()),
                    Actor.service("consent-dispositions"),
                    Examples.NOW);

    private final DisposalDecider decider = new DisposalDecider();

    @Test
    void isTheExampleOfItsContract() throws IOException {
        ItemsDisposed disposed = decider.decide(COMMAND, decider.initialState()).getFirst();
        examples.isTheExample(disposed);
        examples.isReadForEver(disposed);
    }

    @Test
    void anOrderIsCarriedOutOnce() {
        assertThat(decider.decide(COMMAND, new Disposal.Done())).isEmpty();
    }

    /** printf '%s\n' with the two ids in order | sha256sum */
    @Test
    void theDigestIsOverTheSortedIdsEachWithALineFeed() {
        assertThat(ItemsDisposed.digest(List.of(KEPT, GONE)))
                .isEqualTo(ItemsDisposed.digest(Set.of(GONE, KEPT)))
                .isEqualTo("d266f5641a3386c5c34e28c8757a413439d1d5f324dd1c04fe2d8de1c3995402");
    }

    @Test
    void anOrderIsUnderstood() {
        assertThat(DispositionConsumer.ordered(new JsonFields(order()))).isEqualTo(ORDER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch", "kind", "controller", "items", "basis", "orderedAt"})
    void anOrderThatSaysTooLittleIsRejected(String field) {
        ObjectNode less = order();
        less.remove(field);
        assertRejected(less);
    }

    @ParameterizedTest
    @CsvSource({"kind, RECORDING", "controller, Rhône", "batch, 12", "orderedAt, yesterday"})
    void anOrderThatCannotBeReadIsRejected(String field, String value) {
        assertRejected(order().put(field, value));
    }

    @Test
    void anOrderOfNothingAndOneOfTooMuchAreRejected() {
        ObjectNode nothing = order();
        nothing.putArray("items");
        assertRejected(nothing);
        ObjectNode much = order();
        for (int i = 0; i < 1_000; i++) {
            much.withArray("items").add(new UUID(i, i).toString());
        }
        assertRejected(much);
    }

    private static void assertRejected(ObjectNode order) {
        assertThatThrownBy(() -> DispositionConsumer.ordered(new JsonFields(order)))
                .isInstanceOf(Rejected.class);
    }

    private static ObjectNode order() {
        ObjectNode order =
                EventCodec.JSON
                        .createObjectNode()
                        .put("batch", BATCH.toString())
                        .put("owner", "CONSENT")
                        .put("kind", "CONSENT_PROOF")
                        .put("controller", "rhone-telecom")
                        .put("basis", "PERIOD_ENDED")
                        .put("orderedAt", Examples.NOW.toString());
        order.putArray("items").add(GONE.toString()).add(KEPT.toString());
        return order;
    }
}
