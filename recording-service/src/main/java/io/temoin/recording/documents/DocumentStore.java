// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.recording.documents.domain.DocumentKind;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sealed contents of documents, with what a list shows of them. A content that no event names was
 * left by a crash, or lost a race; nobody reads it.
 */
@ApplicationScoped
class DocumentStore {

    private static final String ADD =
            """
            insert into document (tenant, document, sha256, recording, kind, sealed, stored_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (tenant, document, sha256) do nothing\
            """;

    private static final String FIND =
            "select sealed from document where tenant = $1 and document = $2 and sha256 = $3";

    private static final String REMOVE = "delete from document where tenant = $1 and document = $2";

    private static final String REMOVE_ONE =
            "delete from document where tenant = $1 and document = $2 and sha256 = $3";

    private static final String LIST =
            """
            select document, recording, kind, purposes, created_at,
              (select max(rectified_at) from document other
               where other.tenant = $1 and other.document = document.document) as rectified_at
            from document
            where tenant = $1 and recording = $2 and created_at is not null
              and ($3::timestamptz is null or (created_at, document) > ($3, $4))
            order by created_at, document limit $5\
            """;

    /** A content as it is stored. */
    @SuppressWarnings("ArrayRecordComponent") // handed straight to the database, never compared
    record SealedContent(
            UUID document,
            String sha256,
            RecordingId recording,
            DocumentKind kind,
            byte[] sealed,
            Instant storedAt) {}

    /**
     * A document in a list.
     *
     * @param rectifiedAt when it was last put right; absent if it never was
     */
    record Listed(
            UUID document,
            UUID recording,
            DocumentKind kind,
            List<String> purposes,
            Instant createdAt,
            @Nullable Instant rectifiedAt) {}

    /** A place in a list. */
    record Cursor(Instant createdAt, UUID document) {}

    private final Pool pool;

    DocumentStore(Pool pool) {
        this.pool = pool;
    }

    /** Adds one. Adding it again changes nothing. */
    Uni<Void> add(TenantId tenant, SealedContent content) {
        Tuple values =
                Tuple.tuple()
                        .addString(tenant.value())
                        .addUUID(content.document())
                        .addString(content.sha256())
                        .addUUID(content.recording().value())
                        .addString(content.kind().name())
                        .addBuffer(Buffer.buffer(content.sealed()))
                        .addOffsetDateTime(content.storedAt().atOffset(ZoneOffset.UTC));
        return TenantTransaction.run(pool, tenant, ADD, values).replaceWithVoid();
    }

    /** One content; empty when it is gone. */
    Uni<Optional<byte[]>> find(TenantId tenant, UUID document, String sha256) {
        return TenantTransaction.run(pool, tenant, FIND, Tuple.of(tenant.value(), document, sha256))
                .map(DocumentStore::sealed);
    }

    /** Removes every content of a document. */
    Uni<Void> remove(TenantId tenant, UUID document) {
        return TenantTransaction.run(pool, tenant, REMOVE, Tuple.of(tenant.value(), document))
                .replaceWithVoid();
    }

    /** Removes one content. */
    Uni<Void> remove(TenantId tenant, UUID document, String sha256) {
        return TenantTransaction.run(
                        pool, tenant, REMOVE_ONE, Tuple.of(tenant.value(), document, sha256))
                .replaceWithVoid();
    }

    /** At most {@code limit} documents of a recording after {@code after}, the oldest first. */
    Uni<List<Listed>> list(
            TenantId tenant, RecordingId recording, @Nullable Cursor after, int limit) {
        Tuple values =
                Tuple.tuple()
                        .addString(tenant.value())
                        .addUUID(recording.value())
                        .addOffsetDateTime(
                                after == null ? null : after.createdAt().atOffset(ZoneOffset.UTC))
                        .addUUID(after == null ? null : after.document())
                        .addInteger(limit);
        return TenantTransaction.run(pool, tenant, LIST, values)
                .map(
                        rows -> {
                            List<Listed> listed = new ArrayList<>(rows.size());
                            rows.forEach(row -> listed.add(listed(row)));
                            return listed;
                        });
    }

    private static Optional<byte[]> sealed(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(rows.iterator().next().getBuffer("sealed").getBytes());
    }

    private static Listed listed(Row row) {
        var rectifiedAt = row.getOffsetDateTime("rectified_at");
        return new Listed(
                row.getUUID("document"),
                row.getUUID("recording"),
                DocumentKind.valueOf(row.getString("kind")),
                Arrays.asList(row.getArrayOfStrings("purposes")),
                row.getOffsetDateTime("created_at").toInstant(),
                rectifiedAt == null ? null : rectifiedAt.toInstant());
    }
}
