// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Problems;
import io.temoin.retention.rights.domain.WithdrawalRules;
import io.temoin.retention.rights.opendsr.OpenDsrBodies.Cancellation;
import io.temoin.retention.rights.opendsr.OpenDsrBodies.Discovery;
import io.temoin.retention.rights.opendsr.OpenDsrBodies.Extension;
import io.temoin.retention.rights.opendsr.OpenDsrBodies.Receipt;
import io.temoin.retention.rights.opendsr.OpenDsrBodies.Status;
import io.temoin.retention.rights.opendsr.OpenDsrBodies.Submission;
import io.temoin.retention.rights.opendsr.OpenDsrCancellation.Cancelled;
import io.temoin.retention.rights.opendsr.OpenDsrIntake.Followed;
import io.temoin.retention.rights.opendsr.OpenDsrIntake.TakenIn;
import io.temoin.retention.rights.opendsr.domain.OpenDsrState;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Requests of people by OpenDSR 2.0: sending one, asking what became of it, cancelling it, and what
 * is offered.
 */
@Path("/v1/opendsr")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "OpenDSR", description = "Requests that other systems pass on, by OpenDSR 2.0")
public class OpenDsrResource {

    private static final String DOMAIN = "X-OpenDSR-Processor-Domain";
    private static final String SIGNATURE = "X-OpenDSR-Signature";

    private static final String DOMAIN_TEXT = "The domain that the certificate is issued for.";
    private static final String SIGNATURE_TEXT =
            "Base64 of the signature of the body: SHA-256 with RSA or ECDSA.";

    /** RFC 8555 section 9.1. */
    private static final String CHAIN = "application/pem-certificate-chain";

    private final OpenDsrIntake intake;
    private final OpenDsrCancellation cancellation;
    private final OpenDsrSigner signer;
    private final Callers callers;
    private final ObjectMapper json;

    OpenDsrResource(
            OpenDsrIntake intake,
            OpenDsrCancellation cancellation,
            OpenDsrSigner signer,
            Callers callers,
            ObjectMapper json) {
        this.intake = intake;
        this.cancellation = cancellation;
        this.signer = signer;
        this.callers = callers;
        this.json = json;
    }

