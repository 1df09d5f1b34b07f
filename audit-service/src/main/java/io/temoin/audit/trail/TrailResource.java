// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.trail.TrailQuestion.Place;
import io.temoin.audit.trail.TrailQuestion.Sight;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Cursors;
import io.temoin.chassis.requests.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The trail: who did what, why, how, when and from which workstation. */
@Path("/v1/entries")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Trail", description = "Who did what, why, how, when and from which workstation")
public class TrailResource {

    private static final String LIST = "entries";

    /** What to narrow the list by; all given conditions must hold. */
    public static final class Filter {

        @QueryParam("recording")
        @Parameter(
                description =
                        "Entries of this recording, of the call decision and of the consent it rests on.")
        @Nullable String recording;

        @QueryParam("subject")
        @Parameter(description = "Pseudonym of the data subject.")
        @Nullable String subject;

        @QueryParam("actor")
        @Parameter(description = "Pseudonymous id of the person or service account that acted.")
        @Nullable String actor;

        @QueryParam("workstation")
        @Parameter(description = "The equipment the action came from.")
        @Nullable String workstation;

        @QueryParam("purpose")
        @Parameter(description = "A purpose the action served.")
        @Nullable String purpose;

        @QueryParam("correlation")
        @Parameter(description = "Everything that one call of the outside world caused.")
        @Nullable String correlation;

        @QueryParam("service")
        @Parameter(
                description =
                        "consent, recording or retention; x- and the source of an own system.")
        @Nullable String service;

        @QueryParam("action")
        @Parameter(description = "What was done, such as LISTENING_REFUSED.")
        @Nullable String action;

        @QueryParam("from")
        @Parameter(description = "Not before this instant (RFC 3339).")
        @Nullable String from;

        @QueryParam("to")
        @Parameter(description = "Before this instant (RFC 3339).")
        @Nullable String to;

        TrailQuestion question() {
            return new TrailQuestion(
                    recording,
                    subject,
                    actor,
                    workstation,
                    purpose,
                    correlation,
                    service,
                    action,
                    instant("from", from),
                    instant("to", to));
        }

