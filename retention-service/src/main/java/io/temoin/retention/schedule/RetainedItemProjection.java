// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.Feeds;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.progress.ReadModelProgressQueries;
import io.temoin.retention.schedule.RetainedItemView.Row;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Keeps the table of retained items in step with the events. A batch is worked through in memory,
 * on the rows there are of its recordings, then written at once.
 */
@ApplicationScoped
public class RetainedItemProjection {

    static final String READER = ReadModelProgressQueries.RECORDINGS;

    private static final Map<String, ItemState> PLANS =
            Map.of(
                    "DispositionScheduled", ItemState.SCHEDULED,
                    "RetainedUnderMinimum", ItemState.UNDER_MINIMUM,
                    "TriggerAwaited", ItemState.AWAITING_TRIGGER,
                    "ConflictRaised", ItemState.IN_CONFLICT);

    private static final Map<String, ItemState> ENDS =
            Map.of(
                    "DispositionOrdered", ItemState.ORDERED,
                    "DispositionConfirmed", ItemState.DISPOSED,
                    "ErasedWithoutOrder", ItemState.GONE);

    /** Says whose it is; the plan follows in the same breath. */
    private static final String RETAINED = "ItemRetained";

    private static final String OVERDUE = "DispositionOverdue";
    private static final String REVIEWED = "ReviewDecided";
    private static final String REVIEW_OVERDUE = "ReviewOverdue";

    /** After what the person asked for, or what must not be there, nobody has to look. */
    private static final String PURPOSE_ENDED = "PurposeEndNoted";

    private static final String QUARANTINED = "QuarantineNoted";

    /** It may move the end of the wait though not the plan. */
    private static final String BUSINESS = "BusinessEventNoted";

    private final Feeds feeds;
    private final RetainedItemView view;

    private record Change(StoredEvent event, JsonFields data) {

        UUID recording() {
            return data.uuid("recording");
        }
    }

    RetainedItemProjection(Feeds feeds, RetainedItemView view) {
        this.feeds = feeds;
        this.view = view;
    }

    void start(@Observes StartupEvent event) {
        Set<String> types = new HashSet<>(PLANS.keySet());
        types.addAll(ENDS.keySet());
        types.add(RETAINED);
        types.add(OVERDUE);
        types.add(REVIEWED);
        types.addAll(List.of(REVIEW_OVERDUE, PURPOSE_ENDED, QUARANTINED, BUSINESS));
        feeds.project(READER, types, this::apply);
    }

    private Uni<Void> apply(TenantId tenant, List<StoredEvent> events) {
        List<Change> changes =
                events.stream()
                        .filter(RetainedItemProjection::changesTheTable)
                        .map(event -> new Change(event, event.fields()))
                        .toList();
        return changes.isEmpty()
                ? Uni.createFrom().voidItem()
                : known(changes)
                        .map(known -> added(tenant, changes, known))
                        .chain(RetainedItemProjection::persist);
    }

    private static boolean changesTheTable(StoredEvent event) {
        return event.stream().category().equals(RetainedItemStream.CATEGORY);
    }

    /** Locked: a whole row is written back, and {@link DueItemQueries} may be taking items. */
    private Uni<List<Row>> known(List<Change> changes) {
        Set<UUID> ids = changes.stream().map(Change::recording).collect(Collectors.toSet());
        return view.find("recording in ?1", ids).withLock(LockModeType.PESSIMISTIC_WRITE).list();
    }

    private static Uni<Void> persist(List<Row> rows) {
        return Panache.getSession().chain(session -> session.persistAll(rows.toArray()));
    }

    /** The new rows, after every change to them and to those that were known before. */
    private static List<Row> added(TenantId tenant, List<Change> changes, List<Row> known) {
        Map<UUID, Row> rows = new HashMap<>();
        known.forEach(row -> rows.put(row.recording, row));
        List<Row> added = new ArrayList<>();
        for (Change change : changes) {
            if (isHeardOfEarly(change, rows)) {
                continue;
            }
            Row row =
                    rows.computeIfAbsent(
                            change.recording(),
                            _ -> {
                                Row unheardOf = row(tenant, change);
                                added.add(unheardOf);
                                return unheardOf;
                            });
            apply(change, row);
        }
        return added;
    }

