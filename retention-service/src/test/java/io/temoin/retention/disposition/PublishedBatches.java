// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.disposition.domain.BatchEvent;
import io.temoin.retention.disposition.domain.BatchEvent.DispositionBatchConfirmed;
import io.temoin.retention.disposition.domain.BatchEvent.DispositionBatchOrdered;
import io.temoin.retention.disposition.domain.BatchEvent.DispositionBatchOverdue;
import io.temoin.retention.disposition.domain.ItemDigest;
import io.temoin.retention.disposition.domain.ItemReviewsOverdue;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.register.RegistrationStream;
import io.temoin.retention.register.domain.EndedByPerson;
import io.temoin.retention.register.domain.GoneItem;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.register.domain.ItemOwner;
import io.temoin.retention.register.domain.ItemsRegistered;
import io.temoin.retention.register.domain.ProlongedItem;
import io.temoin.retention.register.domain.RegisteredItem;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** One event of each kind that happens to registered items, as it is published. */
public final class PublishedBatches {

    private static final InMemoryShreddableKeys KEYS = new InMemoryShreddableKeys();
    private static final String RHONE = "rhone-telecom";
    private static final UUID DECISION = id("000000000003");
    private static final Instant ORDERED = Instant.parse("2027-11-24T23:10:00Z");

    private PublishedBatches() {}

    /** The types of events and their versions. */
    public static Set<Map.Entry<String, Integer>> versions() {
        Set<Map.Entry<String, Integer>> all =
                new HashSet<>(RegistrationStream.codec(KEYS).versions().entrySet());
        all.addAll(DispositionBatchStream.codec(KEYS).versions().entrySet());
        all.addAll(LateReviewStream.codec(KEYS).versions().entrySet());
        return all;
    }

    /** The payloads by the names of their events. */
    public static Map<String, String> payloads() {
        Map<String, String> payloads = new HashMap<>();
        payloads.put("ItemsRegistered", payload(RegistrationStream.codec(KEYS), registered()));
        payloads.put("ItemReviewsOverdue", payload(LateReviewStream.codec(KEYS), late()));
        for (BatchEvent event : events()) {
            payloads.put(
                    event.getClass().getSimpleName(),
                    payload(DispositionBatchStream.codec(KEYS), event));
        }
        return payloads;
    }

    private static ItemsRegistered registered() {
        return new ItemsRegistered(
                List.of(
                        new RegisteredItem(
                                DECISION,
                                ItemKind.CALL_DECISION,
                                RHONE,
                                "voix-du-rhone",
                                "fibre-autumn",
                                "0123456789abcdef0123456789abcdef",
                                null,
                                List.of("PROSPECTING_CALL"),
                                List.of("PROSPECTING_CALL"),
                                Instant.parse("2026-11-24T09:30:00Z"),
                                LocalDate.of(2026, 12, 24))),
                List.of(
                        new ProlongedItem(
                                id("000000000001"),
                                ItemKind.CONSENT_PROOF,
                                LocalDate.of(2029, 11, 24))),
                List.of(
                        new GoneItem(
                                id("000000000021"),
                                ItemKind.TRANSCRIPT,
                                Instant.parse("2026-12-01T09:00:00Z"))),
                List.of(
                        new EndedByPerson(
                                RHONE,
                                "0123456789abcdef0123456789abcdef",
                                List.of("PROSPECTING_CALL", "PROSPECT_FILE"),
                                Instant.parse("2026-12-02T09:00:00Z"))));
    }

    private static ItemReviewsOverdue late() {
        return new ItemReviewsOverdue(
                ItemKind.CALL_DECISION,
                RHONE,
                List.of(
                        new ItemReviewsOverdue.OverdueReview(
                                DECISION,
                                Instant.parse("2027-11-24T23:00:00Z"),
                                Instant.parse("2027-12-08T23:00:00Z"))));
    }

    private static List<BatchEvent> events() {
        UUID batch = id("000000000051");
        return List.of(
                new DispositionBatchOrdered(
                        batch,
                        ItemOwner.CONSENT,
                        ItemKind.CALL_DECISION,
                        RHONE,
                        List.of(DECISION),
                        DispositionBasis.PERIOD_ENDED,
                        ORDERED),
                new DispositionBatchConfirmed(
                        batch,
                        ItemKind.CALL_DECISION,
                        RHONE,
                        1,
                        List.of(),
                        ItemDigest.of(List.of(DECISION)),
                        Instant.parse("2027-11-24T23:10:02Z"),
                        LocalDate.of(2027, 12, 24),
                        DispositionBasis.PERIOD_ENDED),
                new DispositionBatchOverdue(
                        batch,
                        ItemOwner.CONSENT,
                        ItemKind.CALL_DECISION,
                        RHONE,
                        1,
                        ORDERED,
                        Instant.parse("2027-11-25T23:10:00Z")));
    }

    private static <E> String payload(EventCodec<E> codec, E event) {
        EventMetadata metadata =
                new EventMetadata(
                        new TenantId("helios"),
                        Actor.service("test"),
                        DECISION,
                        null,
                        "correlation",
                        null,
                        null,
                        ORDERED);
        return codec.encodeAll(new StreamId("disposition", "batch"), List.of(event), metadata)
                .await()
                .indefinitely()
                .getFirst()
                .payload();
    }

    private static UUID id(String end) {
        return UUID.fromString("019a0000-0000-7000-8000-" + end);
    }
}
