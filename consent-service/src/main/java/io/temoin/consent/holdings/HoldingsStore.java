// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.holdings;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.consent.holdings.HoldingsChange.DueDateMoved;
import io.temoin.consent.holdings.HoldingsChange.Listened;
import io.temoin.consent.holdings.HoldingsChange.PersonErased;
import io.temoin.consent.holdings.HoldingsChange.RecordingGone;
import io.temoin.consent.holdings.HoldingsChange.RecordingKept;
import io.temoin.consent.holdings.HoldingsChange.RequestMoved;
import io.temoin.consent.holdings.HoldingsChange.RequestRectified;
import io.temoin.consent.holdings.HoldingsChange.RequestStateChanged;
import io.temoin.consent.holdings.HoldingsChange.RequestTaken;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the other services hold about a person. The two topics overtake each other, and a
 * message may come again: each statement leaves the same row whatever came before.
 */
@Singleton
class HoldingsStore {

    private static final String KEEP =
            """
            insert into held_recording
              (tenant, recording, controller, subject, processor, campaign, purposes, ended_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (tenant, recording) do update set
              processor = excluded.processor, campaign = excluded.campaign,
              purposes = excluded.purposes, ended_at = excluded.ended_at\
            """;

    private static final String DUE =
            """
            insert into held_recording (tenant, recording, controller, subject, due_on)
            values ($1, $2, $3, $4, $5)
            on conflict (tenant, recording) do update set due_on = excluded.due_on\
            """;

    private static final String GONE =
            """
            insert into held_recording (tenant, recording, controller, subject, erased_at)
            values ($1, $2, $3, $4, $5)
            on conflict (tenant, recording) do update set erased_at = excluded.erased_at\
            """;

    private static final String LISTEN =
            """
            insert into held_listening (tenant, listening, recording, controller, subject, purpose,
              role, organisation, reason, granted_at, first_heard_at, last_heard_at, at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            on conflict (tenant, listening) do update set
              role = coalesce(excluded.role, held_listening.role),
              organisation = coalesce(excluded.organisation, held_listening.organisation),
              reason = coalesce(excluded.reason, held_listening.reason),
              granted_at = coalesce(excluded.granted_at, held_listening.granted_at),
              first_heard_at = least(excluded.first_heard_at, held_listening.first_heard_at),
              last_heard_at = greatest(excluded.last_heard_at, held_listening.last_heard_at),
              at = least(excluded.at, held_listening.at)\
            """;

    private static final String TAKE =
            """
            insert into held_request
              (tenant, request, controller, subject, type, state, received_by, received_at, due_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (tenant, request) do nothing\
            """;

    private static final String MOVE =
            "update held_request set due_at = $3 where tenant = $1 and request = $2";

    private static final String CHANGE =
            """
            update held_request set state = $3, answered_at = coalesce($4, answered_at),
              joined_to = coalesce($5, joined_to), partial = coalesce($6, partial)
            where tenant = $1 and request = $2\
            """;

    private static final String RECTIFY =
            """
            update held_request set rectified_at = greatest(rectified_at, $3)
            where tenant = $1 and request = $2\
            """;

    private static final String MARK =
            "update held_request set erased_at = $3 where tenant = $1 and request = $2";

    /** The events of the destruction and of the erasure overtake each other. */
    private static final String FORGET =
            """
            with gone as (
              delete from held_recording r using held_request q
              where r.tenant = $1 and r.controller = $2 and r.subject = $3
                and q.tenant = $1 and q.controller = $2 and q.subject = $3
                and r.erased_at is not null and q.erased_at is not null
                and (r.ended_at is null or r.ended_at <= q.erased_at)
              returning r.recording)
            delete from held_listening l using gone
            where l.tenant = $1 and l.recording = gone.recording\
            """;

    private final Pool pool;

    HoldingsStore(Pool pool) {
        this.pool = pool;
    }

    /** Applies one change; applying it again changes nothing. */
    Uni<Void> apply(TenantId tenant, HoldingsChange change) {
        String of = tenant.value();
        return switch (change) {
            case RecordingKept(var kept, var subject) ->
                    run(
                            tenant,
                            KEEP,
                            Tuple.tuple()
                                    .addString(of)
                                    .addUUID(kept.recording())
                                    .addString(kept.controller())
                                    .addString(subject)
                                    .addString(kept.processor())
                                    .addString(kept.campaign())
                                    .addArrayOfString(kept.purposes().toArray(String[]::new))
                                    .addOffsetDateTime(utc(kept.endedAt())));
            case DueDateMoved(var recording, var controller, var subject, var dueOn) ->
                    run(
                            tenant,
                            DUE,
                            Tuple.tuple()
                                    .addString(of)
                                    .addUUID(recording)
                                    .addString(controller)
                                    .addString(subject)
                                    .addLocalDate(dueOn));
            case RecordingGone(var recording, var controller, var subject, var erasedAt) ->
                    run(tenant, GONE, Tuple.of(of, recording, controller, subject, utc(erasedAt)))
                            .chain(() -> forget(tenant, controller, subject));
            case PersonErased(var request, var controller, var subject, var at) ->
                    run(tenant, MARK, Tuple.of(of, request, utc(at)))
                            .chain(() -> forget(tenant, controller, subject));
            case Listened listened -> run(tenant, LISTEN, values(of, listened));
            case RequestTaken(var taken, var subject) ->
                    run(
                            tenant,
                            TAKE,
                            Tuple.tuple()
                                    .addString(of)
                                    .addUUID(taken.request())
                                    .addString(taken.controller())
                                    .addString(subject)
                                    .addString(taken.type())
                                    .addString(taken.state())
                                    .addString(taken.receivedBy())
                                    .addOffsetDateTime(utc(taken.receivedAt()))
                                    .addOffsetDateTime(utc(taken.dueAt())));
            case RequestMoved(var request, var dueAt) ->
                    run(tenant, MOVE, Tuple.of(of, request, utc(dueAt)));
            case RequestRectified(var request, var at) ->
                    run(tenant, RECTIFY, Tuple.of(of, request, utc(at)));
            case RequestStateChanged(
                            var request,
                            var state,
                            var answeredAt,
                            var joinedTo,
                            var partial) ->
                    run(
                            tenant,
                            CHANGE,
                            Tuple.tuple()
                                    .addString(of)
                                    .addUUID(request)
                                    .addString(state)
                                    .addOffsetDateTime(utc(answeredAt))
                                    .addUUID(joinedTo)
                                    .addBoolean(partial));
        };
    }

    private Uni<Void> forget(TenantId tenant, String controller, String subject) {
        return run(tenant, FORGET, Tuple.of(tenant.value(), controller, subject));
    }

    private Uni<Void> run(TenantId tenant, String statement, Tuple values) {
        return TenantTransaction.run(pool, tenant, statement, values).replaceWithVoid();
    }

    private static Tuple values(String tenant, Listened listened) {
        HeldListening listening = listened.listening();
        return Tuple.tuple()
                .addString(tenant)
                .addUUID(listening.listening())
                .addUUID(listening.recording())
                .addString(listened.controller())
                .addString(listened.subject())
                .addString(listening.purpose())
                .addString(listening.role())
                .addString(listening.organisation())
                .addString(listening.reason())
                .addOffsetDateTime(utc(listening.grantedAt()))
                .addOffsetDateTime(utc(listening.firstHeardAt()))
                .addOffsetDateTime(utc(listening.lastHeardAt()))
                .addOffsetDateTime(utc(listened.at()));
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