    /** Of an item that is not retained yet: its first plan says what became of the purposes. */
    private static boolean isHeardOfEarly(Change change, Map<UUID, Row> rows) {
        return Set.of(PURPOSE_ENDED, QUARANTINED).contains(change.event().type())
                && !rows.containsKey(change.recording());
    }

    private static Row row(TenantId tenant, Change change) {
        Row row = new Row();
        row.recording = change.recording();
        row.tenant = tenant.value();
        row.controller = change.data().text("controller");
        row.purposes = new String[0];
        row.reviewFor = new String[0];
        row.stage = ItemState.AWAITING_TRIGGER;
        row.subject = change.data().text("subject");
        caused(row, change.event());
        return row;
    }

    private static void apply(Change change, Row row) {
        row.itemVersion = change.event().version();
        ItemState plan = PLANS.get(change.event().type());
        ItemState end = ENDS.get(change.event().type());
        if (plan != null) {
            row.stage = plan;
            row.dueOn = change.data().optional("dueOn", LocalDate::parse);
            row.dueAt = change.data().optional("dueAt", Instant::parse);
            row.keepUntil = change.data().optional("keepUntil", LocalDate::parse);
            row.destroyBy = change.data().optional("destroyBy", LocalDate::parse);
            row.accessEndsAt = NextAccessEnd.of(change.data(), zone(row));
            row.takenAt = null;
            waits(row, NextReview.of(change.data(), row.reviewFor, row.dueAt, zone(row)));
            row.reviewLateSaid = false;
            caused(row, change.event());
        } else if (change.event().type().equals(RETAINED)) {
            row.processor = change.data().optional("processor");
            row.campaign = change.data().optional("campaign");
            row.endedAt = change.data().optional("endedAt", Instant::parse);
            row.zone = change.data().optional("zone");
            row.reviewFor = NextReview.askedFor(change.data().objects("policies"));
            row.purposes =
                    change.data().objects("policies").stream()
                            .map(policy -> policy.text("purpose"))
                            .distinct()
                            .toArray(String[]::new);
        } else if (end != null) {
            row.stage = end;
            row.accessEndsAt = null;
            row.orderedAt = change.data().optional("orderedAt", Instant::parse);
            row.erasedAt = change.data().optional("erasedAt", Instant::parse);
        } else if (change.event().type().equals(OVERDUE)) {
            row.overdueSaid = true;
        } else if (change.event().type().equals(REVIEWED)) {
            // What is kept instead is planned again in the same breath.
            waits(row, NextReview.NONE);
        } else if (change.event().type().equals(REVIEW_OVERDUE)) {
            row.reviewLateSaid = true;
        } else if (change.event().type().equals(BUSINESS)) {
            row.reviewUntil = null;
        } else {
            // Another purpose that ends may be what the wait was so long for: it is looked up
            // again.
            row.reviewUntil = null;
            row.reviewFor =
                    change.event().type().equals(PURPOSE_ENDED)
                            ? NextReview.askedFor(row.reviewFor, change.data())
                            : new String[0];
            if (row.reviewFor.length == 0) {
                waits(row, NextReview.NONE);
            }
        }
    }

    private static void waits(Row row, NextReview review) {
        row.reviewAt = review.at();
        row.reviewUntil = review.until();
    }

    /** The easternmost there is as long as the item's own is not known: on doubt early. */
    private static ZoneId zone(Row row) {
        return row.zone == null ? ZoneOffset.MAX : ZoneId.of(row.zone);
    }

    private static void caused(Row row, StoredEvent by) {
        row.cause = by.id();
        row.correlation = by.metadata().correlation();
    }
}