        private static @Nullable Instant instant(String parameter, @Nullable String text) {
            try {
                return text == null ? null : Instant.parse(text);
            } catch (DateTimeException _) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        parameter, parameter + " is an instant such as 2026-11-24T09:00:00Z.");
            }
        }
    }

    /**
     * One line of the trail.
     *
     * @param id id of the event it was made from
     * @param at when it happened
     * @param recordedAt when it entered the trail
     * @param service where it was done
     * @param action what was done; open for extension
     * @param outcome ALLOWED, REFUSED, DONE or UNCLASSIFIED; open for extension
     * @param because codes of the rules that led to the outcome
     * @param actor who did it, a pseudonymous id
     * @param organisation the party the actor works for
     * @param role the roles the actor had
     * @param purposes the purposes it served
     * @param reason the reason the actor stated
     * @param reportedBy the account that handed the entry in; only where that was not the suite
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "Entry",
            requiredProperties = {
                "id",
                "at",
                "recordedAt",
                "service",
                "action",
                "outcome",
                "because",
                "actor",
                "organisation",
                "role",
                "purposes",
                "how",
                "correlationId",
                "stream",
                "sequence"
            })
    public record Entry(
            String id,
            Instant at,
            Instant recordedAt,
            String service,
            String action,
            String outcome,
            List<String> because,
            String actor,
            String organisation,
            String role,
            @Nullable String workstation,
            @Nullable String controller,
            @Nullable String subject,
            @Nullable String recording,
            @Nullable String decision,
            @Nullable String consent,
            List<String> purposes,
            @Nullable Reason reason,
            How how,
            String correlationId,
            @Nullable String causationId,
            String stream,
            long sequence,
            @Nullable String reportedBy) {

        static Entry of(TrailView.Row row) {
            return new Entry(
                    row.id,
                    row.at,
                    row.recordedAt,
                    row.service,
                    row.action,
                    row.outcome,
                    List.of(row.because),
                    row.actor,
                    row.organisation,
                    row.role,
                    row.workstation,
                    row.controller,
                    row.subject,
                    row.recording,
                    row.decision,
                    row.consent,
                    List.of(row.purposes),
                    row.reasonCode == null ? null : new Reason(row.reasonCode, row.reasonReference),
                    new How(row.operation, row.channel),
                    row.correlation,
                    row.causation,
                    row.stream,
                    row.sequence,
                    row.reportedBy);
        }
    }

    /** A page as the OpenAPI document shows it. */
    @Schema(name = "Entries", requiredProperties = "items")
    public record Entries(List<Entry> items, @Nullable String next) {}

    /** A stated reason: a code and the reference of a ticket or case. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Reason(String code, @Nullable String reference) {}

    /** The event that recorded the action, and the channel it came through. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record How(String operation, @Nullable String channel) {}

    private final TrailView trail;
    private final Callers callers;
    private final Cursors cursors;

    TrailResource(TrailView trail, Callers callers, Cursors cursors) {
        this.trail = trail;
        this.callers = callers;
        this.cursors = cursors;
    }

    /** A page of the trail. */
    @GET
    @RolesAllowed({"dpo", "soc-analyst", "supervisor", "admin"})
    @Operation(
            operationId = "listEntries",
            summary = "Who did what, oldest first",
            description =
                    "A supervisor sees what the own organisation did and what was done for the"
                            + " controllers it may act for; the other roles see their tenant.")
    @APIResponse(
            responseCode = "200",
            description = "Oldest first; Link rel=next leads to the next page.",
            content =
                    @Content(
                            schema = @Schema(implementation = Entries.class),
                            examples =
                                    @ExampleObject(name = "listening", value = TrailExamples.PAGE)))
    @APIResponse(responseCode = "400", description = "cursor-invalid, request-invalid")
    public Uni<RestResponse<Page<Entry>>> list(
            @BeanParam Filter filter,
            @QueryParam("cursor") @Parameter(description = "From the page before.")
                    @Nullable String cursor,
            @QueryParam("limit") @Parameter(description = "1 to 200, 50 if left out.")
                    @Nullable Integer limit,
            @Context UriInfo uri) {
        Caller caller = callers.current();
        int wanted = Cursors.limit(limit);
        Place after = place(cursors.decode(caller.tenant(), LIST, cursor));
        return trail.list(caller.tenant(), filter.question(), Sight.of(caller), after, wanted + 1)
                .map(rows -> page(caller, rows, wanted).answer(uri.getRequestUri()));
    }

    /** One line of the trail. */
    @GET
    @Path("/{id}")
    @RolesAllowed({"dpo", "soc-analyst", "supervisor", "admin"})
    @Operation(operationId = "getEntry", summary = "One entry of the trail")
    @APIResponse(
            responseCode = "200",
            description = "The entry.",
            content =
                    @Content(
                            schema = @Schema(implementation = Entry.class),
                            examples =
                                    @ExampleObject(
                                            name = "listening",
                                            value = TrailExamples.ENTRY)))
    @APIResponse(responseCode = "404", description = "entry-unknown")
    public Uni<Entry> entry(@PathParam("id") String id) {
        Caller caller = callers.current();
        return trail.entry(caller.tenant(), id, Sight.of(caller)).map(Entry::of);
    }

    private Page<Entry> page(Caller caller, List<TrailView.Row> rows, int wanted) {
        return Page.of(
                rows,
                wanted,
                Entry::of,
                last ->
                        cursors.encode(
                                caller.tenant(),
                                LIST,
                                List.of(last.at.toString(), Long.toString(last.position))));
    }

    private static @Nullable Place place(List<String> keys) {
        return keys.isEmpty()
                ? null
                : new Place(Instant.parse(keys.getFirst()), Long.parseLong(keys.getLast()));
    }
}
