// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantSession;
import io.temoin.chassis.visibility.VisibleRows;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists recordings, the newest call first, as far as they exist for the caller. */
@ApplicationScoped
public class RecordingView implements PanacheRepositoryBase<RecordingView.Row, UUID> {

    private static final VisibleRows ROWS =
            new VisibleRows(
                    "controller",
                    List.of("processor"),
                    (covered, bind) ->
                            "array_includes(%s, purposes)"
                                    .formatted(bind.apply(covered.toArray(String[]::new))),
                    (covered, bind) -> "campaign in " + bind.apply(List.copyOf(covered)));

    /**
     * A recording as the list shows it, written by {@link RecordingProjection} alone. The tenant is
     * no part of it: a session sees the rows of one tenant, inside which the id is unique, and the
     * database sets it.
     */
    @Entity(name = "RecordingRow")
    @Table(name = "recording_view")
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    static class Row {

        @Id UUID recording;
        String state;
        String controller;
        String processor;
        String subject;
        String[] purposes;
        String[] fulfilled;

        /** What each of the purposes rests on, in their order. */
        String[] bases;

        UUID decision;
        @Nullable String campaign;
        @Nullable String quarantine;

        @Column(name = "kept_by_law")
        boolean keptByLaw;

        @Column(name = "consented_at")
        Instant consentedAt;

        @Column(name = "call_purpose")
        String callPurpose;

        @Column(name = "started_at")
        Instant startedAt;

        @Column(name = "ended_at")
        Instant endedAt;

        @Column(name = "registered_at")
        Instant registeredAt;

        @Nullable Long length;
        @Nullable String sha256;

        @Column(name = "stored_at")
        @Nullable Instant storedAt;

        @Column(name = "erased_at")
        @Nullable Instant erasedAt;
    }

    /** What to narrow the list by; all given conditions must hold. */
    record Filter(@Nullable String subject, @Nullable String purpose, @Nullable String state) {}

    /** A place in the list. */
    record Cursor(Instant startedAt, UUID recording) {}

    /** At most {@code limit} recordings after {@code after}. */
    Uni<List<Row>> list(
            TenantId tenant,
            Visibility visibility,
            Filter filter,
            @Nullable Cursor after,
            int limit) {
        Map<String, Object> values = new HashMap<>();
        StringBuilder where = new StringBuilder(ROWS.condition(visibility, values));
        if (filter.subject() != null) {
            where.append(" and subject = :subject");
            values.put("subject", filter.subject());
        }
        if (filter.state() != null) {
            where.append(" and state = :state");
            values.put("state", filter.state());
        }
        if (filter.purpose() != null) {
            where.append(" and array_contains(purposes, :purpose)");
            values.put("purpose", filter.purpose());
        }
        if (after != null) {
            where.append(" and (startedAt < :at or (startedAt = :at and recording < :recording))");
            values.put("at", after.startedAt());
            values.put("recording", after.recording());
        }
        String query = where + " order by startedAt desc, recording desc";
        return TenantSession.in(tenant, () -> find(query, values).range(0, limit - 1).list());
    }
}
