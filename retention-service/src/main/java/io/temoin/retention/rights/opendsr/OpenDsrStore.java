// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.retention.rights.opendsr.domain.OpenDsrStatus;
import io.temoin.shredding.TenantId;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who sent which request, and of which changes they were told. Repeating a call adds nothing. */
@ApplicationScoped
class OpenDsrStore {

    private static final String KEEP =
            """
            insert into opendsr_request
              (tenant, organisation, subject_request_id, controller, request, digest, received_at,
               callback_urls, status, tenant_wide)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing\
            """;

    private static final String FIND =
            """
            select organisation, subject_request_id, controller, request, digest, received_at,
              callback_urls, answered_with
            from opendsr_request
            where tenant = $1 and organisation = $2 and subject_request_id = $3\
            """;

    private static final String CHANGED =
            """
            select tenant, subject_request_id, controller, request, callback_urls, status, changes
            from opendsr_request where changes > told order by tenant, request limit $1\
            """;

    private static final String FOLLOW =
            """
            update opendsr_request set answered_with = $3
            where tenant = $1 and request = $2 and answered_with is null\
            """;

    /**
     * Of two processes that look at the same time, one tells, and the other one, which does not
     * know what was told last, looks again.
     */
    private static final String TOLD =
            """
            update opendsr_request set told = $3, status = $4
            where tenant = $1 and request = $2 and told < $3 and status = $5\
            """;

    private static final String CALL =
            """
            insert into opendsr_callback
              (tenant, callback, request, controller, url, status, body, next_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing\
            """;

    /**
     * A request that arrived.
     *
     * @param organisation that sent it
     * @param request its id at the desk
     * @param digest keyed hash of what was sent
     * @param answeredWith the request whose answer is that of this one, once that is known
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier to and from a row, never compared
    record SentRequest(
            String organisation,
            UUID subjectRequestId,
            String controller,
            UUID request,
            byte[] digest,
            Instant receivedAt,
            List<String> callbackUrls,
            @Nullable UUID answeredWith) {

        SentRequest {
            callbackUrls = List.copyOf(callbackUrls);
        }
    }

    /**
     * A request that has changed since its sender was told of it.
     *
     * @param status of which they were told last
     * @param changes how many changes there were so far
     */
    record ChangedRequest(
            TenantId tenant,
            UUID subjectRequestId,
            String controller,
            UUID request,
            List<String> callbackUrls,
            OpenDsrStatus status,
            long changes) {

        ChangedRequest {
            callbackUrls = List.copyOf(callbackUrls);
        }
    }

    /** A callback to be made, of one status. */
    record NewCallback(UUID id, String url, OpenDsrStatus status, String body) {}

    private final Pool pool;
    private final Pool feed;

    OpenDsrStore(Pool pool, @ReactiveDataSource("feed") Pool feed) {
        this.pool = pool;
        this.feed = feed;
    }

    /**
     * Keeps a request, unless its sender has sent one with this id, and gives the one there is.
     *
     * @param tenantWide whether its sender sees the whole tenant, without an agreement
     */
    Uni<SentRequest> keep(TenantId tenant, SentRequest sent, boolean tenantWide) {
        Tuple row =
                Tuple.tuple()
                        .addValue(tenant.value())
                        .addValue(sent.organisation())
                        .addValue(sent.subjectRequestId())
                        .addValue(sent.controller())
                        .addValue(sent.request())
                        .addValue(Buffer.buffer(sent.digest()))
                        .addValue(sent.receivedAt().atOffset(ZoneOffset.UTC))
                        .addValue(sent.callbackUrls().toArray(String[]::new))
                        .addValue(OpenDsrStatus.PENDING.name())
                        .addValue(tenantWide);
        return TenantTransaction.run(pool, tenant, KEEP, row)
                .chain(() -> find(tenant, sent.organisation(), sent.subjectRequestId()))
                .map(Optional::orElseThrow);
    }

    /** What an organisation sent under this id. */
    Uni<Optional<SentRequest>> find(TenantId tenant, String organisation, UUID subjectRequestId) {
        Tuple key = Tuple.of(tenant.value(), organisation, subjectRequestId);
        return TenantTransaction.run(pool, tenant, FIND, key).map(OpenDsrStore::sent);
    }

    private static Optional<SentRequest> sent(RowSet<Row> rows) {
        if (rows.size() == 0) {
            return Optional.empty();
        }
        Row row = rows.iterator().next();
        return Optional.of(
                new SentRequest(
                        row.getString("organisation"),
                        row.getUUID("subject_request_id"),
                        row.getString("controller"),
                        row.getUUID("request"),
                        row.getBuffer("digest").getBytes(),
                        row.getOffsetDateTime("received_at").toInstant(),
                        List.of(row.getArrayOfStrings("callback_urls")),
                        row.getUUID("answered_with")));
    }

    /** Requests of all tenants whose senders are to be told of changes, at most {@code limit}. */
    Uni<List<ChangedRequest>> changed(int limit) {
        return feed.preparedQuery(CHANGED)
                .execute(Tuple.of(limit))
                .map(
                        rows -> {
                            List<ChangedRequest> changed = new ArrayList<>(rows.size());
                            rows.forEach(row -> changed.add(changed(row)));
                            return changed;
                        });
    }

    private static ChangedRequest changed(Row row) {
        return new ChangedRequest(
                new TenantId(row.getString("tenant")),
                row.getUUID("subject_request_id"),
                row.getString("controller"),
                row.getUUID("request"),
                List.of(row.getArrayOfStrings("callback_urls")),
                OpenDsrStatus.valueOf(row.getString("status")),
                row.getLong("changes"));
    }

    /** From now on, what happens to the other request is a change of this one, too. */
    Uni<Void> follow(ChangedRequest changed, UUID other) {
        return TenantTransaction.run(
                        pool,
                        changed.tenant(),
                        FOLLOW,
                        Tuple.of(changed.tenant().value(), changed.request(), other))
                .replaceWithVoid();
    }

    /**
     * Its sender is told of the changes that were known, by these callbacks; all or nothing. If
     * they were told of them meanwhile, nothing.
     */
    Uni<Void> tell(
            ChangedRequest changed,
            OpenDsrStatus status,
            List<NewCallback> callbacks,
            Instant now) {
        return TenantTransaction.in(
                pool,
                changed.tenant(),
                connection ->
                        connection
                                .preparedQuery(TOLD)
                                .execute(
                                        Tuple.of(
                                                changed.tenant().value(),
                                                changed.request(),
                                                changed.changes(),
                                                status.name(),
                                                changed.status().name()))
                                .chain(
                                        told ->
                                                told.rowCount() == 0
                                                        ? Uni.createFrom().voidItem()
                                                        : call(
                                                                connection,
                                                                changed,
                                                                callbacks,
                                                                now)));
    }

    private static Uni<Void> call(
            SqlConnection connection,
            ChangedRequest changed,
            List<NewCallback> callbacks,
            Instant now) {
        if (callbacks.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Tuple> rows =
                callbacks.stream()
                        .map(
                                callback ->
                                        Tuple.tuple()
                                                .addValue(changed.tenant().value())
                                                .addValue(callback.id())
                                                .addValue(changed.request())
                                                .addValue(changed.controller())
                                                .addValue(callback.url())
                                                .addValue(callback.status().name())
                                                .addValue(callback.body())
                                                .addValue(now.atOffset(ZoneOffset.UTC)))
                        .toList();
        return connection.preparedQuery(CALL).executeBatch(rows).replaceWithVoid();
    }
}
