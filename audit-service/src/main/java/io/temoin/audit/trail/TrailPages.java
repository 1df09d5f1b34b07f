// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.inspection.InspectionStream;
import io.temoin.audit.inspection.domain.InspectionEvent.TrailSearched;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pages of the trail, oldest entry first, each on record before it is shown. What somebody sees is
 * decided by who asks, however the question was found. Needs a Vert.x context.
 */
@ApplicationScoped
public class TrailPages {

    /**
     * A question that somebody had kept.
     *
     * @param id of the saved search
     * @param filters by the names of the query parameters of the list of entries
     */
    public record SavedFilters(UUID id, Map<String, String> filters) {}

    /**
     * Where a page ended.
     *
     * @param upTo the last position that was given when the first page was read: what arrived later
     *     is on no page after it. Every page is itself an entry, and could go on for ever.
     */
    public record PageEnd(TrailCursor last, long upTo) {}

    private final TrailQueries trail;
    private final InspectionStream inspections;

    TrailPages(TrailQueries trail, InspectionStream inspections) {
        this.trail = trail;
        this.inspections = inspections;
    }

    /**
     * A page that answers a kept question.
     *
     * @param before where the page before ended; {@code null} for the first page
     * @param limit how many entries at most
     * @param cursor of the page after
     * @throws io.temoin.eventsourcing.Rejected when the trail does not know a filter any more
     */
    public Uni<Page<Entry>> find(
            Caller caller,
            SavedFilters kept,
            @Nullable PageEnd before,
            int limit,
            Function<PageEnd, String> cursor) {
        return find(caller, TrailQuestion.named(kept.filters()), kept.id(), before, limit, cursor);
    }

    /** A page that answers a question of now. */
    Uni<Page<Entry>> find(
            Caller caller,
            TrailQuestion question,
            @Nullable PageEnd before,
            int limit,
            Function<PageEnd, String> cursor) {
        return find(caller, question, null, before, limit, cursor);
    }

    /**
     * The look is on record before its answer is given, or there is none. So is every page that
     * follows, with the whole question: a cursor is a place and no question, whoever holds one may
     * ask another from there, and what is on a later page was disclosed as much as what is on the
     * first.
     */
    private Uni<Page<Entry>> find(
            Caller caller,
            TrailQuestion question,
            @Nullable UUID savedSearch,
            @Nullable PageEnd before,
            int limit,
            Function<PageEnd, String> cursor) {
        return rows(caller, question, before, limit + 1)
                .flatMap(
                        rows ->
                                upTo(before, rows.size() > limit)
                                        .map(upTo -> page(rows, limit, upTo, cursor)))
                .call(
                        page ->
                                inspections.record(
                                        caller,
                                        new TrailSearched(
                                                question.onRecord(),
                                                page.items().size(),
                                                before == null ? null : before.last().at(),
                                                savedSearch)));
    }

    private Uni<List<TrailRow>> rows(
            Caller caller, TrailQuestion question, @Nullable PageEnd before, int limit) {
        if (before == null) {
            return trail.list(caller.tenant(), question, TrailVisibility.of(caller), null, limit);
        }
        return trail.listUpTo(
                caller.tenant(),
                question,
                TrailVisibility.of(caller),
                before.upTo(),
                before.last(),
                null,
                limit);
    }

    /** What had arrived when the first page was read; of no interest when it is the only one. */
    private Uni<Long> upTo(@Nullable PageEnd before, boolean more) {
        if (before != null) {
            return Uni.createFrom().item(before.upTo());
        }
        return more ? trail.lastPosition() : Uni.createFrom().item(0L);
    }

    private static Page<Entry> page(
            List<TrailRow> rows, int limit, long upTo, Function<PageEnd, String> cursor) {
        return Page.of(
                rows,
                limit,
                row -> Entry.of(row.entry()),
                last -> cursor.apply(new PageEnd(last.cursor(), upTo)));
    }
}
