// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.erasure;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.RevocationChecked;
import io.temoin.chassis.requests.StepUp;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.erasure.domain.Erasure;
import io.temoin.retention.erasure.domain.Erasure.Undecided;
import io.temoin.retention.erasure.domain.ErasureEvent;
import io.temoin.retention.erasure.domain.ErasureSummary;
import io.temoin.retention.rights.RequestDesk;
import io.temoin.retention.rights.RequestStream;
import io.temoin.retention.rights.domain.ErasureGround;
import io.temoin.retention.rights.domain.ErasureRules;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.RequestCommand.DecideErasure;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.retention.rights.domain.RequestEvent;
import io.temoin.retention.rights.domain.RequestEvent.ErasureDecided;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import io.temoin.shredding.TenantId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
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

/** The erasure of a person who asked for it, decided by the controller. */
@Path("/v1/requests")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Requests", description = "Requests by which people exercise their rights")
@RevocationChecked
public class ErasureResource {

    private final RequestDesk desk;
    private final RequestStream requests;
    private final ErasureStream erasures;
    private final ErasureStart start;
    private final ErasureItems items;
    private final Callers callers;
    private final Commands commands;
    private final StepUp stepUp;
    private final Clock clock;

    ErasureResource(
            RequestDesk desk,
            RequestStream requests,
            ErasureStream erasures,
            ErasureStart start,
            ErasureItems items,
            Callers callers,
            Commands commands,
            StepUp stepUp,
            Clock clock) {
        this.desk = desk;
        this.requests = requests;
        this.erasures = erasures;
        this.start = start;
        this.items = items;
        this.callers = callers;
        this.commands = commands;
        this.stepUp = stepUp;
        this.clock = clock;
    }

    /** Why the data have to go. */
    @Schema(name = "ErasureDecision")
    record Decision(
            @Schema(
                            required = true,
                            implementation = ErasureGround.class,
                            description = "GDPR art. 17(1)(a) to (e).")
                    @Nullable String ground) {

        ErasureGround parsed() {
            return Arrays.stream(ErasureGround.values())
                    .filter(known -> known.name().equals(ground))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    ChassisProblem.REQUEST_INVALID.at(
                                            "/ground",
                                            "ground must be one of "
                                                    + Arrays.toString(ErasureGround.values())
                                                    + "."));
        }
    }

    /** Decide that the person is erased. */
    @POST
    @Path("/{id}/erasures")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("dpo")
    @Operation(
            operationId = "eraseOnRequest",
            summary = "Decide that the person is erased",
            description =
                    "Everything that is held of the person for this controller is destroyed, but"
                            + " for what a legal hold or a law keeps; the answer says which. Then the"
                            + " person's identity leaves the audit trail. GET shows how far it is. Look"
                            + " there first: it also shows what would go and what would stay. It cannot"
                            + " be undone.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = Decision.class)))
    @APIResponse(
            responseCode = "201",
            description = "Decided; the owners have been told to destroy.",
            headers = {@Header(name = "Event-Position"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = ErasureAnswer.class)))
    @Problems({
        "controller-not-authorised",
        "request-unknown",
        "request-ended",
        "request-not-for-erasure",
        "identity-unproven",
        "insufficient-user-authentication"
    })
    public Uni<RestResponse<ErasureAnswer>> erase(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            @Nullable Decision decision) {
        if (decision == null) {
            throw ChassisProblem.REQUEST_INVALID.at("", "State the ground of the erasure as JSON.");
        }
        Caller caller = callers.current();
        stepUp.require(caller);
        EventMetadata metadata = commands.of(caller, "eraseOnRequest/" + id, key, decision);
        ErasureGround ground = decision.parsed();
        return desk.ofController(caller, id)
                .map(ErasureRules::requireReady)
                .flatMap(opened -> begin(opened, ground, metadata));
    }

    private Uni<RestResponse<ErasureAnswer>> begin(
            RequestOpened opened, ErasureGround ground, EventMetadata metadata) {
        UUID request = opened.request();
        return Uni.combine()
                .all()
                .unis(
                        summary(metadata.tenant(), opened, metadata.at()),
                        erasures.load(metadata.tenant(), request))
                .asTuple()
                .flatMap(
                        known ->
                                begin(
                                        opened,
                                        new DecideErasure(
                                                ground,
                                                !(known.getItem2() instanceof Undecided),
                                                metadata.at()),
                                        known.getItem1(),
                                        metadata));
    }

    private Uni<RestResponse<ErasureAnswer>> begin(
            RequestOpened opened,
            DecideErasure decide,
            ErasureSummary summary,
            EventMetadata metadata) {
        return requests.handle(opened.request(), decide, metadata)
                .flatMap(
                        decided ->
                                start.begin(
                                                opened,
                                                ground(decided, decide.ground()),
                                                summary,
                                                metadata)
                                        .map(begun -> created(decided, begun, summary)));
    }

    /** Somebody may have decided it before, on another ground. */
    private static ErasureGround ground(
            CommandOutcome<Request, RequestEvent> decided, ErasureGround stated) {
        ErasureDecided decision = ErasureRules.decisionOf(decided.state());
        return decision == null ? stated : decision.ground();
    }

    private static RestResponse<ErasureAnswer> created(
            CommandOutcome<Request, RequestEvent> decided,
            CommandOutcome<Erasure, ErasureEvent> begun,
            ErasureSummary summary) {
        UUID request = RequestDecider.openedOf(decided.state()).request();
        return Answers.created(
                        begun.lastEventId(),
                        decided.repeated(),
                        ErasureAnswer.of(request, begun.state(), null, summary))
                .build();
    }

    /** What an erasure would do, does or did. */
    @GET
    @Path("/{id}/erasure")
    @RolesAllowed("dpo")
    @Operation(
            operationId = "getRequestErasure",
            summary = "See what the erasure of the person would do, does or did",
            description =
                    "While nobody has decided it, this shows what would be destroyed and what would"
                            + " stay, and why.")
    @APIResponse(
            responseCode = "200",
            description = "As it is now.",
            content = @Content(schema = @Schema(implementation = ErasureAnswer.class)))
    @Problems({"controller-not-authorised", "request-unknown", "request-not-for-erasure"})
    public Uni<ErasureAnswer> read(
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id) {
        Caller caller = callers.current();
        return desk.ofController(caller, id).flatMap(request -> answer(caller.tenant(), request));
    }

    private Uni<ErasureAnswer> answer(TenantId tenant, Request request) {
        RequestOpened opened = ErasureRules.requireErasure(request);
        return Uni.combine()
                .all()
                .unis(
                        erasures.load(tenant, opened.request()),
                        summary(tenant, opened, clock.instant()))
                .with(
                        (erasure, summary) ->
                                ErasureAnswer.of(
                                        opened.request(),
                                        erasure,
                                        ErasureRules.decisionOf(request),
                                        summary));
    }

    private Uni<ErasureSummary> summary(TenantId tenant, RequestOpened opened, Instant now) {
        return items.verdicts(tenant, opened.controller(), opened.subject(), now)
                .map(ErasureSummary::of);
    }
}
