// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.RevocationChecked;
import io.temoin.chassis.requests.StepUp;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.rights.accesspackage.PackageAnswer.NewLink;
import io.temoin.retention.rights.accesspackage.PackageDesk.IssuedLink;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
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

/** Packages that answer requests: watching one, and giving the person a link to it. */
@Path("/v1/packages")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Access packages", description = "All that is held of a person, in one file")
@RevocationChecked
public class PackageResource {

    private final PackageDesk desk;
    private final StepUp stepUp;
    private final Callers callers;
    private final Commands commands;

    PackageResource(PackageDesk desk, StepUp stepUp, Callers callers, Commands commands) {
        this.desk = desk;
        this.stepUp = stepUp;
        this.callers = callers;
        this.commands = commands;
    }

    /** One package, as of now. */
    @GET
    @Path("/{id}")
    @RolesAllowed("dpo")
    @Operation(
            operationId = "getAccessPackage",
            summary = "A package: how far each service is, what is missing, and its links")
    @APIResponse(
            responseCode = "200",
            description = "The package in its current state.",
            content = @Content(schema = @Schema(implementation = PackageAnswer.class)))
    @Problems("package-unknown")
    public Uni<PackageAnswer> get(
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id) {
        return desk.visible(callers.current(), id).map(PackageAnswer::of);
    }

    /** Give the person a link. */
    @POST
    @Path("/{id}/links")
    @RolesAllowed("dpo")
    @Operation(
            operationId = "issueAccessPackageLink",
            summary = "Issue a link by which the person fetches the package",
            description =
                    "Send the token to the person, and give them the passphrase on another way:"
                            + " the file is encrypted with it. Both are shown here only, and again"
                            + " when the same command is repeated.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = PackageBodies.Link.class)))
    @APIResponse(
            responseCode = "201",
            description = "The link works from now on.",
            headers = {@Header(name = "Event-Position"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = NewLink.class)))
    @Problems({
        "insufficient-user-authentication",
        "package-unknown",
        "package-not-ready",
        "package-revoked",
        "package-expired",
        "identity-unproven",
        "request-ended",
        "request-joined"
    })
    public Uni<RestResponse<NewLink>> issueLink(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            PackageBodies.@Nullable Link wish) {
        PackageBodies.Link sent = PackageBodies.required(wish);
        Caller caller = callers.current();
        stepUp.require(caller);
        EventMetadata metadata = commands.of(caller, "issueAccessPackageLink/" + id, key, sent);
        return desk.issueLink(caller, id, sent, metadata)
                .map(
                        issued ->
                                Answers.created(issued.outcome(), shown(issued))
                                        .header("Cache-Control", "private, no-store")
                                        .build());
    }

    /** Take a package back. */
    @POST
    @Path("/{id}/revocations")
    @RolesAllowed("dpo")
    @Operation(
            operationId = "revokeAccessPackage",
            summary = "Take a package back before its time is over",
            description =
                    "No link works from then on, and the key of the package is destroyed before the"
                            + " answer: nobody can read its parts any more. A download that is under"
                            + " way is broken off. Another package can be ordered.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = PackageBodies.Revocation.class)))
    @APIResponse(
            responseCode = "201",
            description = "It is taken back.",
            headers = {@Header(name = "Event-Position"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = PackageAnswer.class)))
    @Problems({
        "insufficient-user-authentication",
        "package-unknown",
        "package-revoked",
        "package-expired"
    })
    public Uni<RestResponse<PackageAnswer>> revoke(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            PackageBodies.@Nullable Revocation wish) {
        PackageBodies.Revocation sent = PackageBodies.required(wish).checked();
        Caller caller = callers.current();
        stepUp.require(caller);
        EventMetadata metadata = commands.of(caller, "revokeAccessPackage/" + id, key, sent);
        return desk.revoke(caller, id, sent, metadata)
                .map(
                        outcome ->
                                Answers.created(outcome, PackageAnswer.of(outcome.state()))
                                        .build());
    }

    private static NewLink shown(IssuedLink issued) {
        return new NewLink(
                issued.issued().link(),
                issued.secrets().token(),
                issued.secrets().passphrase(),
                issued.issued().expiresAt(),
                issued.issued().downloads());
    }
}
