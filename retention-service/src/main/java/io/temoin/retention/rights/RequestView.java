// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantSession;
import io.temoin.chassis.visibility.VisibleRows;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.retention.rights.domain.AskedAbout;
import io.temoin.retention.rights.domain.Contested;
import io.temoin.retention.rights.domain.RequestType;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/** Lists requests, those due first. */
@ApplicationScoped
public class RequestView implements PanacheRepositoryBase<RequestView.Row, UUID> {

    /** A request belongs to no purpose: whoever works for the controller may have taken it in. */
    private static final VisibleRows ROWS =
            new VisibleRows("controller", List.of("receivedBy"), (_, _) -> "1 = 1");

    /** A filter tells no more than the state that is shown. */
    private static final String STATE_AS_SHOWN =
            "(controller = :desk and state = :state"
                    + " or controller <> :desk and unjoinedState = :state)";

    private static final String FROM_ANSWERING =
            """
             from request answering where answering.tenant = tenant
              and answering.request = answered_with
              and answering.state in ('ANSWERED', 'REFUSED', 'CLOSED')
            """;

    /** Of one that was joined while the table had no column for that, nobody is told its end. */
    private static final String UNJOINED_STATE =
            "case when answered_with is null"
                    + " then case when state = 'JOINED' then 'OPEN' else state end"
                    + " else coalesce((select"
                    + " case when state = 'CLOSED' then 'CLOSED' else answering.state end"
                    + FROM_ANSWERING
                    + "), 'OPEN') end";

    private static final String UNJOINED_ASSIGNEE =
            "coalesce(assignee, (select answering.assignee" + FROM_ANSWERING + "))";

    /**
     * A request as lists show it, written by {@link RequestProjection}. A session sees the rows of
     * one tenant, inside which the request is unique.
     */
    @Entity
    @Table(name = "request")
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    static class Row {

        @Id UUID request;
        String tenant;
        String controller;
        String subject;

        @Enumerated(EnumType.STRING)
        RequestType type;

        @Column(name = "received_by")
        String receivedBy;

        @Enumerated(EnumType.STRING)
        RequestState state;

        @Column(name = "received_at")
        Instant receivedAt;

        @Column(name = "due_at")
        Instant dueAt;

        @Nullable String assignee;

        /** The one that it was joined to, whose answer is its own. */
        @Column(name = "answered_with")
        @Nullable UUID answeredWith;

        /** As others than the desk see it: as {@code UnjoinedRequest} does. */
        @Enumerated(EnumType.STRING)
        @Formula(UNJOINED_STATE)
        RequestState unjoinedState;

        @Formula(UNJOINED_ASSIGNEE)
        @Nullable String unjoinedAssignee;

        /** Whether another system passed it on: its organisation follows it there. */
        @Column(name = "passed_on")
        boolean passedOn;

        /** Whether it counts as an earlier request: not if another one is its answer. */
        boolean counts = true;

        @Column(name = "about_recording")
        @Nullable UUID aboutRecording;

        @Column(name = "about_decision")
        @Nullable UUID aboutDecision;

        /** The one that the person contests; only that one is put right under the request. */
        @Column(name = "contested_consent")
        @Nullable UUID contestedConsent;

        /** What it is; as the person stated it, whatever the desk found out later. */
        @Enumerated(EnumType.STRING)
        @Column(name = "contested_kind")
        Contested.@Nullable Kind contestedKind;

        @Column(name = "contested_document")
        @Nullable UUID contestedDocument;

        @Column(name = "contested_segment")
        @Nullable Integer contestedSegment;

        /** The deadline that was last said to have passed. */
        @Column(name = "overdue_said_for")
        @Nullable Instant overdueSaidFor;

        /** When it is upheld if nobody decides, as far as it was overdue before. */
        @Column(name = "lapses_at")
        @Nullable Instant lapsesAt;

        boolean asksForTheSame(RequestIntake.AskedFor asked) {
            AskedAbout about = asked.about();
            Contested it = asked.contested();
            return Objects.equals(aboutRecording, about == null ? null : about.recording())
                    && Objects.equals(aboutDecision, about == null ? null : about.decision())
                    && contestedKind == (it == null ? null : it.kind())
                    && Objects.equals(contestedConsent, it == null ? null : it.consent())
                    && Objects.equals(contestedDocument, it == null ? null : it.document())
                    && Objects.equals(contestedSegment, it == null ? null : it.segment());
        }
    }

