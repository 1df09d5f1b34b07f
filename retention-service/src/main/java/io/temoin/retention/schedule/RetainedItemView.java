// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantSession;
import io.temoin.chassis.visibility.VisibleRows;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.retention.engine.domain.ItemState;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists retained items, in the order of their recordings' ids. */
@ApplicationScoped
public class RetainedItemView implements PanacheRepositoryBase<RetainedItemView.Row, UUID> {

    private static final VisibleRows ROWS =
            new VisibleRows(
                    "controller",
                    List.of("processor"),
                    (covered, bind) ->
                            "array_includes(%s, purposes)"
                                    .formatted(bind.apply(covered.toArray(String[]::new))),
                    (covered, bind) -> "campaign in " + bind.apply(List.copyOf(covered)));

    /**
     * A retained item as lists show it, written by {@link RetainedItemProjection} and, where it is
     * taken, by {@link DueItemQueries}. A session sees the rows of one tenant, inside which the
     * recording is unique.
     */
    @Entity
    @Table(name = "retained_item")
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    static class Row {

        @Id UUID recording;
        String tenant;
        String controller;
        @Nullable String processor;
        @Nullable String campaign;
        String[] purposes;
        String subject;

        @Enumerated(EnumType.STRING)
        ItemState stage;

        @Column(name = "due_on")
        @Nullable LocalDate dueOn;

        @Column(name = "due_at")
        @Nullable Instant dueAt;

        @Column(name = "ended_at")
        @Nullable Instant endedAt;

        @Column(name = "erased_at")
        @Nullable Instant erasedAt;

        @Nullable String zone;

        @Column(name = "item_version")
        long itemVersion;

        @Column(name = "access_ends_at")
        @Nullable Instant accessEndsAt;

        @Column(name = "keep_until")
        @Nullable LocalDate keepUntil;

        @Column(name = "destroy_by")
        @Nullable LocalDate destroyBy;

        @Column(name = "ordered_at")
        @Nullable Instant orderedAt;

        @Column(name = "review_for")
        String[] reviewFor;

        @Column(name = "review_at")
        @Nullable Instant reviewAt;

        @Column(name = "review_until")
        @Nullable Instant reviewUntil;

        @Column(name = "review_late_said")
        boolean reviewLateSaid;

        @Column(name = "overdue_said")
        boolean overdueSaid;

        String cause;
        String correlation;

        @Column(name = "taken_at")
        @Nullable Instant takenAt;
    }

    /**
     * What to list; all given conditions hold.
     *
     * @param dueBefore the end of the item's last day lies before
     * @param visibility of those only that exist for the caller
     * @param after after this recording
     */
    record Question(
            @Nullable ItemState state,
            @Nullable Instant dueBefore,
            Visibility visibility,
            @Nullable UUID after) {}

    /**
     * Which conflicts to list; all given conditions hold.
     *
     * @param destroyBefore a law orders the item destroyed before this day
     * @param visibility of those only that exist for the caller
     * @param after after this recording
     */
    record ConflictQuestion(
            @Nullable String controller,
            @Nullable LocalDate destroyBefore,
            Visibility visibility,
            @Nullable UUID after) {}

    /** The items in a conflict that answer {@code question}, at most {@code limit}. */
    Uni<List<Row>> conflicts(TenantId tenant, ConflictQuestion question, int limit) {
        StringBuilder clause = new StringBuilder("stage = :state");
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("state", ItemState.IN_CONFLICT);
        add(clause, parameters, "controller = :of", "of", question.controller());
        add(clause, parameters, "destroyBy < :before", "before", question.destroyBefore());
        clause.append(" and ").append(ROWS.condition(question.visibility(), parameters));
        add(clause, parameters, "recording > :after", "after", question.after());
        return TenantSession.in(
                tenant,
                () -> find(clause + " order by recording", parameters).range(0, limit - 1).list());
    }

    /**
     * Which reviews to list; all given conditions hold.
     *
     * @param purpose the item is kept for it
     * @param waitingBefore it has waited since before then
     * @param now as of then
     * @param visibility of those only that exist for the caller
     * @param after after this recording
     */
    record ReviewQuestion(
            @Nullable String controller,
            @Nullable String purpose,
            @Nullable Instant waitingBefore,
            Instant now,
            Visibility visibility,
            @Nullable UUID after) {}

    /** The items that wait for a person to look at them, at most {@code limit}. */
    Uni<List<Row>> reviews(TenantId tenant, ReviewQuestion question, int limit) {
        StringBuilder clause =
                new StringBuilder(
                        "reviewAt <= :now and (reviewUntil is null or reviewUntil > :now)"
                                + " and stage in :open");
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("now", question.now());
        parameters.put("open", List.of(ItemState.SCHEDULED, ItemState.UNDER_MINIMUM));
        add(clause, parameters, "controller = :of", "of", question.controller());
        add(
                clause,
                parameters,
                "array_includes(purposes, :purpose)",
                "purpose",
                question.purpose() == null ? null : new String[] {question.purpose()});
        add(clause, parameters, "reviewAt < :before", "before", question.waitingBefore());
        clause.append(" and ").append(ROWS.condition(question.visibility(), parameters));
        add(clause, parameters, "recording > :after", "after", question.after());
        return TenantSession.in(
                tenant,
                () -> find(clause + " order by recording", parameters).range(0, limit - 1).list());
    }

    /** The items that answer {@code question}, at most {@code limit}. */
    Uni<List<Row>> list(TenantId tenant, Question question, int limit) {
        StringBuilder clause = new StringBuilder("1 = 1");
        Map<String, Object> parameters = new HashMap<>();
        add(clause, parameters, "stage = :state", "state", question.state());
        add(clause, parameters, "dueAt < :due", "due", question.dueBefore());
        clause.append(" and ").append(ROWS.condition(question.visibility(), parameters));
        add(clause, parameters, "recording > :after", "after", question.after());
        return TenantSession.in(
                tenant,
                () -> find(clause + " order by recording", parameters).range(0, limit - 1).list());
    }

    /** The recordings of calls with a person on behalf of a controller, by id. */
    Uni<List<Row>> ofPerson(
            TenantId tenant, String controller, String subject, @Nullable UUID after, int limit) {
        StringBuilder clause = new StringBuilder("subject = :subject and controller = :controller");
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("subject", subject);
        parameters.put("controller", controller);
        add(clause, parameters, "recording > :after", "after", after);
        return TenantSession.in(
                tenant,
                () -> find(clause + " order by recording", parameters).range(0, limit - 1).list());
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
