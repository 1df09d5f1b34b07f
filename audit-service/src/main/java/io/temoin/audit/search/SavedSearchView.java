// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.search.domain.Requester;
import io.temoin.audit.search.domain.Sharing;
import io.temoin.chassis.events.TenantSession;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists saved searches, the newest first. A list is a moment behind the events it is made from. */
@ApplicationScoped
public class SavedSearchView implements PanacheRepositoryBase<SavedSearchView.Row, UUID> {

    /**
     * In one statement, so that rows, checkpoint and events are of one moment: the feed moves the
     * checkpoint with the rows, and never past an event that is not committed.
     */
    private static final String NAMING =
            """
            select cast(id as text) from saved_search
            where persons like :key
            union
            select substring(stream from position('-' in stream) + 1) from event
            where (transaction_id, global_position) > (
                coalesce((select transaction_id from feed_checkpoint where reader = :reader),
                  cast('0' as xid8)),
                coalesce((select global_position from feed_checkpoint where reader = :reader), 0))
              and type in ('SavedSearchCreated', 'SavedSearchChanged')
              and stream like 'savedsearch-%'
              and cast(payload as text) like :key
            """;

    /**
     * A saved search as lists show it, written by {@link SavedSearchProjection}. A session sees the
     * rows of one tenant, inside which the id is unique.
     */
    @Entity(name = "SavedSearchRow")
    @Table(name = "saved_search")
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    static class Row {

        @Id
        @Column(updatable = false)
        UUID id;

        @Column(updatable = false)
        String tenant;

        @Column(updatable = false)
        String owner;

        @Column(updatable = false)
        String organisation;

        String name;
        @Nullable String description;
        String filters;

        /** Who is asked for, sealed, as {@link SavedSearchEvents} keeps it. */
        @Nullable String persons;

        @Column(name = "relative_window")
        @Nullable String window;

        @Enumerated(EnumType.STRING)
        Sharing visibility;

        long revision;

        @Column(name = "created_at", updatable = false)
        Instant createdAt;

        @Column(name = "changed_at")
        Instant changedAt;
    }

    /** The position of a search in a list. */
    record Cursor(Instant createdAt, UUID id) {

        /** What a cursor says; {@code null} before the first. */
        static @Nullable Cursor of(List<String> keys) {
            return keys.isEmpty()
                    ? null
                    : new Cursor(Instant.parse(keys.getFirst()), UUID.fromString(keys.getLast()));
        }

        static List<String> keys(Row row) {
            return keys(row.createdAt, row.id);
        }

        static List<String> keys(Instant createdAt, UUID id) {
            return List.of(createdAt.toString(), id.toString());
        }
    }

    /**
     * A part of a list.
     *
     * @param after the last one of the page before
     */
    record Slice(@Nullable Cursor after, int limit) {}

    /** The searches that somebody sees: the own ones, and those shared with the organisation. */
    Uni<List<Row>> list(TenantId tenant, Requester requester, Slice slice) {
        return page(
                tenant,
                "organisation = :organisation and (owner = :owner or visibility = :shared)",
                Map.of(
                        "organisation",
                        requester.organisation(),
                        "owner",
                        requester.actor(),
                        "shared",
                        Sharing.ORGANISATION),
                slice);
    }

    /**
     * The searches of an organisation, whoever sees them.
     *
     * @param organisation whose people's; of the whole tenant if {@code null}
     * @param owner whose; everybody's if {@code null}
     */
    Uni<List<Row>> register(
            TenantId tenant, @Nullable String organisation, @Nullable String owner, Slice slice) {
        Map<String, Object> parameters = new HashMap<>(Map.of("tenant", tenant.value()));
        String clause = "tenant = :tenant";
        if (organisation != null) {
            clause += " and organisation = :organisation";
            parameters.put("organisation", organisation);
        }
        if (owner != null) {
            clause += " and owner = :owner";
            parameters.put("owner", owner);
        }
        return page(tenant, clause, parameters, slice);
    }

    private Uni<List<Row>> page(
            TenantId tenant, String clause, Map<String, Object> parameters, Slice slice) {
        Map<String, Object> all = new HashMap<>(parameters);
        String from = "";
        if (slice.after() != null) {
            from = " and createdAt <= :at and (createdAt < :at or id < :id)";
            all.put("at", slice.after().createdAt());
            all.put("id", slice.after().id());
        }
        String query = clause + from + " order by createdAt desc, id desc";
        return TenantSession.in(tenant, () -> find(query, all).range(0, slice.limit() - 1).list());
    }

    /**
     * The searches of the whole tenant that ask for a person, by the id of the person's key, as of
     * the events that are committed and not as of the list: others may be among them that do not
     * ask for the person any more.
     */
    Uni<List<UUID>> naming(TenantId tenant, UUID key) {
        return TenantSession.in(
                        tenant,
                        () ->
                                Panache.getSession()
                                        .chain(
                                                session ->
                                                        session.createNativeQuery(
                                                                        NAMING, String.class)
                                                                .setParameter(
                                                                        "key", "%\"" + key + "\"%")
                                                                .setParameter(
                                                                        "reader",
                                                                        SavedSearchProjection
                                                                                .READER)
                                                                .getResultList()))
                .map(ids -> ids.stream().map(UUID::fromString).toList());
    }

    /** How many somebody keeps, as far as the rows know. */
    Uni<Long> kept(TenantId tenant, Requester requester) {
        return TenantSession.in(
                tenant,
                () ->
                        count(
                                "organisation = ?1 and owner = ?2",
                                requester.organisation(),
                                requester.actor()));
    }
}
