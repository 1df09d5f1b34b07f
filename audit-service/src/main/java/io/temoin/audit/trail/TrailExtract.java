// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.Rejected;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The trail for those who take a part of it away: as it was at one moment, from its oldest entry
 * on, in pieces of any size. Needs a Vert.x context.
 */
@ApplicationScoped
public class TrailExtract {

    /**
     * The part that is taken.
     *
     * @param filters by the names of the query parameters of the list of entries
     * @param visibility what the asker may see
     * @param upTo the last position that was given at that moment
     */
    public record Part(Map<String, String> filters, TrailVisibility visibility, long upTo) {}

    /**
     * What a look found, which may be nothing.
     *
     * @param reached where the next look begins; {@code null} when nothing is left to look through
     */
    public record Batch(List<TrailRow> entries, @Nullable TrailCursor reached) {}

    private final TrailQueries trail;

    TrailExtract(TrailQueries trail) {
        this.trail = trail;
    }

    /**
     * Refuses filters that the trail does not know or cannot read.
     *
     * @throws Rejected with a pointer into {@code filters}
     */
    public void check(Map<String, String> filters) {
        TrailQuestion.named(filters);
    }

    /** How many entries the part has. */
    public Uni<Long> count(TenantId tenant, Part part) {
        return trail.countUpTo(
                tenant, TrailQuestion.named(part.filters()), part.visibility(), part.upTo());
    }

    /**
     * Looks for entries of the part after a cursor; from the first on if none. Of a large trail it
     * looks through a stretch, so that few entries among many are not waited for in one statement.
     *
     * @param limit how many entries at most
     * @param stretch how many entries of the trail are looked through, whatever they tell
     */
    public Uni<Batch> after(
            TenantId tenant, Part part, @Nullable TrailCursor cursor, int limit, int stretch) {
        return trail.cursorUpTo(tenant, part.upTo(), cursor, stretch)
                .flatMap(last -> within(tenant, part, cursor, last.orElse(null), limit));
    }

    private Uni<Batch> within(
            TenantId tenant,
            Part part,
            @Nullable TrailCursor after,
            @Nullable TrailCursor last,
            int limit) {
        return trail.listUpTo(
                        tenant,
                        TrailQuestion.named(part.filters()),
                        part.visibility(),
                        part.upTo(),
                        after,
                        last,
                        limit)
                .map(entries -> new Batch(entries, reached(entries, last, limit)));
    }

    /** There may be more in a stretch of which a look is full. */
    private static @Nullable TrailCursor reached(
            List<TrailRow> entries, @Nullable TrailCursor last, int limit) {
        return entries.size() == limit ? entries.getLast().cursor() : last;
    }
}
