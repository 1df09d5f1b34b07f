// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rights;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Problems;
import io.temoin.consent.inspection.InspectionStream;
import io.temoin.consent.inspection.domain.InspectionEvent.PersonalDataRead;
import io.temoin.consent.inspection.domain.PersonalDocument;
import io.temoin.consent.inspection.domain.PersonalField;
import io.temoin.consent.rights.domain.Dsr.Received;
import io.temoin.consent.rights.domain.DsrProblem;
import io.temoin.eventsourcing.Rejected;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What people who ask for rectification say is wrong, for the desk of the controller. */
@Path("/v1/data-requests/{id}/correction")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Self-service", description = "What people do themselves")
public class RequestedCorrectionResource {

    /**
     * What the person says.
     *
     * @param request as the rights desk names it
     * @param text what is wrong and what would be right, in their words
     * @param consent the consent that it is about; absent if they named none
     */
    @Schema(
            name = "RequestedCorrection",
            requiredProperties = {"request", "text"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Correction(UUID request, String text, @Nullable UUID consent) {

        /** Words of a person are not for a log. */
        @Override
        public String toString() {
            return "Correction[request=" + request + "]";
        }
    }

    private final RequestedCorrections corrections;
    private final InspectionStream inspections;
    private final Callers callers;

    RequestedCorrectionResource(
            RequestedCorrections corrections, InspectionStream inspections, Callers callers) {
        this.corrections = corrections;
        this.inspections = inspections;
        this.callers = callers;
    }

    @GET
    @RolesAllowed("dpo")
    @Operation(
            operationId = "getRequestedCorrection",
            summary = "What a person who asks for rectification says is wrong",
            description =
                    "As they stated it through the link, with what would be right. For the desk of"
                            + " the controller alone; the reading is recorded before it is"
                            + " answered. Destroyed with the file of the request, or with the data of a"
                            + " person who is erased.")
    @APIResponse(
            responseCode = "200",
            description = "The person's words",
            content = @Content(schema = @Schema(implementation = Correction.class)))
    @Problems("correction-unknown")
    public Uni<RestResponse<Correction>> read(@PathParam("id") UUID id) {
        Caller caller = callers.current();
        return corrections
                .find(caller.tenant(), id)
                .map(found -> requireSeen(caller, found))
                .call(received -> inspections.record(caller, reading(received)))
                .map(
                        received ->
                                RestResponse.ResponseBuilder.ok(
                                                new Correction(
                                                        id,
                                                        received.correctionInWords().orElseThrow(),
                                                        received.consent()))
                                        .header("Cache-Control", "no-store")
                                        .build());
    }

    /** A processor does not decide what is true, so nobody there is told what is said. */
    private static Received requireSeen(Caller caller, Optional<Received> found) {
        return found.filter(
                        received ->
                                caller.tenantWide()
                                        || caller.organisation()
                                                .equals(received.controller().value()))
                .orElseThrow(
                        () ->
                                new Rejected(
                                        DsrProblem.CORRECTION_UNKNOWN,
                                        "Nothing was said with this request, or it is not"
                                                + " addressed to your organisation."));
    }

    private static PersonalDataRead reading(Received received) {
        return PersonalDataRead.of(
                PersonalDocument.REQUESTED_CORRECTION,
                received.controller(),
                received.subject(),
                Set.of(PersonalField.REQUESTS));
    }
}
