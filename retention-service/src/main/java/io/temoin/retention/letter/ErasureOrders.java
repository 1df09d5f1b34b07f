// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.letter;

import io.smallrye.mutiny.Uni;
import io.temoin.retention.register.RegisteredItemQueries;
import io.temoin.retention.schedule.RecordingErasures;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Under which orders the items of a person were destroyed: their certificates are found by them.
 */
@ApplicationScoped
class ErasureOrders {

    private final RecordingErasures recordings;
    private final RegisteredItemQueries registered;

    ErasureOrders(RecordingErasures recordings, RegisteredItemQueries registered) {
        this.recordings = recordings;
        this.registered = registered;
    }

    /** Those of what was destroyed by {@code until}, in the order of their ids. */
    Uni<List<UUID>> find(TenantId tenant, String controller, String subject, Instant until) {
        return Uni.combine()
                .all()
                .unis(
                        recordings.orders(tenant, controller, subject, until),
                        registered.ofPerson(tenant, subject, controller))
                .with(
                        (audio, others) ->
                                Stream.concat(
                                                audio.stream(),
                                                others.stream().flatMap(it -> order(it, until)))
                                        .distinct()
                                        .sorted()
                                        .toList());
    }

    private static Stream<UUID> order(RegisteredItemQueries.Found found, Instant until) {
        Instant erasedAt = found.item().erasedAt();
        return found.batch() == null || erasedAt == null || erasedAt.isAfter(until)
                ? Stream.empty()
                : Stream.of(found.batch());
    }
}
