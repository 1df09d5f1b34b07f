// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.accesspackage;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The recordings of one person for one controller, page by page. */
@ApplicationScoped
class PersonRecordingQueries {

    private static final String PAGE_OF =
            """
            select recording, state, processor, decision, call_purpose, purposes, bases, started_at,
                   ended_at, erased_at, length, sha256
            from recording_view
            where tenant = $1 and controller = $2 and subject = $3 and recording > $4
            order by recording limit $5\
            """;

    private static final int PAGE = 100;

    /**
     * One recording.
     *
     * @param length of the audio in bytes; absent where there never was any
     */
    record PersonRecording(
            UUID id,
            String state,
            String processor,
            UUID decision,
            String callPurpose,
            List<String> purposes,
            List<String> bases,
            Instant startedAt,
            Instant endedAt,
            @Nullable Instant erasedAt,
            @Nullable Long length,
            @Nullable String sha256) {

        /** Whether there is audio: what nobody may hear for now is held nevertheless. */
        boolean hasAudio() {
            return length != null
                    && sha256 != null
                    && (state.equals("STORED") || state.equals("QUARANTINED"));
        }
    }

    private final Pool pool;

    PersonRecordingQueries(Pool pool) {
        this.pool = pool;
    }

    /** The next ones after one. */
    Uni<List<PersonRecording>> page(
            TenantId tenant, String controller, String subject, UUID after) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        PAGE_OF,
                        Tuple.of(tenant.value(), controller, subject, after, PAGE))
                .map(
                        rows -> {
                            List<PersonRecording> page = new ArrayList<>(rows.size());
                            rows.forEach(row -> page.add(recording(row)));
                            return page;
                        });
    }

    private static PersonRecording recording(Row row) {
        return new PersonRecording(
                row.getUUID("recording"),
                row.getString("state"),
                row.getString("processor"),
                row.getUUID("decision"),
                row.getString("call_purpose"),
                List.of(row.getArrayOfStrings("purposes")),
                List.of(row.getArrayOfStrings("bases")),
                row.getOffsetDateTime("started_at").toInstant(),
                row.getOffsetDateTime("ended_at").toInstant(),
                row.getOffsetDateTime("erased_at") == null
                        ? null
                        : row.getOffsetDateTime("erased_at").toInstant(),
                row.getLong("length"),
                row.getString("sha256"));
    }
}
