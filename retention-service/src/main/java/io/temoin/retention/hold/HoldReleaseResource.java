// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.requests.Cursors;
import io.temoin.chassis.requests.Page;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.RevocationChecked;
import io.temoin.chassis.requests.StepUp;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.hold.HoldQueries.CoveredItem;
import io.temoin.retention.hold.HoldRequests.Proposing;
import io.temoin.retention.hold.HoldRequests.Releasing;
import io.temoin.retention.hold.domain.HoldCommand;
import io.temoin.retention.hold.domain.HoldCommand.CancelRelease;
import io.temoin.retention.hold.domain.HoldCommand.ProposeRelease;
import io.temoin.retention.hold.domain.HoldCommand.ReleaseHold;
import io.temoin.retention.hold.domain.LegalHold.Placed;
import io.temoin.retention.hold.domain.ReleasePreview;
import io.temoin.retention.progress.ReadModelProgressQueries;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
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
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
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

/** One legal hold: what it covers, and how two people release it. */
@Path("/v1/holds/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Legal holds")
public class HoldReleaseResource {

    private static final String LIST = "hold-items/";

    /** An item that a hold covers. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "HeldItem")
    public record HeldItemAnswer(
            UUID id,
            @Schema(enumeration = {"SCHEDULED", "UNDER_MINIMUM", "AWAITING_TRIGGER", "IN_CONFLICT"})
                    String state,
            @Nullable LocalDate dueOn,
            @Nullable Instant dueAt) {

        static HeldItemAnswer of(CoveredItem item) {
            return new HeldItemAnswer(item.id(), item.state(), item.dueOn(), item.dueAt());
        }
    }

    /** A page as the OpenAPI document shows it. */
    @Schema(name = "HeldItemPage")
    public record HeldItemPage(List<HeldItemAnswer> items, @Nullable String next) {}

    /**
     * What the release of a hold would lead to.
     *
     * @param covered how many items the hold covers
     * @param freed how many of them no other hold covers
     * @param due how many of those would be destroyed before {@code dueBefore}
     * @param digest stands for these; whoever proposes or decides the release names it
     */
    @Schema(name = "HoldReleasePreview")
    public record PreviewAnswer(
            long covered, long freed, long due, Instant dueBefore, String digest) {

        static PreviewAnswer of(ReleasePreview preview) {
            return new PreviewAnswer(
                    preview.covered(),
                    preview.freed(),
                    preview.due(),
                    preview.dueBefore(),
                    preview.digest());
        }
    }

    private final HoldStream holds;
    private final HoldAccess access;
    private final HoldQueries queries;
    private final ReadModelProgressQueries progress;
    private final RetentionConfig config;
    private final Callers callers;
    private final Commands commands;
    private final Cursors cursors;
    private final Clock clock;
    private final StepUp stepUp;

    HoldReleaseResource(
            HoldStream holds,
            HoldAccess access,
            HoldQueries queries,
            ReadModelProgressQueries progress,
            RetentionConfig config,
            Callers callers,
            Commands commands,
            Cursors cursors,
            Clock clock,
            StepUp stepUp) {
        this.holds = holds;
        this.access = access;
        this.queries = queries;
        this.progress = progress;
        this.config = config;
        this.callers = callers;
        this.commands = commands;
        this.cursors = cursors;
        this.clock = clock;
        this.stepUp = stepUp;
    }

    @GET
    @RolesAllowed({"dpo", "legal", "admin"})
    @Operation(operationId = "getHold", summary = "One legal hold")
    @APIResponse(
            responseCode = "200",
            description = "The hold in its current state.",
            content = @Content(schema = @Schema(implementation = HoldAnswer.class)))
    @Problems("hold-unknown")
    public Uni<HoldAnswer> hold(
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id) {
        return access.visible(callers.current(), id).map(HoldAnswer::of);
    }

    @GET
    @Path("/items")
    @RolesAllowed({"dpo", "legal", "admin"})
    @Costly("searches")
    @Operation(
            operationId = "listHoldItems",
            summary = "Items that a hold covers now",
            description = "Also after its release: those that it would still cover.")
    @APIResponse(
            responseCode = "200",
            description = "Ordered by item; Link rel=next leads to the next page.",
            content = @Content(schema = @Schema(implementation = HeldItemPage.class)))
    @Problems("hold-unknown")
    public Uni<RestResponse<Page<HeldItemAnswer>>> items(
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            @QueryParam("cursor") @Parameter(description = "From the previous page.")
                    @Nullable String cursor,
            @QueryParam("limit") @Parameter(description = "1 to 200, by default 50.")
                    @Nullable Integer limit,
            @Context UriInfo uri) {
        Caller caller = callers.current();
        int wanted = Cursors.limit(limit);
        List<String> keys = cursors.decode(caller.tenant(), LIST + id, cursor);
        UUID after = keys.isEmpty() ? null : UUID.fromString(keys.getFirst());
        URI asked = uri.getRequestUri();
        return access.visible(caller, id)
                .flatMap(
                        hold ->
                                queries.items(
                                        caller.tenant(), hold.placed().hold(), after, wanted + 1))
                .map(
                        items ->
                                Page.of(
                                                items,
                                                wanted,
                                                HeldItemAnswer::of,
                                                last ->
                                                        cursors.encode(
                                                                caller.tenant(),
                                                                LIST + id,
                                                                List.of(last.id().toString())))
                                        .answer(asked));
    }

