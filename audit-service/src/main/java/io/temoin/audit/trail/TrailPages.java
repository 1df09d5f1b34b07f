// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.inspection.InspectionStream;
import io.temoin.audit.inspection.domain.InspectionEvent.TrailSearched;
import io.temoin.audit.trail.TrailExtract.Mark;
import io.temoin.audit.trail.TrailQuestion.Place;
import io.temoin.audit.trail.TrailQuestion.Sight;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Page;
import jakarta.enterprise.context.ApplicationScoped;
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
    public record Kept(UUID id, Map<String, String> filters) {}

    private final TrailList trail;
    private final InspectionStream inspections;

    TrailPages(TrailList trail, InspectionStream inspections) {
        this.trail = trail;
        this.inspections = inspections;
    }

    /**
     * A page that answers a kept question.
     *
     * @param after the last entry of the page before; {@code null} for the first page
     * @param limit how many entries at most
     * @param cursor of the place after an entry
     * @throws io.temoin.eventsourcing.Rejected when the trail does not know a filter any more
     */
    public Uni<Page<Entry>> of(
            Caller caller,
            Kept kept,
            @Nullable Mark after,
            int limit,
            Function<Mark, String> cursor) {
        Place place = after == null ? null : new Place(after.at(), after.position());
        return of(caller, TrailQuestion.named(kept.filters()), kept.id(), place, limit, cursor);
    }

    /** A page that answers a question of now. */
    Uni<Page<Entry>> of(
            Caller caller,
            TrailQuestion question,
            @Nullable Place after,
            int limit,
            Function<Mark, String> cursor) {
        return of(caller, question, null, after, limit, cursor);
    }

    /**
     * The look is on record before its answer is given, or there is none. So is every page that
     * follows, with the whole question: a cursor is a place and no question, whoever holds one may
     * ask another from there, and what is on a later page was disclosed as much as what is on the
     * first.
     */
    private Uni<Page<Entry>> of(
            Caller caller,
            TrailQuestion question,
            @Nullable UUID savedSearch,
            @Nullable Place after,
            int limit,
            Function<Mark, String> cursor) {
        return trail.list(caller.tenant(), question, Sight.of(caller), after, limit + 1)
                .map(
                        rows ->
                                Page.of(
                                        rows,
                                        limit,
                                        Entry::of,
                                        last -> cursor.apply(new Mark(last.at(), last.position()))))
                .call(
                        page ->
                                inspections.record(
                                        caller,
                                        new TrailSearched(
                                                question.onRecord(),
                                                page.items().size(),
                                                after == null ? null : after.at(),
                                                savedSearch)));
    }
}
