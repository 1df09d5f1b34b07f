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
import io.temoin.audit.trail.TrailQuestion.Place;
import io.temoin.audit.trail.TrailQuestion.Sight;
import io.temoin.chassis.requests.Caller;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
     * @param own how far the asker sees; the whole tenant when it is {@code null}
     * @param upTo the last position that was given at that moment
     */
    public record Part(Map<String, String> filters, @Nullable Own own, long upTo) {

        private Sight sight() {
            return own == null
                    ? new Sight.WholeTenant()
                    : new Sight.OwnAffairs(own.organisation(), own.controllers());
        }
    }

    /** What was done for an organisation, and what it did for these controllers. */
    public record Own(String organisation, Set<String> controllers) {}

    /** How far a caller sees; {@code null} when that is the whole tenant. */
    public static @Nullable Own reach(Caller caller) {
        return switch (Sight.of(caller)) {
            case Sight.WholeTenant _ -> null;
            case Sight.OwnAffairs(var organisation, var controllers) ->
                    new Own(organisation, controllers);
        };
    }

    /** A place in the order of the trail. */
    public record Mark(Instant at, long position) {}

    /** An entry and its place. */
    public record Placed(AuditEntry entry, Mark mark) {}

    /**
     * What a look found, which may be nothing.
     *
     * @param reached where the next look begins; {@code null} when nothing is left to look through
     */
    public record Found(List<Placed> entries, @Nullable Mark reached) {}

    private final TrailList trail;

    TrailExtract(TrailList trail) {
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
                tenant, TrailQuestion.named(part.filters()), part.sight(), part.upTo());
    }

    /**
     * Looks for entries of the part after a mark; from the first on if none. Of a large trail it
     * looks through a stretch, so that few entries among many are not waited for in one statement.
     *
     * @param limit how many entries at most
     * @param stretch how many entries of the trail are looked through, whatever they tell
     */
    public Uni<Found> after(
            TenantId tenant, Part part, @Nullable Mark mark, int limit, int stretch) {
        Place place = mark == null ? null : new Place(mark.at(), mark.position());
        return trail.placeUpTo(tenant, part.upTo(), place, stretch)
                .flatMap(last -> within(tenant, part, place, last.orElse(null), limit));
    }

    private Uni<Found> within(
            TenantId tenant, Part part, @Nullable Place after, @Nullable Place last, int limit) {
        return trail.listUpTo(
                        tenant,
                        TrailQuestion.named(part.filters()),
                        part.sight(),
                        part.upTo(),
                        after,
                        last,
                        limit)
                .map(rows -> rows.stream().map(TrailExtract::placed).toList())
                .map(entries -> new Found(entries, reached(entries, last, limit)));
    }

    /** There may be more in a stretch of which a look is full. */
    private static @Nullable Mark reached(List<Placed> entries, @Nullable Place last, int limit) {
        if (entries.size() == limit) {
            return entries.getLast().mark();
        }
        return last == null ? null : new Mark(last.at(), last.position());
    }

    private static Placed placed(TrailRow row) {
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
        return new Placed(entry, new Mark(row.at(), row.position()));
    }

    private static @Nullable StatedReason reason(TrailRow row) {
        return row.reasonCode() == null
                ? null
                : new StatedReason(row.reasonCode(), row.reasonReference());
    }
}
