// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.retention.schedule.domain.DispositionEvidence;
import io.temoin.retention.schedule.domain.RetainedItemEvent;
import io.temoin.retention.schedule.domain.RetainedItemEvent.DispositionConfirmed;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What was confirmed before there were certificates is still read. */
class OlderConfirmationTest {

    private static final String PAYLOAD =
            """
            {"recording": "01990000-0000-7000-8000-000000000001", "controller": "rhone-telecom",
             "subject": "0123456789abcdef0123456789abcdef",
             "decision": "01990000-0000-7000-8000-000000000002",
             "order": "01990000-0000-7000-8000-000000000009",
             "erasedAt": "2026-11-24T23:10:02Z", "evidence": {"bytes": 352044}}""";

    @Test
    void isReadWithoutTheFactsOfACertificate() {
        // Given
        var stored =
                new StoredEvent(
                        new StreamId("item", "01990000-0000-7000-8000-000000000001"),
                        1,
                        "DispositionConfirmed",
                        1,
                        PAYLOAD,
                        0,
                        new EventMetadata(
                                new TenantId("helios"),
                                Actor.service("test"),
                                UUID.fromString("01990000-0000-7000-8000-0000000000aa"),
                                null,
                                "correlation",
                                null,
                                null,
                                Instant.parse("2026-11-24T23:10:03Z")));

        // When
        RetainedItemEvent read =
                RetainedItemStream.codec(new InMemoryShreddableKeys())
                        .decodeAll(List.of(stored))
                        .await()
                        .indefinitely()
                        .getFirst()
                        .event();

        // Then
        assertThat(read)
                .isInstanceOfSatisfying(
                        DispositionConfirmed.class,
                        confirmed -> {
                            assertThat(confirmed.basis()).isNull();
                            assertThat(confirmed.because()).isNull();
                            assertThat(confirmed.evidence())
                                    .isEqualTo(
                                            new DispositionEvidence(
                                                    null, null, 352_044, null, null));
                        });
    }
}
