// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.retention.erasure.domain.ErasedItems;
import io.temoin.retention.erasure.domain.ErasureEvent;
import io.temoin.retention.erasure.domain.ErasureEvent.ErasureBegun;
import io.temoin.retention.erasure.domain.ErasureEvent.ErasureCompleted;
import io.temoin.retention.erasure.domain.ErasureEvent.TrailErasureRequested;
import io.temoin.retention.erasure.domain.KeptItems;
import io.temoin.retention.erasure.domain.TrailOutcome;
import io.temoin.retention.rights.domain.ErasureGround;
import io.temoin.retention.rights.domain.Intake;
import io.temoin.retention.rights.domain.RefusalGround;
import io.temoin.retention.rights.domain.Requests;
import io.temoin.retention.schedule.domain.KeepingCause;
import io.temoin.retention.schedule.domain.ListedKind;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One event of each kind that happens to an erasure, as it is published. */
public final class PublishedErasures {

    private static final EventCodec<ErasureEvent> CODEC =
            ErasureStream.codec(new InMemoryShreddableKeys());
    private static final StreamId STREAM =
            new StreamId(ErasureStream.CATEGORY, Requests.REQUEST.toString());
    private static final Instant AT = Instant.parse("2026-12-10T09:00:00Z");
    private static final EventMetadata METADATA =
            new EventMetadata(
                    new TenantId("helios"),
                    Actor.service("test"),
                    Requests.OTHER,
                    null,
                    "correlation",
                    null,
                    null,
                    AT);
    private static final List<ErasedItems> ERASED =
            List.of(
                    new ErasedItems(ListedKind.RECORDING, 2),
                    new ErasedItems(ListedKind.PREFERENCE, 1));
    private static final List<KeptItems> KEPT =
            List.of(
                    new KeptItems(
                            ListedKind.RECORDING,
                            1,
                            KeepingCause.STATUTORY_MINIMUM,
                            RefusalGround.LEGAL_OBLIGATION,
                            LocalDate.of(2028, 11, 24),
                            "C. assurances art. R.112-7"));

    private PublishedErasures() {}

    /** The types of events and their versions. */
    public static Set<Map.Entry<String, Integer>> versions() {
        return CODEC.versions().entrySet();
    }

    /** The payloads by the names of their events. */
    public static Map<String, String> payloads() {
        Map<String, String> payloads = new HashMap<>();
        for (ErasureEvent event : events()) {
            String name = event.getClass().getSimpleName();
            String payload =
                    CODEC.encodeAll(STREAM, List.of(event), METADATA)
                            .await()
                            .indefinitely()
                            .getFirst()
                            .payload();
            var stored = new StoredEvent(STREAM, 1, name, 1, payload, 0, METADATA);
            assertThat(CODEC.decodeAll(List.of(stored)).await().indefinitely().getFirst().event())
                    .isEqualTo(event);
            payloads.put(name, payload);
        }
        return payloads;
    }

    private static List<ErasureEvent> events() {
        return List.of(
                new ErasureBegun(
                        Requests.REQUEST,
                        Requests.RHONE,
                        Requests.PERSON,
                        Intake.Way.LETTER,
                        Requests.RECEIVED,
                        ErasureGround.NO_LONGER_NECESSARY,
                        ERASED,
                        KEPT,
                        AT),
                new TrailErasureRequested(
                        Requests.REQUEST,
                        Requests.RHONE,
                        Requests.PERSON,
                        ErasureGround.NO_LONGER_NECESSARY,
                        ERASED,
                        KEPT,
                        AT),
                new ErasureCompleted(
                        Requests.REQUEST,
                        Requests.RHONE,
                        Requests.PERSON,
                        ERASED,
                        KEPT,
                        TrailOutcome.LEFT_TO_ITS_PERIOD,
                        LocalDate.of(2027, 12, 10),
                        AT));
    }
}
