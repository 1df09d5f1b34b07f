// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.export.ExportRow.Details;
import io.temoin.audit.export.ExportStore.Cursor;
import io.temoin.audit.export.domain.Export;
import io.temoin.audit.export.domain.ExportCommand.RemoveExport;
import io.temoin.audit.export.domain.ExportCommand.RequestExport;
import io.temoin.audit.export.domain.ExportEvent;
import io.temoin.audit.export.domain.ExportEvent.ExportRequested;
import io.temoin.audit.export.domain.ExportFormat;
import io.temoin.audit.export.domain.ExportProblem;
import io.temoin.audit.export.domain.ExportReason;
import io.temoin.audit.intake.SearchedPersons;
import io.temoin.audit.intake.SearchedPersons.Sealed;
import io.temoin.audit.trail.TrailExtract;
import io.temoin.audit.trail.TrailVisibility;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.requests.Cursors;
import io.temoin.chassis.requests.FreeValues;
import io.temoin.chassis.requests.Page;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.RevocationChecked;
import io.temoin.chassis.requests.StepUp;
import io.temoin.eventsourcing.JsonPointers;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.RecordedEvent;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Exports: asked for with a reason, written by a job, and how far that is. */
@Path("/v1/exports")
@Tag(name = "Exports", description = "Parts of the trail as files")
@RevocationChecked
public class ExportResource {

    private static final String LIST = "exports";

    /** Why somebody wants an export. */
    @Schema(name = "ExportRequestReason")
    public record Reason(
            @NotNull @Pattern(regexp = "[A-Z][A-Z0-9_]{0,62}") String code,
            @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._/-]{0,63}") String reference) {

