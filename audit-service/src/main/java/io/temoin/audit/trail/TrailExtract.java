// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.module.SimpleModule;
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
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.Caller;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.DateTimeException;
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

    /** What an organisation did, and what was done for the controllers it may act for. */
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

    private static final int LONGEST = 200;

    /** Takes what the query parameters take, and no numbers. */
    private static final class StrictInstant extends FromStringDeserializer<Instant> {

        private static final long serialVersionUID = 1;

        StrictInstant() {
            super(Instant.class);
        }

        @Override
        protected Instant _deserialize(String text, DeserializationContext context)
                throws IOException {
            try {
                return Instant.parse(text);
            } catch (DateTimeException _) {
                return (Instant)
                        context.handleWeirdStringValue(Instant.class, text, "not an instant");
            }
        }
    }

    private final TrailView trail;
    private final ObjectMapper json;

    TrailExtract(TrailView trail, ObjectMapper json) {
        this.trail = trail;
        this.json =
                json.copy()
                        .registerModule(
                                new SimpleModule()
                                        .addDeserializer(Instant.class, new StrictInstant()))
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /**
     * Refuses filters that the trail does not know or cannot read.
     *
     * @throws Rejected with a pointer into {@code filters}
     */
    public void check(Map<String, String> filters) {
        filters.forEach(
                (filter, value) -> {
                    if (value.isBlank() || value.length() > LONGEST) {
                        throw refused(filter, "A filter has 1 to 200 characters.");
                    }
                });
        question(filters);
    }

    /** How many entries the part has. */
    public Uni<Long> count(TenantId tenant, Part part) {
        return trail.countUpTo(tenant, question(part.filters()), part.sight(), part.upTo());
    }

    /** The entries of the part after a mark, at most {@code limit}; from the first on if none. */
    public Uni<List<Placed>> after(TenantId tenant, Part part, @Nullable Mark mark, int limit) {
        Place place = mark == null ? null : new Place(mark.at(), mark.position());
        return trail.listUpTo(
                        tenant, question(part.filters()), part.sight(), part.upTo(), place, limit)
                .map(rows -> rows.stream().map(TrailExtract::placed).toList());
    }

    private TrailQuestion question(Map<String, String> filters) {
        try {
            return json.convertValue(filters, TrailQuestion.class);
        } catch (IllegalArgumentException failure) {
            if (failure.getCause() instanceof UnrecognizedPropertyException unknown) {
                throw refused(unknown.getPropertyName(), "The trail has no such filter.");
            }
            if (failure.getCause() instanceof JsonMappingException unreadable
                    && !unreadable.getPath().isEmpty()) {
                throw refused(
                        unreadable.getPath().getFirst().getFieldName(),
                        "This filter does not take that; an instant is one such as"
                                + " 2026-11-24T09:00:00Z.");
            }
            throw failure;
        }
    }

    private static Rejected refused(String filter, String detail) {
        String escaped = filter.replace("~", "~0").replace("/", "~1");
        return ChassisProblem.REQUEST_INVALID.at("/filters/" + escaped, detail);
    }

    private static Placed placed(TrailView.Row row) {
        AuditEntry entry =
                new AuditEntry(
                        row.id,
                        new Who(row.actor, row.organisation, row.role),
                        new What(row.action, Outcome.valueOf(row.outcome), List.of(row.because)),
                        new Why(List.of(row.purposes), reason(row)),
                        new How(row.service, row.operation, row.channel),
                        new When(row.at, row.recordedAt),
                        row.workstation,
                        new Links(
                                row.controller,
                                row.subject,
                                row.recording,
                                row.decision,
                                row.consent),
                        new Trace(row.correlation, row.causation, row.stream, row.sequence));
        return new Placed(entry, new Mark(row.at, row.position));
    }

    private static @Nullable StatedReason reason(TrailView.Row row) {
        return row.reasonCode == null
                ? null
                : new StatedReason(row.reasonCode, row.reasonReference);
    }
}
