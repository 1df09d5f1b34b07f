// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.trail.TrailQuestion.Place;
import io.temoin.audit.trail.TrailQuestion.Sight;
import io.temoin.chassis.events.TenantSession;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** Answers questions to the trail, oldest entry first. */
@ApplicationScoped
public class TrailView implements PanacheRepositoryBase<TrailView.Row, String> {

    /**
     * A row of the trail, only ever read here. The tenant is no part of it: a session sees the rows
     * of one tenant, inside which the id is unique.
     */
    @Entity(name = "Row")
    @Immutable
    @Table(name = "audit_entry")
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    static class Row {

        @Id
        @Column(name = "event_id")
        String id;

        long position;
        Instant at;

        @Column(name = "recorded_at")
        Instant recordedAt;

        String service;
        String action;
        String outcome;
        String[] because;
        String actor;
        String organisation;
        String role;
        @Nullable String workstation;
        String[] purposes;

        @Column(name = "reason_code")
        @Nullable String reasonCode;

        @Column(name = "reason_reference")
        @Nullable String reasonReference;

        String operation;
        @Nullable String channel;
        @Nullable String controller;
        @Nullable String subject;
        @Nullable String recording;
        @Nullable String decision;
        @Nullable String consent;
        String correlation;
        @Nullable String causation;
        String stream;
        long sequence;

        @Column(name = "reported_by")
        @Nullable String reportedBy;
    }

    /**
     * The entries that answer {@code question} and that {@code sight} reaches, after {@code after},
     * at most {@code limit}.
     */
    Uni<List<Row>> list(
            TenantId tenant,
            TrailQuestion question,
            Sight sight,
            @Nullable Place after,
            int limit) {
        return TenantSession.in(
                tenant,
                () ->
                        conditions(question, sight)
                                .map(conditions -> conditions.after(after))
                                .flatMap(
                                        conditions ->
                                                find(
                                                                conditions.clause()
                                                                        + " order by at, position",
                                                                conditions.parameters())
                                                        .range(0, limit - 1)
                                                        .list()));
    }

    /**
     * What holds for the rows that answer {@code question} and that {@code sight} reaches; needs a
     * session of the tenant. A question about a recording is widened to what it rests on, as its
     * own entries say.
     */
    Uni<Conditions> conditions(TrailQuestion question, Sight sight) {
        Conditions conditions = new Conditions().question(question).sight(sight);
        String recording = question.recording();
        return recording == null
                ? Uni.createFrom().item(conditions)
                : restingOn(recording, conditions);
    }

    /**
     * A list of what had arrived when {@code upTo} was the last position given: entries that came
     * later are not among them, however old what they tell.
     */
    Uni<List<Row>> listUpTo(
            TenantId tenant,
            TrailQuestion question,
            Sight sight,
            long upTo,
            @Nullable Place after,
            int limit) {
        Conditions conditions =
                new Conditions().question(question).sight(sight).upTo(upTo).after(after);
        return TenantSession.in(
                tenant,
                () ->
                        restingOn(question.recording(), conditions, upTo)
                                .flatMap(
                                        complete ->
                                                find(
                                                                complete.clause()
                                                                        + " order by at, position",
                                                                complete.parameters())
                                                        .range(0, limit - 1)
                                                        .list()));
    }

    /** How many entries {@link #listUpTo} lists in all. */
    Uni<Long> countUpTo(TenantId tenant, TrailQuestion question, Sight sight, long upTo) {
        Conditions conditions = new Conditions().question(question).sight(sight).upTo(upTo);
        return TenantSession.in(
                tenant,
                () ->
                        restingOn(question.recording(), conditions, upTo)
                                .flatMap(
                                        complete ->
                                                count(complete.clause(), complete.parameters())));
    }

    /**
     * One entry.
     *
     * @throws Rejected in the {@code Uni}, when there is none that {@code sight} reaches
     */
    Uni<Row> entry(TenantId tenant, String id, Sight sight) {
        Conditions conditions = new Conditions().and("id = :id", "id", id).sight(sight);
        return TenantSession.in(
                tenant,
                () ->
                        find(conditions.clause(), conditions.parameters())
                                .firstResult()
                                .onItem()
                                .ifNull()
                                .failWith(TrailView::unknown));
    }

    private Uni<Conditions> restingOn(String recording, Conditions conditions) {
        return restingOn(recording, conditions, Long.MAX_VALUE);
    }

    /** Widens a question about a recording to what it rests on, as its own entries say. */
    private Uni<Conditions> restingOn(
            @Nullable String recording, Conditions conditions, long upTo) {
        if (recording == null) {
            return Uni.createFrom().item(conditions);
        }
        // Not as somebody who looked for it says.
        return find(
                        "recording = ?1 and decision is not null and service <> 'audit'"
                                + " and position <= ?2 order by at, position",
                        recording,
                        upTo)
                .range(0, 0)
                .list()
                .map(
                        rows ->
                                conditions.recording(
                                        recording,
                                        named(rows, row -> row.decision),
                                        named(rows, row -> row.consent)));
    }

    private static List<String> named(List<Row> rows, Function<Row, @Nullable String> link) {
        return rows.stream()
                .map(link)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    private static Rejected unknown() {
        return new Rejected(TrailProblem.ENTRY_UNKNOWN, "The trail has no entry with this id.");
    }
}