    @GET
    @Path("/release-preview")
    @RolesAllowed({"dpo", "legal", "admin"})
    @Costly("searches")
    @Operation(
            operationId = "previewHoldRelease",
            summary = "What would be destroyed the same night",
            description =
                    "Both people who release a hold look at this first, and name its digest. It"
                            + " counts the items that no other hold covers and that are due before"
                            + " the next midnight where the controller is, without those that"
                            + " nobody destroys then since somebody has to look at them first.")
    @APIResponse(
            responseCode = "200",
            description = "As of now.",
            content = @Content(schema = @Schema(implementation = PreviewAnswer.class)))
    @Problems({"hold-unknown", "read-model-behind"})
    public Uni<PreviewAnswer> preview(
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id) {
        Caller caller = callers.current();
        return access.visible(caller, id)
                .flatMap(hold -> preview(caller, hold, clock.instant()))
                .map(PreviewAnswer::of);
    }

    @POST
    @Path("/release-proposals")
    @Consumes(MediaType.APPLICATION_JSON)
    @RevocationChecked
    @RolesAllowed({"dpo", "legal", "admin"})
    @Operation(
            operationId = "proposeHoldRelease",
            summary = "Propose to release a hold",
            description = "The hold stays in force until a second person decides.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = Proposing.class)))
    @APIResponse(
            responseCode = "201",
            description = "Proposed.",
            headers = {@Header(name = "Event-Position"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = HoldAnswer.class)))
    @Problems({
        "hold-unknown",
        "hold-released",
        "read-model-behind",
        "release-already-proposed",
        "release-preview-outdated"
    })
    public Uni<RestResponse<HoldAnswer>> propose(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            @Nullable Proposing request) {
        Proposing proposal = present(request);
        Caller caller = callers.current();
        stepUp.require(caller);
        EventMetadata metadata = commands.of(caller, "proposeHoldRelease/" + id, key, proposal);
        String seen = proposal.parsedPreview();
        return withPreview(
                caller,
                id,
                metadata,
                preview ->
                        new ProposeRelease(
                                caller.actor(),
                                caller.organisation(),
                                proposal.parsedGround(),
                                proposal.parsedReference(),
                                seen,
                                preview,
                                metadata.at()));
    }

    @POST
    @Path("/release-cancellations")
    @RevocationChecked
    @RolesAllowed({"dpo", "legal", "admin"})
    @Operation(
            operationId = "cancelHoldRelease",
            summary = "Withdraw or turn down the proposal to release a hold")
    @APIResponse(
            responseCode = "201",
            description = "The hold is in force as before.",
            headers = {@Header(name = "Event-Position"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = HoldAnswer.class)))
    @Problems({"hold-unknown", "hold-released", "release-not-proposed", "read-model-behind"})
    public Uni<RestResponse<HoldAnswer>> cancel(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id) {
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, "cancelHoldRelease/" + id, key, null);
        return access.visible(caller, id)
                .flatMap(
                        hold ->
                                handle(
                                        hold,
                                        new CancelRelease(caller.actor(), metadata.at()),
                                        metadata));
    }

    @POST
    @Path("/releases")
    @Consumes(MediaType.APPLICATION_JSON)
    @RevocationChecked
    @RolesAllowed({"dpo", "legal", "admin"})
    @Operation(
            operationId = "releaseHold",
            summary = "Release a hold that somebody else proposed to release",
            description =
                    "Its items follow their plans again: what is overdue and covered by no other"
                            + " hold is ordered destroyed by the next run, within the hour.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = Releasing.class)))
    @APIResponse(
            responseCode = "201",
            description = "Released.",
            headers = {@Header(name = "Event-Position"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = HoldAnswer.class)))
    @Problems({
        "hold-unknown",
        "hold-released",
        "read-model-behind",
        "release-not-proposed",
        "release-by-proposer",
        "release-of-another",
        "release-preview-outdated"
    })
    public Uni<RestResponse<HoldAnswer>> release(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            @Nullable Releasing request) {
        Releasing release = present(request);
        Caller caller = callers.current();
        stepUp.require(caller);
        EventMetadata metadata = commands.of(caller, "releaseHold/" + id, key, release);
        String seen = release.parsedPreview();
        return withPreview(
                caller,
                id,
                metadata,
                preview ->
                        new ReleaseHold(
                                caller.actor(),
                                caller.organisation(),
                                seen,
                                preview,
                                metadata.at()));
    }

    private static <T> T present(@Nullable T request) {
        if (request == null) {
            throw ChassisProblem.REQUEST_INVALID.at("", "Send the digest of a preview as JSON.");
        }
        return request;
    }

    private Uni<RestResponse<HoldAnswer>> withPreview(
            Caller caller,
            String id,
            EventMetadata metadata,
            Function<ReleasePreview, HoldCommand> command) {
        return access.visible(caller, id)
                .flatMap(
                        hold ->
                                preview(caller, hold, metadata.at())
                                        .flatMap(
                                                preview ->
                                                        handle(
                                                                hold,
                                                                command.apply(preview),
                                                                metadata)));
    }

    private Uni<RestResponse<HoldAnswer>> handle(
            Placed hold, HoldCommand command, EventMetadata metadata) {
        return holds.handle(hold.placed().hold(), command, metadata)
                .map(outcome -> Answers.created(outcome, HoldAnswer.of(outcome.state())).build());
    }

    private Uni<ReleasePreview> preview(Caller caller, Placed hold, Instant now) {
        Instant midnight =
                RetentionClock.endOf(LocalDate.ofInstant(now, config.zone()), config.zone());
        return progress.requireItems()
                .chain(() -> queries.preview(caller.tenant(), hold.placed().hold(), midnight));
    }
}
