// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.chassis.visibility.VisibleRows;
import io.temoin.chassis.visibility.domain.Ownership;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.engine.domain.ReviewGround;
import io.temoin.retention.engine.domain.ReviewOutcome;
import io.temoin.retention.hold.HeldItem;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.register.domain.ItemReview;
import io.temoin.retention.register.domain.PlanKey;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists registered items, in the order of their ids. */
@ApplicationScoped
public class RegisteredItemQueries {

    private static final VisibleRows ROWS =
            new VisibleRows(
                    "controller",
                    List.of("processor"),
                    (covered, bind) -> "purposes <@ " + bind.apply(covered.toArray(String[]::new)),
                    (covered, bind) ->
                            "campaign = any(%s)"
                                    .formatted(bind.apply(covered.toArray(String[]::new))));

    /** A minimum that was learnt later counts like the day that the owner named first. */
    private static final String FIND =
            """
            select i.*, p.started_on, greatest(p.keep_until, m.keep_until) as keep_until,
              p.happened, b.basis, b.ordered_at, v.*
            from registered_item i
            join item_plan p on p.tenant = i.tenant and p.plan = i.plan
            left join item_minimum m
              on m.tenant = i.tenant and m.item = i.item and m.kind = i.kind
            left join disposition_batch b on b.tenant = i.tenant and b.batch = i.batch
            %s
            where i.tenant = $1 and %%s order by i.item, i.kind"""
                    .formatted(lastReview("true"));

    private static final String OF_ID = FIND.formatted("i.item = $2");

    private static final String OF_PERSON = FIND.formatted("i.subject = $2 and i.controller = $3");

    private static final String PAGE_OF_PERSON =
            FIND.formatted(
                            "i.subject = $2 and i.controller = $3"
                                    + " and ($4::uuid is null or (i.item, i.kind) > ($4, $5))")
                    + " limit $6";

    /**
     * What to list; all given conditions hold.
     *
     * @param dueBefore the end of the item's last day lies before
     * @param visibility of those only that exist for the caller
     */
    public record Question(
            @Nullable ItemKind kind,
            @Nullable ItemState state,
            @Nullable Instant dueBefore,
            Visibility visibility,
            @Nullable Place after) {}

    /**
     * Where a page ended.
     *
     * @param kind absent before all items with the id
     */
    public record Place(UUID item, @Nullable ItemKind kind) {}

    /**
     * A registered item in a list.
     *
     * @param refused why its owner did not destroy it when it was ordered to
     */
    public record Listed(
            UUID item,
            ItemKind kind,
            String controller,
            @Nullable String subject,
            ItemState state,
            @Nullable LocalDate dueOn,
            @Nullable Instant dueAt,
            @Nullable Instant erasedAt,
            @Nullable String refused) {}

    /**
     * One registered item.
     *
     * @param key what its end depends on
     * @param orderedAt when it was ordered destroyed, the last time; absent if it was not
     * @param eraseAt since when it goes as soon as it may, its person being erased; absent if not
     * @param unreviewed whether nobody looks at it, its person having ended what it is kept for
     * @param neededOn the last day on which an owner that refused to destroy it still needs it;
     *     absent if it did not refuse, or did not say
     * @param review what somebody who looked at it decided last; absent if nobody did
     */
    public record Found(
            Listed item,
            @Nullable String processor,
            @Nullable String campaign,
            @Nullable UUID decision,
            Set<String> purposes,
            Instant startedAt,
            PlanKey key,
            @Nullable UUID batch,
            @Nullable DispositionBasis basis,
            @Nullable Instant orderedAt,
            @Nullable Instant eraseAt,
            boolean unreviewed,
            @Nullable LocalDate neededOn,
            @Nullable ItemReview review) {

        /** Whose data it is. */
        public Ownership ownership() {
            return new Ownership(
                    item.controller(),
                    processor == null ? Set.of() : Set.of(processor),
                    purposes,
                    processor == null ? null : new Ownership.Campaign(campaign),
                    null);
        }

        /** As legal holds look at it. */
        public HeldItem held() {
            Set<String> all = new HashSet<>(purposes);
            all.addAll(key.keptFor());
            return new HeldItem(
                    item.item(),
                    item.kind().name(),
                    item.controller(),
                    item.subject(),
                    campaign,
                    all,
                    startedAt,
                    item.kind() == ItemKind.CALL_DECISION ? item.item() : decision);
        }
    }

    private final Pool pool;

    RegisteredItemQueries(Pool pool) {
        this.pool = pool;
    }

