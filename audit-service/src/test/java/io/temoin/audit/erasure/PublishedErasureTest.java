// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure;

import io.temoin.audit.erasure.domain.ErasureGround;
import io.temoin.audit.erasure.domain.SubjectErased;
import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.TenantId;
import io.temoin.eventsourcing.shredding.InMemoryShreddableKeys;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An erasure, encoded as the store encodes it, is what contracts/ promises. */
class PublishedErasureTest {

    private static final UUID ERASURE = UUID.fromString("01990000-0000-8000-8000-000000000020");

    @Test
    void isExactlyTheExampleOfItsContract() {
        SubjectErased erased =
                new SubjectErased(
                        ERASURE,
                        14,
                        new SubjectErased.Reason(
                                ErasureGround.NO_LONGER_NECESSARY, "DSR-2026-118"));
        EventMetadata metadata =
                new EventMetadata(
                        new TenantId("helios"),
                        Actor.service("test"),
                        ERASURE,
                        null,
                        "correlation",
                        null,
                        null,
                        Instant.parse("2026-11-26T10:00:00Z"));

        String payload =
                ErasureStream.codec(new InMemoryShreddableKeys())
                        .encodeAll(
                                new StreamId("erasure", ERASURE.toString()),
                                List.of(erased),
                                metadata)
                        .await()
                        .indefinitely()
                        .getFirst()
                        .payload();

        EventContract.of("io.temoin.audit.SubjectErased.v1").isExactly(payload);
    }
}