    /**
     * What to list; all given conditions hold.
     *
     * @param dueBefore to be answered before that moment
     * @param visibility of those only that exist for the caller
     * @param after after this place
     */
    record Question(
            @Nullable RequestState state,
            @Nullable RequestType type,
            @Nullable Instant dueBefore,
            Visibility visibility,
            @Nullable Place after) {}

    /** A place in the list. */
    record Place(Instant dueAt, UUID request) {}

    /**
     * Requests of the same person to the same controller for the same, about the same.
     *
     * @param open those that are open and less than a month old, the oldest first
     * @param withinAYear how many were received within the twelve months before, those not counted
     *     that were joined to another one: that is the one the person is answered
     */
    record Similar(List<UUID> open, int withinAYear) {}

    /** The requests that answer {@code question}, at most {@code limit}. */
    Uni<List<Row>> list(TenantId tenant, Question question, int limit) {
        StringBuilder clause = new StringBuilder("1 = 1");
        Map<String, Object> parameters = new HashMap<>();
        boolean wholeTenant = question.visibility().wholeTenant();
        add(
                clause,
                parameters,
                wholeTenant ? "state = :state" : STATE_AS_SHOWN,
                "state",
                question.state());
        add(clause, parameters, "type = :type", "type", question.type());
        add(clause, parameters, "dueAt < :due", "due", question.dueBefore());
        clause.append(" and ").append(ROWS.condition(question.visibility(), parameters));
        if (!wholeTenant) {
            clause.append(" and (passedOn = false or controller = :desk)");
            parameters.put("desk", question.visibility().organisation());
        }
        Place after = question.after();
        if (after != null) {
            clause.append(" and (dueAt > :at or dueAt = :at and request > :after)");
            parameters.put("at", after.dueAt());
            parameters.put("after", after.request());
        }
        return TenantSession.in(
                tenant,
                () ->
                        find(clause + " order by dueAt, request", parameters)
                                .range(0, limit - 1)
                                .list());
    }

    /** The latest requests of a person to a controller, at most {@code limit}. */
    Uni<List<Row>> ofPerson(TenantId tenant, String controller, String subject, int limit) {
        return TenantSession.in(
                tenant,
                () ->
                        find(
                                        "controller = ?1 and subject = ?2"
                                                + " order by receivedAt desc, request",
                                        controller,
                                        subject)
                                .range(0, limit - 1)
                                .list());
    }

    /** Other requests like this one. */
    Uni<Similar> similar(TenantId tenant, UUID request, RequestIntake.AskedFor asked, ZoneId zone) {
        Instant received = asked.intake().receivedAt();
        Instant year = received.atZone(zone).minusYears(1).toInstant();
        Instant month = received.atZone(zone).minusMonths(1).toInstant();
        return TenantSession.in(
                        tenant,
                        () ->
                                find(
                                                "controller = ?1 and subject = ?2 and type = ?3"
                                                        + " and receivedAt > ?4 and request <> ?5"
                                                        + " and receivedAt <= ?6"
                                                        + " order by receivedAt, request",
                                                asked.controller(),
                                                asked.subject(),
                                                asked.type(),
                                                year,
                                                request,
                                                received)
                                        .list())
                .map(rows -> rows.stream().filter(row -> row.asksForTheSame(asked)).toList())
                .map(
                        rows ->
                                new Similar(
                                        rows.stream()
                                                .filter(
                                                        row ->
                                                                row.state == RequestState.OPEN
                                                                        && row.receivedAt.isAfter(
                                                                                month))
                                                .map(row -> row.request)
                                                .toList(),
                                        (int) rows.stream().filter(row -> row.counts).count()));
    }

    private static void add(
            StringBuilder clause,
            Map<String, Object> parameters,
            String condition,
            String name,
            @Nullable Object value) {
        if (value != null) {
            clause.append(" and ").append(condition);
            parameters.put(name, value);
        }
    }
}