    /** The items that answer {@code question}, at most {@code limit}. */
    public Uni<List<Listed>> list(TenantId tenant, Question question, int limit) {
        @Nullable Place after = question.after();
        Tuple values =
                Tuple.tuple()
                        .addValue(tenant.value())
                        .addValue(question.kind() == null ? null : question.kind().name())
                        .addValue(question.state() == null ? null : question.state().name())
                        .addValue(
                                question.dueBefore() == null
                                        ? null
                                        : question.dueBefore().atOffset(ZoneOffset.UTC))
                        .addValue(after == null ? null : after.item())
                        .addValue(after == null || after.kind() == null ? "" : after.kind().name())
                        .addValue(limit);
        String visible =
                ROWS.condition(question.visibility(), value -> "$" + values.addValue(value).size());
        return TenantTransaction.run(pool, tenant, listing(visible), values)
                .map(
                        rows -> {
                            List<Listed> all = new ArrayList<>(rows.size());
                            rows.forEach(row -> all.add(item(row)));
                            return all;
                        });
    }

    private static String listing(String visible) {
        return "select item, kind, controller, subject, stage, due_on, due_at, erased_at, refused"
                + " from registered_item where tenant = $1"
                + " and ($2::text is null or kind = $2) and ($3::text is null or stage = $3)"
                + " and ($4::timestamptz is null or due_at < $4)"
                + " and ($5::uuid is null or (item, kind) > ($5, $6)) and "
                + visible
                + " order by item, kind limit $7";
    }

    /** The items with an id: mostly none or one, since ids are unique inside a kind. */
    public Uni<List<Found>> find(TenantId tenant, UUID item) {
        return found(tenant, OF_ID, Tuple.of(tenant.value(), item));
    }

    /** Everything of a person at a controller, destroyed or not. */
    public Uni<List<Found>> ofPerson(TenantId tenant, String subject, String controller) {
        return found(tenant, OF_PERSON, Tuple.of(tenant.value(), subject, controller));
    }

    /** A page of it, from a place on. */
    public Uni<List<Found>> ofPerson(
            TenantId tenant, String subject, String controller, @Nullable Place after, int limit) {
        return found(
                tenant,
                PAGE_OF_PERSON,
                Tuple.of(
                        tenant.value(),
                        subject,
                        controller,
                        after == null ? null : after.item(),
                        after == null || after.kind() == null ? "" : after.kind().name(),
                        limit));
    }

    private Uni<List<Found>> found(TenantId tenant, String sql, Tuple values) {
        return TenantTransaction.run(pool, tenant, sql, values)
                .map(
                        rows -> {
                            List<Found> all = new ArrayList<>(rows.size());
                            rows.forEach(row -> all.add(found(row)));
                            return all;
                        });
    }

    private static Found found(Row row) {
        @Nullable String basis = row.getString("basis");
        return new Found(
                item(row),
                row.getString("processor"),
                row.getString("campaign"),
                row.getUUID("decision"),
                Set.of(row.getArrayOfStrings("purposes")),
                row.getOffsetDateTime("ended_at").toInstant(),
                PlanRows.key(row),
                row.getUUID("batch"),
                basis == null ? null : DispositionBasis.valueOf(basis),
                instant(row, "ordered_at"),
                instant(row, "erase_at"),
                instant(row, "unreviewed_since") != null,
                row.getString("refused") == null ? null : row.getLocalDate("needed_on"),
                review(row));
    }

    /** What was decided last of the row {@code i}, of what fulfils a condition. */
    static String lastReview(String condition) {
        return """
        left join lateral (
          select v.outcome as review_outcome, v.ground as review_ground,
            v.decided_at as review_decided_at, v.keep_until as review_keep_until,
            v.due_at as review_due_at
          from item_review v
          where v.tenant = i.tenant and v.item = i.item and v.kind = i.kind and %s
          order by v.decided_at desc limit 1) v on true"""
                .formatted(condition);
    }

    /** That of a row of {@link #lastReview}. */
    static @Nullable ItemReview review(Row row) {
        @Nullable Instant decidedAt = instant(row, "review_decided_at");
        return decidedAt == null
                ? null
                : new ItemReview(
                        ReviewOutcome.valueOf(row.getString("review_outcome")),
                        ReviewGround.valueOf(row.getString("review_ground")),
                        decidedAt,
                        row.getLocalDate("review_keep_until"),
                        row.getOffsetDateTime("review_due_at").toInstant());
    }

    private static Listed item(Row row) {
        return new Listed(
                row.getUUID("item"),
                ItemKind.valueOf(row.getString("kind")),
                row.getString("controller"),
                row.getString("subject"),
                ItemState.valueOf(row.getString("stage")),
                row.getLocalDate("due_on"),
                instant(row, "due_at"),
                instant(row, "erased_at"),
                row.getString("refused"));
    }

    private static @Nullable Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column) == null
                ? null
                : row.getOffsetDateTime(column).toInstant();
    }
}
