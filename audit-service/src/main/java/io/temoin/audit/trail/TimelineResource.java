// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.inspection.InspectionStream;
import io.temoin.audit.inspection.domain.InspectionEvent.TrailSearched;
import io.temoin.chassis.reading.ReadFrom;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.requests.Problems;
import io.temoin.eventsourcing.Rejected;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * What one call caused, as one story: from its decision on, by the links that the services recorded
 * themselves. A correlation id leads nowhere here, since its sender chose it (ADR 0036). The list
 * orders by the clocks of the services that acted, and a clock that is behind shows an effect
 * before its cause.
 */
@Path("/v1/timelines/{decision}")
@ReadFrom(TrailStore.class)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Trail")
public class TimelineResource {

    /** A call causes a few dozen entries; a story of more is not read. */
    private static final int LONGEST = 1000;

    /**
     * One story.
     *
     * @param complete false when it is longer than what is told; the list has the rest
     */
    @Schema(
            name = "Timeline",
            requiredProperties = {"items", "complete"})
    public record Story(List<Entry> items, boolean complete) {}

    private final TrailQueries trail;
    private final InspectionStream inspections;
    private final Callers callers;

    TimelineResource(TrailQueries trail, InspectionStream inspections, Callers callers) {
        this.trail = trail;
        this.inspections = inspections;
        this.callers = callers;
    }

    /** The entries of a call, causes first. */
    @GET
    @RolesAllowed({"dpo", "soc-analyst", "supervisor", "admin"})
    @Costly("searches")
    @Operation(
            operationId = "getTimeline",
            summary = "Everything one call caused, causes before effects",
            description =
                    "Starts with the decision and covers all services: what was done under it, what"
                            + " happened to the recordings made with its receipt, and what that caused"
                            + " in turn. The services recorded these links themselves; what a client"
                            + " claims, such as a correlation id, adds nothing. Causes come before"
                            + " effects and the events of a stream keep their order, even if the clocks"
                            + " of the services disagree; everything else is ordered by time. The"
                            + " request is itself recorded as an entry.")
    @APIResponse(
            responseCode = "200",
            description = "At most 1000 entries.",
            content = @Content(schema = @Schema(implementation = Story.class)))
    @Problems("timeline-unknown")
    public Uni<Story> timeline(
            @PathParam("decision") @Parameter(description = "The id of the call's decision.")
                    String decision) {
        Caller caller = callers.current();
        TrailQuestion question = TrailQuestion.of(TrailFilter.DECISION, decision);
        return trail.call(caller.tenant(), decision, TrailVisibility.of(caller), LONGEST + 1)
                .call(rows -> inspections.record(caller, look(question, rows)))
                .map(TimelineResource::story);
    }

    private static Story story(List<TrailRow> rows) {
        if (rows.isEmpty()) {
            throw new Rejected(
                    TrailProblem.TIMELINE_UNKNOWN, "The trail has no entries for this call.");
        }
        List<Entry> told = rows.stream().limit(LONGEST).map(row -> Entry.of(row.entry())).toList();
        return new Story(Timeline.of(told), rows.size() <= LONGEST);
    }

    /** On record also when nothing was found: to learn that is a look too. */
    private static TrailSearched look(TrailQuestion question, List<TrailRow> rows) {
        int shown = Math.min(rows.size(), LONGEST);
        return new TrailSearched(question.onRecord(), shown, null, null);
    }
}
