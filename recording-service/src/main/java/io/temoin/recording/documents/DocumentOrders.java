// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.chassis.requests.Commands;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Sha256;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.recording.RecordingConfig;
import io.temoin.recording.documents.domain.Document;
import io.temoin.recording.documents.domain.Document.Destroyed;
import io.temoin.recording.documents.domain.Document.Known;
import io.temoin.recording.documents.domain.DocumentKind;
import io.temoin.recording.documents.domain.ItemsDisposed.Reason;
import io.temoin.recording.documents.domain.ItemsDisposed.Refusal;
import io.temoin.recording.documents.domain.ReportDisposal;
import io.temoin.recording.lifecycle.RetentionOrders;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Destroys the documents that retention-service orders destroyed, one after the other, then answers
 * the order. A crash leaves a batch half done and unanswered; when it comes again, what is gone is
 * counted as gone and the rest is destroyed.
 */
@ApplicationScoped
class DocumentOrders implements RetentionOrders {

    private static final String TYPE = "DispositionBatchOrdered";
    private static final String OWNER = "RECORDING";

    /** No order has more: more would hold every other order up for too long. */
    private static final int MOST_ITEMS = 1_000;

    /**
     * What an order says.
     *
     * @param items ids as they were ordered, each once
     * @param basis why, a code
     */
    record Ordered(
            UUID batch, DocumentKind kind, PartyId controller, List<UUID> items, String basis) {

        /** Reads a payload, version 1; empty when it is an order for somebody else. */
        static Optional<Ordered> of(JsonFields event) {
            try {
                if (!event.text("owner").equals(OWNER)) {
                    return Optional.empty();
                }
                List<UUID> items = items(event);
                if (items.size() > MOST_ITEMS) {
                    throw malformed(
                            "A DispositionBatchOrdered event must not have over 1000 items.");
                }
                return Optional.of(
                        new Ordered(
                                event.uuid("batch"),
                                event.read("kind", DocumentKind::valueOf),
                                event.read("controller", PartyId::new),
                                items,
                                event.text("basis")));
            } catch (JsonFields.Unreadable _) {
                throw malformed(
                        "A DispositionBatchOrdered event for this service must have batch, kind,"
                                + " controller, items and basis.");
            }
        }

        private static List<UUID> items(JsonFields event) {
            try {
                return event.texts("items").stream().map(UUID::fromString).distinct().toList();
            } catch (IllegalArgumentException _) {
                throw malformed("The items of a DispositionBatchOrdered event must be ids.");
            }
        }

        private static Rejected malformed(String sentence) {
            return new Rejected(RecordingProblem.ORDER_MALFORMED, sentence);
        }
    }

    /** What became of one item; gone without a reason. */
    private record Outcome(UUID item, @Nullable Reason reason) {}

    private final DocumentStream documents;
    private final DocumentDestruction destruction;
    private final DisposalStream disposals;
    private final ZoneId zone;

    DocumentOrders(
            DocumentStream documents,
            DocumentDestruction destruction,
            DisposalStream disposals,
            RecordingConfig config) {
        this.documents = documents;
        this.destruction = destruction;
        this.disposals = disposals;
        this.zone = config.zone();
    }

    @Override
    public boolean takes(String type) {
        return type.equals(TYPE);
    }

    @Override
    public Uni<Void> carryOut(ReceivedEvent order, EventMetadata metadata) {
        return Ordered.of(order.fields())
                .map(ordered -> unlessAnswered(ordered, metadata))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> unlessAnswered(Ordered ordered, EventMetadata metadata) {
        return disposals
                .isAnswered(metadata.tenant(), ordered.batch())
                .flatMap(
                        answered ->
                                answered
                                        ? Uni.createFrom().voidItem()
                                        : carryOut(ordered, metadata));
    }

    private Uni<Void> carryOut(Ordered ordered, EventMetadata metadata) {
        return Multi.createFrom()
                .iterable(ordered.items())
                .onItem()
                .transformToUniAndConcatenate(item -> dispose(item, ordered, metadata))
                .collect()
                .asList()
                .flatMap(outcomes -> answer(ordered, outcomes, metadata));
    }

    private Uni<Outcome> dispose(UUID item, Ordered ordered, EventMetadata metadata) {
        return documents
                .state(metadata.tenant(), item)
                .flatMap(
                        state ->
                                switch (refusal(state, ordered)) {
                                    case null -> destroy(item, state, ordered, metadata);
                                    case Reason reason ->
                                            Uni.createFrom().item(new Outcome(item, reason));
                                });
    }

    /** A document that is gone by now counts as disposed of. */
    private Uni<Outcome> destroy(
            UUID document, Document state, Ordered ordered, EventMetadata metadata) {
        Outcome gone = new Outcome(document, null);
        return state instanceof Destroyed
                ? Uni.createFrom().item(gone)
                : destruction
                        .destroy(document, ordered.batch(), ordered.basis(), of(document, metadata))
                        .replaceWith(gone);
    }

    private static @Nullable Reason refusal(Document state, Ordered ordered) {
        if (!(state instanceof Known known) || known.kind() != ordered.kind()) {
            return Reason.UNKNOWN;
        }
        return known.facts().controller().equals(ordered.controller())
                ? null
                : Reason.NOT_OF_CONTROLLER;
    }

    private Uni<Void> answer(Ordered ordered, List<Outcome> outcomes, EventMetadata metadata) {
        List<UUID> gone =
                outcomes.stream()
                        .filter(outcome -> outcome.reason() == null)
                        .map(Outcome::item)
                        .toList();
        return destruction
                .horizon()
                .map(horizon -> LocalDate.ofInstant(horizon, zone))
                .flatMap(
                        horizon ->
                                disposals.report(
                                        new ReportDisposal(
                                                ordered.batch(),
                                                ordered.kind(),
                                                ordered.controller(),
                                                gone,
                                                refusals(outcomes),
                                                horizon,
                                                metadata.at()),
                                        metadata));
    }

    private static List<Refusal> refusals(List<Outcome> outcomes) {
        return outcomes.stream()
                .flatMap(
                        outcome ->
                                Optional.ofNullable(outcome.reason())
                                        .map(reason -> new Refusal(outcome.item(), reason))
                                        .stream())
                .toList();
    }

    /** The command that the order causes in the stream of one document. */
    private static EventMetadata of(UUID document, EventMetadata order) {
        return new EventMetadata(
                order.tenant(),
                order.actor(),
                Commands.idOf(Sha256.of(order.commandId() + "\n" + document)),
                null,
                order.correlation(),
                order.causation(),
                order.traceparent(),
                order.at());
    }
}
