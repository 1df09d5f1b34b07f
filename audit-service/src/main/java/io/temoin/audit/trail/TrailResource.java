// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.inspection.InspectionStream;
import io.temoin.audit.inspection.domain.InspectionEvent.TrailEntryRead;
import io.temoin.audit.trail.TrailPages.PageEnd;
import io.temoin.chassis.reading.ReadFrom;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.requests.Cursors;
import io.temoin.chassis.requests.Page;
import io.temoin.chassis.requests.Problems;
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
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The trail: who did what, why, how, when and from which workstation. */
@Path("/v1/entries")
@ReadFrom(TrailStore.class)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Trail", description = "Who did what, why, how, when and from which workstation")
public class TrailResource {

    private static final String LIST = "entries";

    /** What to narrow the list by; all given conditions must hold. */
    public static final class Filter {

        @QueryParam("recording")
        @Parameter(
                description =
                        "Entries about this recording, its call decision and the consent that"
                                + " decision rests on.",
                schema = @Schema(pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"))
        @Nullable String recording;

        @QueryParam("subject")
        @Parameter(description = "Pseudonym of the data subject.")
        @Nullable String subject;

        @QueryParam("decision")
        @Parameter(
                description = "The call decision; includes recordings that rest on it.",
                schema = @Schema(pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"))
        @Nullable String decision;

        @QueryParam("consent")
        @Parameter(
                description = "The consent; includes decisions and recordings that rest on it.",
                schema = @Schema(pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"))
        @Nullable String consent;

        @QueryParam("controller")
        @Parameter(description = "The controller on whose behalf it was done.")
        @Nullable String controller;

        @QueryParam("actor")
        @Parameter(description = "Pseudonymous id of the person or service account that acted.")
        @Nullable String actor;

        @QueryParam("organisation")
        @Parameter(description = "The party the actor works for.")
        @Nullable String organisation;

        @QueryParam("role")
        @Parameter(description = "A role the actor had.")
        @Nullable String role;

        @QueryParam("workstation")
        @Parameter(description = "The workstation the action came from.")
        @Nullable String workstation;

        @QueryParam("purpose")
        @Parameter(description = "A purpose the action served.")
        @Nullable String purpose;

        @QueryParam("reason")
        @Parameter(description = "Code of the reason the actor stated.")
        @Nullable String reason;

        @QueryParam("reasonReference")
        @Parameter(description = "The ticket or case the actor stated.")
        @Nullable String reasonReference;

        @QueryParam("service")
        @Parameter(
                description =
                        "consent, recording, retention or audit; for a customer's own system, x-"
                                + " and its source.")
        @Nullable String service;

        @QueryParam("action")
        @Parameter(description = "What was done, such as LISTENING_REFUSED.")
        @Nullable String action;

        @QueryParam("outcome")
        @Parameter(
                description = "ALLOWED, REFUSED, DONE or UNCLASSIFIED.",
                schema = @Schema(enumeration = {"ALLOWED", "REFUSED", "DONE", "UNCLASSIFIED"}))
        @Nullable String outcome;

        @QueryParam("correlation")
        @Parameter(
                description =
                        "Everything caused by one external request, and entries of other requests"
                                + " that claim its id, which are marked.")
        @Nullable String correlation;

        @QueryParam("looks")
        @Parameter(
                description = "false leaves out entries about reads of the trail.",
                schema = @Schema(type = SchemaType.BOOLEAN))
        @Nullable String looks;

        @QueryParam("from")
        @Parameter(
                description = "Not before this instant (RFC 3339).",
                schema = @Schema(format = "date-time"))
        @Nullable String from;

        @QueryParam("to")
        @Parameter(
                description = "Before this instant (RFC 3339).",
                schema = @Schema(format = "date-time"))
        @Nullable String to;

        /** The question; a parameter that is no filter was refused before. */
        TrailQuestion question() {
            Map<TrailFilter, String> filters = new EnumMap<>(TrailFilter.class);
            for (TrailFilter filter : TrailFilter.values()) {
                @Nullable String value = value(filter);
                if (value != null) {
                    filters.put(filter, value);
                }
            }
            return new TrailQuestion(filters);
        }

        private @Nullable String value(TrailFilter filter) {
            return switch (filter) {
                case RECORDING -> recording;
                case SUBJECT -> subject;
                case DECISION -> decision;
                case CONSENT -> consent;
                case CONTROLLER -> controller;
                case ACTOR -> actor;
                case ORGANISATION -> organisation;
                case ROLE -> role;
                case WORKSTATION -> workstation;
                case PURPOSE -> purpose;
                case REASON -> reason;
                case REASON_REFERENCE -> reasonReference;
                case SERVICE -> service;
                case ACTION -> action;
                case OUTCOME -> outcome;
                case CORRELATION -> correlation;
                case LOOKS -> looks;
                case FROM -> from;
                case TO -> to;
            };
        }
    }

    /** A page as the OpenAPI document shows it. */
    @Schema(name = "Entries", requiredProperties = "items")
    public record Entries(List<Entry> items, @Nullable String next) {}

    private final TrailQueries trail;
    private final TrailPages pages;
    private final InspectionStream inspections;
    private final Callers callers;
    private final Cursors cursors;

    TrailResource(
            TrailQueries trail,
            TrailPages pages,
            InspectionStream inspections,
            Callers callers,
            Cursors cursors) {
        this.trail = trail;
        this.pages = pages;
        this.inspections = inspections;
        this.callers = callers;
        this.cursors = cursors;
    }

    /** A page of the trail. */
    @GET
    @RolesAllowed({"dpo", "soc-analyst", "supervisor", "admin"})
    @Costly("searches")
    @Operation(
            operationId = "listEntries",
            summary = "Entries of the trail, oldest first",
            description =
                    "Each page shown is itself recorded as an entry; later pages show only what had"
                            + " arrived when the first was read. With the claim tenant_wide,"
                            + " callers see the whole tenant; otherwise what was done for their"
                            + " organisation as the controller, and, as long as an agreement in"
                            + " force covers it, what it did itself for others.")
    @APIResponse(
            responseCode = "200",
            description = "Oldest first; Link rel=next leads to the next page.",
            content = @Content(schema = @Schema(implementation = Entries.class)))
    public Uni<RestResponse<Page<Entry>>> list(
            @BeanParam Filter filter,
            @QueryParam("cursor") @Parameter(description = "From the previous page.")
                    @Nullable String cursor,
            @QueryParam("limit") @Parameter(description = "1 to 200, by default 50.")
                    @Nullable Integer limit,
            @Context UriInfo uri) {
        Caller caller = callers.current();
        TrailQuestion question = filter.question();
        int wanted = Cursors.limit(limit);
        PageEnd before = pageEnd(cursors.decode(caller.tenant(), LIST, cursor));
        return pages.find(caller, question, before, wanted, end -> cursor(caller, end))
                .map(page -> page.answer(uri.getRequestUri()));
    }

    /** One line of the trail. */
    @GET
    @Path("/{id}")
    @RolesAllowed({"dpo", "soc-analyst", "supervisor", "admin"})
    @Operation(operationId = "getEntry", summary = "One entry of the trail")
    @APIResponse(
            responseCode = "200",
            description = "The entry.",
            content = @Content(schema = @Schema(implementation = Entry.class)))
    @Problems("entry-unknown")
    public Uni<Entry> entry(@PathParam("id") String id) {
        Caller caller = callers.current();
        return trail.entry(caller.tenant(), id, TrailVisibility.of(caller))
                .map(row -> Entry.of(row.entry()))
                .call(
                        entry ->
                                inspections.record(
                                        caller,
                                        new TrailEntryRead(
                                                entry.id(), entry.subject(), entry.recording())));
    }

    private String cursor(Caller caller, PageEnd end) {
        return cursors.encode(
                caller.tenant(),
                LIST,
                List.of(
                        end.last().at().toString(),
                        Long.toString(end.last().position()),
                        Long.toString(end.upTo())));
    }

    private static @Nullable PageEnd pageEnd(List<String> keys) {
        return keys.isEmpty()
                ? null
                : new PageEnd(
                        new TrailCursor(Instant.parse(keys.get(0)), Long.parseLong(keys.get(1))),
                        Long.parseLong(keys.get(2)));
    }
}
