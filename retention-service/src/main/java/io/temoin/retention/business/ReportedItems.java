// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.business;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.business.BusinessIntake.Recorded;
import io.temoin.retention.business.BusinessIntake.Result;
import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.BusinessFact;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.report.CallItemStore;
import io.temoin.retention.report.domain.ReportProblem;
import io.temoin.retention.schedule.ReportNoting;
import io.temoin.retention.schedule.RetainedItemStream;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.retention.schedule.domain.RetainedItem.Expected;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteBusinessEvent;
import io.temoin.retention.schedule.domain.RetainedItemDecider;
import io.temoin.retention.schedule.domain.ScheduleProblem;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The recordings that a report concerns. As many are noted before the report is answered as a
 * request can wait for; {@link BusinessReportJob} notes the rest.
 */
@ApplicationScoped
class ReportedItems {

    /** How many recordings a request waits for. */
    static final int AT_ONCE = 100;

    private static final RetainedItemDecider DECIDER = new RetainedItemDecider();

    /** What is wrong with the report, rather than with what it is too late or useless for. */
    private static final Set<Rejected.Code> CONTRADICTIONS =
            Set.of(
                    ScheduleProblem.EVENT_BEFORE_CALL,
                    ScheduleProblem.EVENT_TOO_LATE,
                    ReportProblem.EVENT_ALREADY_NOTED,
                    ReportProblem.CONTRACT_ALREADY_SIGNED,
                    ReportProblem.EVENT_OUT_OF_ORDER);

    /**
     * What is known before a report is recorded.
     *
     * @param found how many recordings there are
     * @param items those that a request can wait for
     */
    record Known(int found, List<RetainedItem> items) {

        /** Whether a recording that is stored takes it. */
        boolean take(NoteBusinessEvent command) {
            return items.stream()
                    .anyMatch(
                            item ->
                                    !(item instanceof Expected)
                                            && refusalOf(command, item) == null);
        }

        /** Refuses what no recording takes; one that is not stored yet may. */
        void requireOne(NoteBusinessEvent command) {
            Rejected first = firstRefusal(command);
            if (first != null) {
                throw first;
            }
        }

        /**
         * Refuses what contradicts the recordings there are: the first report stands. Whether a
         * claim can have ended is known where it was reported, not by a recording for which it came
         * too late.
         */
        void requireNoContradiction(NoteBusinessEvent command) {
            if (command.fact().event() == BusinessEvent.CLAIM_CLOSED) {
                return;
            }
            Rejected first = firstRefusal(command);
            if (first == null) {
                return;
            }
            for (RetainedItem item : items) {
                Rejected refusal = refusalOf(command, item);
                if (refusal != null && CONTRADICTIONS.contains(refusal.code())) {
                    throw refusal;
                }
            }
        }

        /** {@code null} when one of them may take it. */
        private @Nullable Rejected firstRefusal(NoteBusinessEvent command) {
            @Nullable Rejected first = null;
            for (RetainedItem item : items) {
                @Nullable Rejected refusal =
                        item instanceof Expected ? null : refusalOf(command, item);
                if (refusal == null) {
                    return null;
                }
                first = first == null ? refusal : first;
            }
            return found > items.size() ? null : first;
        }
    }

    /**
     * What a report reached.
     *
     * @param found how many recordings it concerns
     * @param items those with which it was noted, or refused, by now
     */
    record Reached(int found, List<ReachedItem> items) {}

    /**
     * A recording that a report concerns, as it is now.
     *
     * @param refusal why the report does not count for it; {@code null} if it does, or nothing was
     *     reported, or a later time is known
     */
    record ReachedItem(RetainedItem item, Rejected.@Nullable Code refusal) {}

    private final CallItemStore callItems;
    private final RetainedItemStream items;
    private final ReportNoting noting;

    ReportedItems(CallItemStore callItems, RetainedItemStream items, ReportNoting noting) {
        this.callItems = callItems;
        this.items = items;
        this.noting = noting;
    }

    /** The recordings of a call that are known by now. */
    Uni<Known> ofCall(TenantId tenant, UUID decision, String controller) {
        return idsOfCall(tenant, decision, controller).chain(ids -> known(tenant, ids));
    }

    /** Their ids. */
    Uni<List<UUID>> idsOfCall(TenantId tenant, UUID decision, String controller) {
        return callItems.find(tenant, decision, controller);
    }

    /** Recordings as they are. */
    Uni<Known> known(TenantId tenant, List<UUID> recordings) {
        return replayed(tenant, atOnce(recordings)).map(all -> new Known(recordings.size(), all));
    }

    /**
     * Notes with recordings whatever was reported that concerns them, and says what became of one
     * report.
     *
     * @param recorded what was recorded of it
     */
    Uni<Result> noteWith(
            TenantId tenant,
            List<UUID> recordings,
            BusinessReport report,
            Recorded recorded,
            EventMetadata metadata) {
        List<String> positions = new ArrayList<>();
        return Multi.createFrom()
                .iterable(atOnce(recordings))
                .onItem()
                .transformToUniAndConcatenate(
                        recording ->
                                noting.catchUp(tenant, recording, Holds.UNKNOWN, metadata.at()))
                .onItem()
                .invoke(positions::add)
                .collect()
                .last()
                .chain(_ -> replayed(tenant, atOnce(recordings)))
                .map(
                        all ->
                                new Result(
                                        reached(recordings.size(), all, report, metadata),
                                        recorded.repeated(),
                                        positions.isEmpty()
                                                ? recorded.position()
                                                : positions.getLast()));
    }

    private static Reached reached(
            int found, List<RetainedItem> all, BusinessReport report, EventMetadata metadata) {
        List<ReachedItem> reached =
                all.stream()
                        .filter(item -> !(item instanceof Expected))
                        .map(item -> new ReachedItem(item, refusalOf(report, metadata, item)))
                        .toList();
        int stillExpected = all.size() - reached.size();
        return new Reached(found - stillExpected, reached);
    }

    private static Rejected.@Nullable Code refusalOf(
            BusinessReport report, EventMetadata metadata, RetainedItem item) {
        BusinessFact fact = report.fact();
        if (fact == null) {
            return null;
        }
        Rejected refusal =
                refusalOf(
                        new NoteBusinessEvent(
                                fact,
                                ReportNoting.orderOf(metadata.commandId()),
                                Holds.UNKNOWN,
                                metadata.at()),
                        item);
        return refusal == null ? null : refusal.code();
    }

    private static @Nullable Rejected refusalOf(NoteBusinessEvent command, RetainedItem item) {
        try {
            DECIDER.decide(command, item);
            return null;
        } catch (Rejected refusal) {
            return refusal;
        }
    }

    private Uni<List<RetainedItem>> replayed(TenantId tenant, List<UUID> recordings) {
        return Multi.createFrom()
                .iterable(recordings)
                .onItem()
                .transformToUniAndConcatenate(recording -> items.replay(tenant, recording))
                .map(replayed -> replayed.state())
                .collect()
                .asList();
    }

    private static List<UUID> atOnce(List<UUID> recordings) {
        return recordings.size() <= AT_ONCE ? recordings : recordings.subList(0, AT_ONCE);
    }
}
