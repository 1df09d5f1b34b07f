// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.search.domain.Asker;
import io.temoin.audit.search.domain.Visibility;
import io.temoin.chassis.events.TenantSession;
import io.temoin.eventsourcing.SubjectId;
import io.temoin.eventsourcing.TenantId;
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

        @Column(name = "relative_window")
        @Nullable String window;

        @Enumerated(EnumType.STRING)
        Visibility visibility;

        long revision;

        @Column(name = "created_at", updatable = false)
        Instant createdAt;

        @Column(name = "changed_at")
        Instant changedAt;
    }

    /** The place of a search in the list. */
    record Listed(Instant createdAt, UUID id) {}

    /**
     * The searches that somebody sees: the own ones, and those shared with the organisation.
     *
     * @param after the last one of the page before
     */
    Uni<List<Row>> list(TenantId tenant, Asker asker, @Nullable Listed after, int limit) {
        StringBuilder clause =
                new StringBuilder(
                        "organisation = :organisation and (owner = :owner or visibility = :shared)");
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("organisation", asker.organisation());
        parameters.put("owner", asker.actor());
        parameters.put("shared", Visibility.ORGANISATION);
        if (after != null) {
            clause.append(" and createdAt <= :at and (createdAt < :at or id < :id)");
            parameters.put("at", after.createdAt());
            parameters.put("id", after.id());
        }
        return TenantSession.in(
                tenant,
                () ->
                        find(clause + " order by createdAt desc, id desc", parameters)
                                .range(0, limit - 1)
                                .list());
    }

    /** The searches of the whole tenant that ask for a person, by the person's pseudonym. */
    Uni<List<UUID>> naming(TenantId tenant, SubjectId subject) {
        return TenantSession.in(
                        tenant, () -> list("filters like ?1", "%:\"" + subject.value() + "\"%"))
                .map(rows -> rows.stream().map(row -> row.id).toList());
    }

    /** How many somebody keeps, as far as the rows know. */
    Uni<Long> kept(TenantId tenant, Asker asker) {
        return TenantSession.in(
                tenant,
                () ->
                        count(
                                "organisation = ?1 and owner = ?2",
                                asker.organisation(),
                                asker.actor()));
    }
}
