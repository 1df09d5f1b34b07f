// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.intake.domain.AuditEntry.How;
import io.temoin.audit.intake.domain.AuditEntry.Links;
import io.temoin.audit.intake.domain.AuditEntry.StatedReason;
import io.temoin.audit.intake.domain.AuditEntry.Trace;
import io.temoin.audit.intake.domain.AuditEntry.What;
import io.temoin.audit.intake.domain.AuditEntry.When;
import io.temoin.audit.intake.domain.AuditEntry.Who;
import io.temoin.audit.intake.domain.AuditEntry.Why;
import io.temoin.audit.intake.domain.Outcome;
import io.temoin.audit.trail.TrailQuestion.Cursor;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
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

    /** A place in the order of the trail. */
    public record Mark(Instant at, long position) {}

    /** An entry and its cursor. */
    public record MarkedEntry(AuditEntry entry, Mark mark) {}

    /**
     * What a look found, which may be nothing.
     *
     * @param reached where the next look begins; {@code null} when nothing is left to look through
     */
    public record Batch(List<MarkedEntry> entries, @Nullable Mark reached) {}

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
     * Looks for entries of the part after a mark; from the first on if none. Of a large trail it
     * looks through a stretch, so that few entries among many are not waited for in one statement.
     *
     * @param limit how many entries at most
     * @param stretch how many entries of the trail are looked through, whatever they tell
     */
    public Uni<Batch> after(
            TenantId tenant, Part part, @Nullable Mark mark, int limit, int stretch) {
        Cursor cursor = mark == null ? null : new Cursor(mark.at(), mark.position());
        return trail.cursorUpTo(tenant, part.upTo(), cursor, stretch)
                .flatMap(last -> within(tenant, part, cursor, last.orElse(null), limit));
    }

    private Uni<Batch> within(
            TenantId tenant, Part part, @Nullable Cursor after, @Nullable Cursor last, int limit) {
        return trail.listUpTo(
                        tenant,
                        TrailQuestion.named(part.filters()),
                        part.visibility(),
                        part.upTo(),
                        after,
                        last,
                        limit)
                .map(rows -> rows.stream().map(TrailExtract::placed).toList())
                .map(entries -> new Batch(entries, reached(entries, last, limit)));
    }

    /** There may be more in a stretch of which a look is full. */
    private static @Nullable Mark reached(
            List<MarkedEntry> entries, @Nullable Cursor last, int limit) {
        if (entries.size() == limit) {
            return entries.getLast().mark();
        }
        return last == null ? null : new Mark(last.at(), last.position());
    }

    private static MarkedEntry placed(TrailRow row) {
        AuditEntry entry =
                new AuditEntry(
                        row.id(),
                        new Who(row.actor(), row.organisation(), row.role()),
                        new What(row.action(), Outcome.valueOf(row.outcome()), row.because()),
                        new Why(row.purposes(), reason(row)),
                        new How(row.service(), row.operation(), row.channel()),
                        new When(row.at(), row.recordedAt()),
                        row.workstation(),
                        new Links(
                                row.controller(),
                                row.subject(),
                                row.recording(),
                                row.decision(),
                                row.consent()),
                        new Trace(row.correlation(), row.causation(), row.stream(), row.sequence()),
                        row.reportedBy());
        return new MarkedEntry(entry, new Mark(row.at(), row.position()));
    }

    private static @Nullable StatedReason reason(TrailRow row) {
        return row.reasonCode() == null
                ? null
                : new StatedReason(row.reasonCode(), row.reasonReference());
    }
}
