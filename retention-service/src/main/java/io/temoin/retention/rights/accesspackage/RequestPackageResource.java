// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.RevocationChecked;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.requests.RequestFields;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
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

/** Orders the package that answers a request. */
@Path("/v1/requests")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Access packages")
@RevocationChecked
public class RequestPackageResource {

    private final PackageDesk desk;
    private final Callers callers;
    private final Commands commands;

    RequestPackageResource(PackageDesk desk, Callers callers, Commands commands) {
        this.desk = desk;
        this.callers = callers;
        this.commands = commands;
    }

    /** Build a package. */
    @POST
    @Path("/{id}/packages")
    @RolesAllowed("dpo")
    @Operation(
            operationId = "requestAccessPackage",
            summary = "Build the package that answers a request for access or portability",
            description =
                    "Every service contributes what it holds of the person for this controller; for"
                            + " portability, only what the person provided on the basis of consent or a"
                            + " contract. What is not there in time is missing, and the package says"
                            + " so. One package of a request is built at a time.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = PackageBodies.Wish.class)))
    @APIResponse(
            responseCode = "201",
            description = "It is being built.",
            headers = {@Header(name = "Event-Position"), @Header(name = "Idempotent-Replay")},
            content = @Content(schema = @Schema(implementation = PackageAnswer.class)))
    @Problems({
        "controller-not-authorised",
        "request-unknown",
        "request-ended",
        "request-joined",
        "identity-unproven",
        "package-not-applicable",
        "package-running",
        "packages-exhausted",
        "packages-not-configured"
    })
    public Uni<RestResponse<PackageAnswer>> request(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @PathParam("id") @Parameter(schema = @Schema(format = "uuid")) String id,
            PackageBodies.@Nullable Wish wish) {
        PackageBodies.Wish sent = RequestFields.body(wish).checked();
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, "requestAccessPackage/" + id, key, sent);
        return desk.request(caller, id, sent, metadata)
                .map(
                        outcome ->
                                Answers.created(outcome, PackageAnswer.of(outcome.state()))
                                        .build());
    }
}
