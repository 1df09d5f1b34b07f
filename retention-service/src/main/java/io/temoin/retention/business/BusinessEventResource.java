// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.business;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.visibility.AgreementStore;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.business.BusinessIntake.Reporter;
import io.temoin.retention.business.BusinessIntake.Result;
import io.temoin.retention.report.ContractReferences;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What the business system tells of what followed from a call: it starts and ends clocks. */
@Path("/v1/business-events")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Business events", description = "Business outcomes of calls")
public class BusinessEventResource {

    private final BusinessIntake intake;
    private final ContractReferences references;
    private final AgreementStore agreements;
    private final Callers callers;
    private final Commands commands;

    BusinessEventResource(
            BusinessIntake intake,
            ContractReferences references,
            AgreementStore agreements,
            Callers callers,
            Commands commands) {
        this.intake = intake;
        this.references = references;
        this.agreements = agreements;
        this.callers = callers;
        this.commands = commands;
    }

    @POST
    @RolesAllowed("business-system")
    @Operation(
            operationId = "reportBusinessEvent",
            summary = "Report what followed from a call, such as a signed contract",
            description =
                    "Name one recording, a call decision, a contract or a person; except for a"
                            + " recording, everything that is kept of it is covered, also what is"
                            + " stored later. The first report of an event counts; of"
                            + " LAST_CONTACT_FROM_PERSON, COMPLAINT_CLOSED and AUTHORITY_REQUEST"
                            + " the last time does. The answer lists up to 100 recordings and says why the event does"
                            + " not count for some of them. An insurance recording is kept"
                            + " for two years if the contract is signed within one month of the"
                            + " proposal (C. assurances art. R.112-7), and destroyed immediately if"
                            + " the proposal is refused.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = BusinessEventRequest.class)))
    @APIResponse(
            responseCode = "201",
            description = "Recorded; existing recordings have their new dates.",
            headers = @Header(name = "Idempotent-Replay"),
            content = @Content(schema = @Schema(implementation = BusinessEventAnswer.class)))
    @Problems({
        "controller-not-authorised",
        "item-unknown",
        "contract-unknown",
        "person-unknown",
        "event-already-noted",
        "contract-already-signed",
        "event-out-of-order",
        "event-too-late",
        "disposition-ordered",
        "recording-destroyed",
        "event-before-call",
        "event-not-relevant"
    })
    public Uni<RestResponse<BusinessEventAnswer>> report(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable BusinessEventRequest request) {
        if (request == null) {
            throw ChassisProblem.REQUEST_INVALID.at("", "Send a business event as JSON.");
        }
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, "reportBusinessEvent", key, request);
        BusinessReport report =
                request.parsed(
                        metadata.at(),
                        new ReferenceFingerprints(
                                contract ->
                                        references.of(
                                                caller.tenant(), caller.organisation(), contract),
                                claim ->
                                        references.ofClaim(
                                                caller.tenant(), caller.organisation(), claim)));
        return agreements
                .visibility(caller)
                .map(seen -> new Reporter(caller.organisation(), seen::sees))
                .chain(reporter -> intake.take(report, reporter, metadata))
                .map(result -> answer(report, result));
    }

    private static RestResponse<BusinessEventAnswer> answer(BusinessReport report, Result result) {
        return Answers.created(
                        result.position(),
                        result.repeated(),
                        BusinessEventAnswer.of(report, result.reached()))
                .build();
    }
}
