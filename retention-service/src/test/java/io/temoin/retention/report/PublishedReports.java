// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report;

import static io.temoin.retention.engine.domain.BusinessEvent.CONTRACT_ENDED;
import static io.temoin.retention.engine.domain.BusinessEvent.LAST_CONTACT_FROM_PERSON;

import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.report.domain.ContractEvent.ContractEventReported;
import io.temoin.retention.report.domain.ContractEvent.ContractLinked;
import io.temoin.retention.report.domain.PersonEventReported;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import io.temoin.shredding.keys.ShreddableKeys;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One event of each kind that is recorded of contracts and persons, as it is published. */
public final class PublishedReports {

    private static final ShreddableKeys KEYS = new InMemoryShreddableKeys();
    private static final String CONTRACT = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    private static final String PERSON = "5f1d2c3b4a5968778695a4b3c2d1e0f1";
    private static final String CONTROLLER = "rhone-telecom";

    private PublishedReports() {}

    /** The payloads by the names of their events. */
    public static Map<String, String> payloads() {
        return Map.of(
                "ContractLinked",
                payload(
                        ContractStream.codec(KEYS),
                        new ContractLinked(
                                CONTRACT,
                                CONTROLLER,
                                UUID.fromString("01990000-0000-7000-8000-000000000002"),
                                null)),
                "ContractEventReported",
                payload(
                        ContractStream.codec(KEYS),
                        new ContractEventReported(
                                CONTRACT,
                                CONTROLLER,
                                CONTRACT_ENDED,
                                Instant.parse("2028-03-31T22:00:00Z"),
                                null)),
                "PersonEventReported",
                payload(
                        PersonBusinessStream.codec(KEYS),
                        new PersonEventReported(
                                PERSON,
                                CONTROLLER,
                                LAST_CONTACT_FROM_PERSON,
                                Instant.parse("2027-02-01T09:00:00Z"),
                                null)));
    }

    private static <E> String payload(EventCodec<E> codec, E event) {
        var metadata =
                new EventMetadata(
                        new TenantId("helios"),
                        Actor.service("test"),
                        UUID.fromString("01990000-0000-7000-8000-0000000000aa"),
                        null,
                        "correlation",
                        null,
                        null,
                        Instant.parse("2028-04-01T09:00:00Z"));
        return codec.encodeAll(
                        new StreamId("contract", CONTROLLER + "-" + CONTRACT),
                        List.of(event),
                        metadata)
                .await()
                .indefinitely()
                .getFirst()
                .payload();
    }
}