        private void refusePersonal() {
            FreeValues.impersonalReason(code, reference);
        }
    }

    /**
     * What is asked for.
     *
     * @param filters names and values of the query parameters of {@code GET /v1/entries}, all of
     *     which must hold; everything the asker sees when there are none
     */
    @Schema(name = "ExportRequest")
    public record Request(
            @NotNull ExportFormat format,
            @Nullable Map<String, @Nullable String> filters,
            @NotNull @Valid Reason reason) {

        /** Those that narrow. */
        private Map<String, String> narrowing() {
            Map<String, String> narrowing = new TreeMap<>();
            if (filters != null) {
                filters.forEach(
                        (filter, value) -> {
                            if (value == null) { // meant to narrow, and would match everything
                                throw ChassisProblem.REQUEST_INVALID.at(
                                        JsonPointers.member("/filters", filter),
                                        "A filter must have a value.");
                            }
                            narrowing.put(filter, value);
                        });
            }
            return narrowing;
        }
    }

    /** A page as the OpenAPI document shows it. */
    @Schema(name = "Exports", requiredProperties = "items")
    public record Exports(List<ExportAnswer> items, @Nullable String next) {}

    private final ExportStream streams;
    private final ExportStore exports;
    private final ExportRemovals removals;
    private final TrailExtract trail;
    private final SearchedPersons persons;
    private final Callers callers;
    private final Commands commands;
    private final StepUp stepUp;
    private final Cursors cursors;
    private final Clock clock;

    ExportResource(
            ExportStream streams,
            ExportStore exports,
            ExportRemovals removals,
            TrailExtract trail,
            SearchedPersons persons,
            Callers callers,
            Commands commands,
            StepUp stepUp,
            Cursors cursors,
            Clock clock) {
        this.streams = streams;
        this.exports = exports;
        this.removals = removals;
        this.trail = trail;
        this.persons = persons;
        this.callers = callers;
        this.commands = commands;
        this.stepUp = stepUp;
        this.cursors = cursors;
        this.clock = clock;
    }

    /** Has an export written. */
    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "soc-analyst", "supervisor", "admin"})
    @Costly("exports")
    @Operation(
            operationId = "requestExport",
            summary = "Export a part of the trail as a file",
            description =
                    "The file contains what the caller can see of the trail at this moment. The"
                            + " request is recorded before the file is written.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = Request.class)))
    @APIResponse(
            responseCode = "202",
            description = "Recorded; Location gives the address at which to follow its progress.",
            headers = {@Header(name = "Location"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = ExportAnswer.class)))
    @Problems("insufficient-user-authentication")
    public Uni<RestResponse<ExportAnswer>> request(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid Request request) {
        Caller caller = callers.current();
        stepUp.require(caller);
        Map<String, String> filters = request.narrowing();
        trail.check(filters);
        request.reason().refusePersonal();
        // The key of one person is not that of another: they may not see the same.
        EventMetadata metadata =
                commands.of(caller, "requestExport/" + caller.actor(), key, request);
        UUID export = metadata.commandId();
        return exports.lastPosition()
                .flatMap(
                        upTo ->
                                persons.seal(metadata.tenant(), export + ".0", filters)
                                        .map(told -> command(export, request, told, caller))
                                        .flatMap(told -> streams.handle(export, told, metadata))
                                        .call(made -> open(caller, made.only(), filters, upTo)))
                .flatMap(decision -> accepted(caller, export, decision));
    }

    private static RequestExport command(
            UUID export, Request request, Sealed sealed, Caller caller) {
        return new RequestExport(
                export,
                request.format(),
                sealed.plain(),
                new ExportReason(request.reason().code(), request.reason().reference()),
                ExportRow.scope(TrailVisibility.of(caller)),
                sealed.persons());
    }

    /**
     * From what is recorded, so that a repeated request makes good what a crash left out after the
     * record. By then somebody may be erased whom it names.
     *
     * @param filters as they were asked: a key that comes again comes with the same
     * @param upTo read before the record: the request itself is an entry, and not in its own file
     */
    private Uni<Void> open(
            Caller caller,
            RecordedEvent<ExportEvent> recorded,
            Map<String, String> filters,
            long upTo) {
        if (!(recorded.event() instanceof ExportRequested wanted)) {
            throw new IllegalStateException("a request causes one event of its kind");
        }
        Details asked =
                new Details(
                        wanted.format(),
                        filters,
                        wanted.scope(),
                        recorded.metadata().actor().id(),
                        wanted.reason(),
                        recorded.metadata().correlation(),
                        recorded.metadata().at());
        return exports.open(caller.tenant(), wanted.export(), asked, upTo)
                .chain(() -> removals.withdrawNaming(caller.tenant(), wanted.export(), asked))
                .replaceWithVoid();
    }

    private Uni<RestResponse<ExportAnswer>> accepted(
            Caller caller, UUID id, CommandOutcome<Export, ExportEvent> decision) {
        return shown(caller, id)
                .map(
                        export ->
                                Answers.accepted(decision, ExportAnswer.of(export))
                                        .header("Location", "/v1/exports/" + id)
                                        .build());
    }

    /** How far an export is. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Path("/{id}")
    @RolesAllowed({"dpo", "soc-analyst", "supervisor", "admin"})
    @Operation(operationId = "getExport", summary = "An export and its progress")
    @APIResponse(
            responseCode = "200",
            description = "The export.",
            content = @Content(schema = @Schema(implementation = ExportAnswer.class)))
    @Problems("export-unknown")
    public Uni<ExportAnswer> export(@PathParam("id") UUID id) {
        return shown(callers.current(), id).map(ExportAnswer::of);
    }

    /** Stops an export, or takes its file away. */
    @DELETE
    @Path("/{id}")
    @RolesAllowed({"dpo", "soc-analyst", "supervisor", "admin"})
    @Operation(
            operationId = "deleteExport",
            summary = "Cancel an export, or delete its file early",
            description =
                    "Open to the user who requested the export and to a dpo. Data already written"
                            + " is deleted immediately; the export stays in the list, with the user"
                            + " who deleted it and the time. If there is nothing left to delete,"
                            + " the request has no effect.")
    @APIResponse(responseCode = "204", description = "There is no file, and none will be written.")
    @Problems({"concurrent-change", "export-of-another", "export-unknown"})
    public Uni<Void> delete(@PathParam("id") UUID id) {
        Caller caller = callers.current();
        return shown(caller, id)
                .flatMap(
                        export ->
                                removals.remove(
                                        id,
                                        removal(caller, export),
                                        commands.natural(caller, "deleteExport", id.toString())));
    }

    /** Not by everybody who sees it: the file is perhaps what an investigation of them rests on. */
    private RemoveExport removal(Caller caller, ExportRow export) {
        if (!caller.has("dpo") && !export.asked().actor().equals(caller.actor())) {
            throw ExportProblem.ofAnother();
        }
        return new RemoveExport(export.isExpired(clock.instant()));
    }

    /** A page of the exports. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "soc-analyst", "supervisor", "admin"})
    @Operation(
            operationId = "listExports",
            summary = "Exports, newest first",
            description =
                    "With the claim tenant_wide: the exports of the tenant; otherwise the caller's"
                            + " own.")
    @APIResponse(
            responseCode = "200",
            description = "Newest first; Link rel=next leads to the next page.",
            content = @Content(schema = @Schema(implementation = Exports.class)))
    public Uni<RestResponse<Page<ExportAnswer>>> list(
            @QueryParam("cursor") @Parameter(description = "From the previous page.")
                    @Nullable String cursor,
            @QueryParam("limit") @Parameter(description = "1 to 200, by default 50.")
                    @Nullable Integer limit,
            @Context UriInfo uri) {
        Caller caller = callers.current();
        int wanted = Cursors.limit(limit);
        Cursor after = parse(cursors.decode(caller.tenant(), LIST, cursor));
        return exports.list(
                        caller.tenant(),
                        caller.actor(),
                        TrailVisibility.of(caller),
                        after,
                        wanted + 1)
                .map(
                        rows ->
                                Page.of(
                                                rows,
                                                wanted,
                                                ExportAnswer::of,
                                                last -> cursor(caller, last))
                                        .answer(uri.getRequestUri()));
    }

    private String cursor(Caller caller, ExportRow last) {
        return cursors.encode(
                caller.tenant(), LIST, List.of(last.asked().at().toString(), last.id().toString()));
    }

    private static @Nullable Cursor parse(List<String> keys) {
        return keys.isEmpty()
                ? null
                : new Cursor(Instant.parse(keys.getFirst()), UUID.fromString(keys.getLast()));
    }

    private Uni<ExportRow> shown(Caller caller, UUID id) {
        return exports.find(caller.tenant(), id)
                .map(
                        found ->
                                found.filter(row -> isShown(row, caller))
                                        .orElseThrow(ExportProblem::unknown));
    }

    private static boolean isShown(ExportRow row, Caller caller) {
        return row.isShownTo(caller.actor(), TrailVisibility.of(caller));
    }
}
