// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.disposition.PublishedBatches;
import io.temoin.retention.engine.domain.AnnouncedPeriod;
import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.BusinessFact;
import io.temoin.retention.engine.domain.ConflictGround;
import io.temoin.retention.engine.domain.ConflictOutcome;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.PurposeEnd;
import io.temoin.retention.engine.domain.Quarantine;
import io.temoin.retention.erasure.PublishedErasures;
import io.temoin.retention.hold.HoldExamples;
import io.temoin.retention.personsearch.PersonSearchStream;
import io.temoin.retention.personsearch.domain.PersonSearchRefused;
import io.temoin.retention.personsearch.domain.PersonSearched;
import io.temoin.retention.policy.PolicyStream;
import io.temoin.retention.policy.PurposePeriodStream;
import io.temoin.retention.policy.ShippedPolicies;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.proof.RetainedProofStream;
import io.temoin.retention.proof.domain.NoteProof;
import io.temoin.retention.proof.domain.ProofKind;
import io.temoin.retention.proof.domain.ProofRetained;
import io.temoin.retention.proof.domain.RetainedProofDecider;
import io.temoin.retention.report.CallBusinessStream;
import io.temoin.retention.report.ContractStream;
import io.temoin.retention.report.PersonBusinessStream;
import io.temoin.retention.report.PublishedReports;
import io.temoin.retention.report.domain.BusinessEventReported;
import io.temoin.retention.rights.PublishedRequests;
import io.temoin.retention.rights.accesspackage.PublishedPackages;
import io.temoin.retention.schedule.domain.CallReference;
import io.temoin.retention.schedule.domain.DispositionEvidence;
import io.temoin.retention.schedule.domain.DispositionRunCompleted;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.retention.schedule.domain.RetainedItemCommand;
import io.temoin.retention.schedule.domain.RetainedItemCommand.CheckOrder;
import io.temoin.retention.schedule.domain.RetainedItemCommand.ConfirmDisposition;
import io.temoin.retention.schedule.domain.RetainedItemCommand.DecideConflict;
import io.temoin.retention.schedule.domain.RetainedItemCommand.EndAccess;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteBusinessEvent;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteItem;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NotePurposeEnd;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteQuarantine;
import io.temoin.retention.schedule.domain.RetainedItemCommand.OrderDisposition;
import io.temoin.retention.schedule.domain.RetainedItemDecider;
import io.temoin.retention.schedule.domain.RetainedItemEvent;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ConflictResolved;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the decider really decides, encoded as the store encodes it, is what contracts/ promises.
 */
class PublishedEventsTest {

    private static final CallReference CALL =
            new CallReference(
                    id("000000000001"),
                    "rhone-telecom",
                    "0123456789abcdef0123456789abcdef",
                    id("000000000002"),
                    id("000000000003"));
    private static final Instant ENDED = Instant.parse("2026-11-24T10:04:00Z");
    static final Instant NOW = Instant.parse("2026-11-24T10:05:00Z");
    private static final Instant RUN = Instant.parse("2026-11-24T23:10:00Z");
    private static final Instant ERASED = Instant.parse("2026-11-24T23:10:02Z");
    private static final UUID ORDER = id("000000000009");
    private static final InMemoryShreddableKeys KEYS = new InMemoryShreddableKeys();
    private static final Map<String, String> PUBLISHED = published();