    /** Takes a request in. */
    @POST
    @Path("/requests")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("business-system")
    @Operation(
            operationId = "submitOpenDsrRequest",
            summary = "Send a request of a person by OpenDSR",
            description =
                    "It becomes a request at the rights desk. The person is found by their phone"
                            + " number, which leads to the pseudonym and is not stored. A"
                            + " controller sends requests to itself; a processor names the"
                            + " controller in the extension. The same request under the same id is"
                            + " taken in once. Changes of its status are reported to the callback"
                            + " addresses.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = Submission.class)))
    @APIResponse(
            responseCode = "201",
            description = "Received; the body is signed.",
            headers = {
                @Header(
                        name = DOMAIN,
                        description = DOMAIN_TEXT,
                        schema = @Schema(implementation = String.class)),
                @Header(
                        name = SIGNATURE,
                        description = SIGNATURE_TEXT,
                        schema = @Schema(implementation = String.class)),
                @Header(name = "Event-Position"),
                @Header(name = "Idempotent-Replay")
            },
            content = @Content(schema = @Schema(implementation = Receipt.class)))
    @Problems({
        "callback-not-allowed",
        "controller-not-authorised",
        "identity-unsupported",
        "opendsr-not-configured",
        "person-key-missing",
        "personal-data-refused",
        "subject-request-id-reused"
    })
    public Uni<RestResponse<String>> submit(byte @Nullable [] body) {
        return intake.take(callers.current(), body).map(taken -> receipt(taken, body));
    }

    /** What became of a request. */
    @GET
    @Path("/requests/{subjectRequestId}")
    @RolesAllowed("business-system")
    @Operation(
            operationId = "getOpenDsrRequest",
            summary = "What became of a request that was sent by OpenDSR",
            description = "Only the organisation that sent it is answered.")
    @APIResponse(
            responseCode = "200",
            description = "The status as of now; the body is signed.",
            headers = {
                @Header(
                        name = DOMAIN,
                        description = DOMAIN_TEXT,
                        schema = @Schema(implementation = String.class)),
                @Header(
                        name = SIGNATURE,
                        description = SIGNATURE_TEXT,
                        schema = @Schema(implementation = String.class))
            },
            content = @Content(schema = @Schema(implementation = Status.class)))
    @Problems({"opendsr-not-configured", "request-unknown"})
    public Uni<RestResponse<String>> status(
            @PathParam("subjectRequestId") @Parameter(schema = @Schema(format = "uuid"))
                    String subjectRequestId) {
        Caller caller = callers.current();
        return intake.status(caller, subjectRequestId)
                .map(found -> signed(ResponseBuilder.create(200), written(status(found))).build());
    }

    /** Takes a request back. */
    @DELETE
    @Path("/requests/{subjectRequestId}")
    @RolesAllowed("business-system")
    @Operation(
            operationId = "cancelOpenDsrRequest",
            summary = "Cancel a request that was sent by OpenDSR",
            description =
                    "Only the organisation that sent it may, and only while it is pending: what the"
                            + " desk did since it began cannot be undone. What the request"
                            + " restricted is free again, unless another one restricts it. Others"
                            + " who asked for the same are answered all the same. Repeating it"
                            + " changes nothing.")
    @APIResponse(
            responseCode = "202",
            description = "Cancelled; the body is signed.",
            headers = {
                @Header(
                        name = DOMAIN,
                        description = DOMAIN_TEXT,
                        schema = @Schema(implementation = String.class)),
                @Header(
                        name = SIGNATURE,
                        description = SIGNATURE_TEXT,
                        schema = @Schema(implementation = String.class)),
                @Header(name = "Event-Position"),
                @Header(name = "Idempotent-Replay")
            },
            content = @Content(schema = @Schema(implementation = Cancellation.class)))
    @Problems({"opendsr-not-configured", "request-begun", "request-ended", "request-unknown"})
    public Uni<RestResponse<String>> cancel(
            @PathParam("subjectRequestId") @Parameter(schema = @Schema(format = "uuid"))
                    String subjectRequestId) {
        return cancellation.cancel(callers.current(), subjectRequestId).map(this::cancelled);
    }

    /** What is offered. */
    @GET
    @Path("/discovery")
    @PermitAll
    @Operation(
            operationId = "discoverOpenDsr",
            summary = "What of OpenDSR is supported",
            description = "Public: it says nothing of anybody.")
    @APIResponse(
            responseCode = "200",
            description = "Supported identities and types of requests.",
            content = @Content(schema = @Schema(implementation = Discovery.class)))
    @Problems("opendsr-not-configured")
    public Discovery discovery() {
        return Discovery.of(signer.configuredDomain());
    }

    /** With what signatures are verified. */
    @GET
    @Path("/certificate")
    @Produces(CHAIN)
    @PermitAll
    @Operation(
            operationId = "getOpenDsrCertificate",
            summary = "The certificate of the signatures",
            description =
                    "In PEM, followed by those that issued it. Public, as the protocol has it.")
    @APIResponse(
            responseCode = "200",
            description = "The certificate.",
            content =
                    @Content(
                            mediaType = CHAIN,
                            schema =
                                    @Schema(
                                            implementation = String.class,
                                            description = "Certificates in PEM (RFC 7468).")))
    @Problems("opendsr-not-configured")
    public String certificate() {
        return signer.certificateChain();
    }

    private RestResponse<String> receipt(TakenIn taken, byte @Nullable [] body) {
        var sent = taken.sent();
        var outcome = taken.outcome();
        Receipt receipt =
                new Receipt(
                        sent.controller(),
                        OpenDsrState.of(outcome.state(), outcome.state()).expectedCompletion(),
                        sent.receivedAt(),
                        Base64.getEncoder().encodeToString(body == null ? new byte[0] : body),
                        sent.subjectRequestId());
        return signed(Answers.created(taken.position(), outcome.repeated(), ""), written(receipt))
                .build();
    }

    /** By its first event: those that follow tell whether others had joined it. */
    private RestResponse<String> cancelled(Cancelled cancelled) {
        var sent = cancelled.sent();
        var outcome = cancelled.outcome();
        Cancellation body =
                new Cancellation(
                        sent.controller(),
                        Objects.requireNonNull(WithdrawalRules.withdrawalOf(outcome.state()))
                                .withdrawnAt(),
                        sent.subjectRequestId(),
                        OpenDsrBodies.VERSION);
        String position =
                outcome.newEvents().isEmpty() ? null : outcome.newEvents().getFirst().id();
        return signed(Answers.accepted(position, outcome.repeated(), ""), written(body)).build();
    }

    private Status status(Followed followed) {
        var sent = followed.sent();
        var state = followed.state();
        return new Status(
                sent.controller(),
                state.expectedCompletion(),
                sent.subjectRequestId(),
                state.status().code(),
                OpenDsrBodies.VERSION,
                Map.of(signer.configuredDomain(), new Extension(sent.request(), state.outcome())));
    }

    /** The signature is over these very bytes. */
    private ResponseBuilder<String> signed(ResponseBuilder<String> answer, String body) {
        return answer.entity(body)
                .header(DOMAIN, signer.configuredDomain())
                .header(SIGNATURE, signer.sign(body.getBytes(StandardCharsets.UTF_8)));
    }

    private String written(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("an answer can be written", failure);
        }
    }
}