    static List<EventContract> contracts() {
        return EventContract.publishedBy("retention");
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void isExactlyTheExampleOfItsContract(EventContract contract) {
        contract.isExactly(PUBLISHED.getOrDefault(contract.name(), "null"));
    }

    @Test
    void hasAContractForEveryEvent() {
        // Given
        var known =
                Stream.of(
                                RetainedItemStream.codec(KEYS).versions(),
                                CallBusinessStream.codec(KEYS).versions(),
                                ContractStream.codec(KEYS).versions(),
                                PersonBusinessStream.codec(KEYS).versions(),
                                RetainedProofStream.codec(KEYS).versions(),
                                DispositionRunStream.codec(KEYS).versions(),
                                HoldExamples.codec(KEYS).versions(),
                                PolicyStream.codec(KEYS).versions(),
                                PurposePeriodStream.codec(KEYS).versions(),
                                PersonSearchStream.codec(KEYS).versions())
                        .map(Map::entrySet);

        // When
        var types =
                Stream.concat(
                                known,
                                Stream.of(
                                        PublishedBatches.versions(),
                                        PublishedErasures.versions(),
                                        PublishedPackages.versions(),
                                        PublishedReviews.versions(),
                                        PublishedRequests.versions()))
                        .flatMap(Collection::stream)
                        .map(it -> it.getKey() + ".v" + it.getValue());

        // Then
        assertThat(types)
                .containsExactlyInAnyOrderElementsOf(
                        contracts().stream().map(it -> it.name() + ".v" + it.version()).toList());
    }

    private static Map<String, String> published() {
        Map<String, String> published = new HashMap<>(PublishedRequests.payloads());
        published.putAll(PublishedBatches.payloads());
        published.putAll(PublishedErasures.payloads());
        published.putAll(PublishedPackages.payloads());
        published.putAll(PublishedReviews.payloads());
        // In this order: the last event of a name is the one that its example shows.
        decided(note(Purpose.INSURANCE_SALE)).forEach(it -> encode(it, published));
        decided(note(Purpose.INSURANCE_NO_SALE, Purpose.INVESTMENT_ORDER))
                .forEach(it -> encode(it, published));
        decided(
                        note(Purpose.QUALITY),
                        new NoteQuarantine(
                                CALL,
                                new Quarantine("MINOR", Instant.parse("2026-11-25T06:05:00Z")),
                                ORDER,
                                Holds.NONE,
                                NOW))
                .forEach(it -> encode(it, published));
        decided(
                        note(Purpose.INSURANCE_SALE),
                        new NoteBusinessEvent(
                                new BusinessFact(
                                        BusinessEvent.CONTRACT_SIGNED,
                                        Instant.parse("2026-12-03T14:20:00Z")),
                                ORDER,
                                Holds.NONE,
                                NOW))
                .forEach(it -> encode(it, published));
        // The example of an awaited trigger is of an item whose contract is not signed.
        decided(note(Purpose.INSURANCE_SALE)).forEach(it -> encode(it, published));
        published.put(
                "BusinessEventReported",
                payload(
                        CallBusinessStream.codec(KEYS),
                        "call",
                        new BusinessEventReported(
                                CALL.decision(),
                                CALL.controller(),
                                BusinessEvent.CONTRACT_SIGNED,
                                Instant.parse("2026-12-03T14:20:00Z"),
                                null)));
        published.put(
                "PersonSearched",
                payload(
                        PersonSearchStream.codec(KEYS),
                        "personsearch",
                        new PersonSearched(
                                id("0000000000f1"),
                                CALL.controller(),
                                CALL.subject(),
                                PersonSearched.Lookup.NUMBER,
                                1,
                                2,
                                1)));
        published.put(
                "PersonSearchRefused",
                payload(
                        PersonSearchStream.codec(KEYS),
                        "personsearch",
                        new PersonSearchRefused(
                                id("0000000000f2"),
                                CALL.controller(),
                                CALL.subject(),
                                PersonSearched.Lookup.SUBJECT,
                                PersonSearchRefused.Refusal.CONTROLLER_NOT_AUTHORISED)));
        published.putAll(PublishedReports.payloads());
        published.put("ProofRetained", payload(RetainedProofStream.codec(KEYS), "proof", proof()));
        decided(note(Purpose.INVESTMENT_ORDER), fulfil(Purpose.INVESTMENT_ORDER))
                .forEach(it -> encode(it, published));
        decided(
                        note(Purpose.QUALITY),
                        fulfil(Purpose.QUALITY),
                        new OrderDisposition(ORDER, Holds.NONE, RUN),
                        confirm(ORDER, "3f0c7d0a-6f0e-4a6f-9a53-0c8c6a1e2b11", 352_044))
                .forEach(it -> encode(it, published));
        decided(
                        note(Purpose.QUALITY),
                        fulfil(Purpose.QUALITY),
                        new OrderDisposition(ORDER, Holds.NONE, RUN),
                        new CheckOrder(Duration.ofHours(24), RUN.plus(Duration.ofHours(24))))
                .forEach(it -> encode(it, published));
        decided(
                        note(Purpose.INSURANCE_NO_SALE, Purpose.INVESTMENT_ORDER),
                        new DecideConflict(
                                ConflictOutcome.KEEP,
                                ConflictGround.LEGAL_ADVICE,
                                "dpo",
                                ORDER,
                                Holds.NONE,
                                NOW))
                .stream()
                .filter(ConflictResolved.class::isInstance)
                .forEach(it -> encode(it, published));
        decided(PublishedReviews.commands(CALL, ENDED)).forEach(it -> encode(it, published));
        decided(note(Purpose.TRAINING), new EndAccess(Instant.parse("2027-05-24T22:00:00Z")))
                .forEach(it -> encode(it, published));
        decided(erasedWithoutKey()).forEach(it -> encode(it, published));
        decided(note(Purpose.TRAINING, Purpose.QUALITY)).forEach(it -> encode(it, published));
        var run =
                new DispositionRunCompleted(
                        UUID.fromString("01990000-0000-8000-8000-000000000010"), 1, 1);
        published.put(
                "DispositionRunCompleted", payload(DispositionRunStream.codec(KEYS), "run", run));
        HoldExamples.events()
                .forEach(
                        event ->
                                published.put(
                                        event.getClass().getSimpleName(),
                                        payload(HoldExamples.codec(KEYS), "hold", event)));
        published.put(
                "PurposePeriodNoted",
                payload(PurposePeriodStream.codec(KEYS), "declared", PublishedPolicies.period()));
        PublishedPolicies.events()
                .forEach(
                        event ->
                                published.put(
                                        event.getClass().getSimpleName(),
                                        payload(PolicyStream.codec(KEYS), "policy", event)));
        return published;
    }

    private static ProofRetained proof() {
        var decider = new RetainedProofDecider();
        return decider.decide(
                        new NoteProof(
                                CALL.decision(),
                                CALL.controller(),
                                "voix-du-rhone",
                                CALL.subject(),
                                ProofKind.CONSENT,
                                CALL.consent(),
                                null,
                                Instant.parse("2031-11-24T09:30:00Z"),
                                "UWG §7a(2)"),
                        decider.initialState())
                .getFirst();
    }

    private static List<RetainedItemEvent> decided(RetainedItemCommand... commands) {
        var decider = new RetainedItemDecider();
        RetainedItem state = decider.initialState();
        List<RetainedItemEvent> all = new ArrayList<>();
        for (var command : commands) {
            for (var event : decider.decide(command, state)) {
                state = decider.evolve(state, event);
                all.add(event);
            }
        }
        return all;
    }

    private static void encode(RetainedItemEvent event, Map<String, String> published) {
        published.put(
                event.getClass().getSimpleName(),
                payload(RetainedItemStream.codec(KEYS), "item", event));
    }

    private static <E> String payload(EventCodec<E> codec, String category, E event) {
        var metadata =
                new EventMetadata(
                        new TenantId("helios"),
                        Actor.service("test"),
                        id("0000000000aa"),
                        null,
                        "correlation",
                        null,
                        null,
                        NOW);
        return codec.encodeAll(
                        new StreamId(category, CALL.recording().toString()),
                        List.of(event),
                        metadata)
                .await()
                .indefinitely()
                .getFirst()
                .payload();
    }

    private static RetainedItemCommand note(Purpose... purposes) {
        return new NoteItem(
                CALL,
                "voix-du-rhone",
                "fibre-autumn",
                ENDED,
                ZoneId.of("Europe/Paris"),
                ShippedPolicies.france().inForce(List.of(purposes), LocalDate.of(2026, 11, 24)),
                Arrays.stream(purposes)
                        .filter(it -> it == Purpose.QUALITY || it == Purpose.TRAINING)
                        .sorted((one, other) -> one.name().compareTo(other.name()))
                        .map(
                                it ->
                                        new AnnouncedPeriod(
                                                it,
                                                Period.ofMonths(6),
                                                RetentionTrigger.RECORDING_ENDED))
                        .toList(),
                NOW);
    }

    private static RetainedItemCommand fulfil(Purpose purpose) {
        return new NotePurposeEnd(CALL, purpose, PurposeEnd.fulfilled(NOW), NOW);
    }

    private static RetainedItemCommand confirm(UUID order, String keyId, long bytes) {
        return new ConfirmDisposition(
                CALL,
                order,
                ERASED,
                new DispositionEvidence(
                        keyId,
                        "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
                        bytes,
                        "RECORDING",
                        Instant.parse("2027-01-07T08:00:00Z")),
                ERASED);
    }

    private static RetainedItemCommand erasedWithoutKey() {
        return new ConfirmDisposition(
                CALL, null, ERASED, new DispositionEvidence(null, null, 0, null, null), ERASED);
    }

    static UUID id(String tail) {
        return UUID.fromString("01990000-0000-7000-8000-" + tail);
    }
}
