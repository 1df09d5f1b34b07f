// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.ropa;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.ReaderLanguage;
import io.temoin.consent.ConsentConfig;
import io.temoin.consent.agreement.domain.AgreementProblem;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.requests.RequestFields;
import io.temoin.eventsourcing.Rejected;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** The record of processing activities of an organisation (GDPR art. 30). */
@Path("/v1/processing-records")
@Tag(name = "Processing records", description = "Records of processing activities (GDPR art. 30)")
public class ProcessingRecordResource {

    private static final String HTML = MediaType.TEXT_HTML + ";charset=UTF-8";

    private final Callers callers;
    private final ProcessingRecords records;
    private final ConsentConfig config;

    ProcessingRecordResource(Callers callers, ProcessingRecords records, ConsentConfig config) {
        this.callers = callers;
        this.records = records;
        this.config = config;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "getProcessingRecord",
            summary = "The current record of processing activities",
            description =
                    "For a controller (GDPR art. 30(1)) or a processor (art. 30(2)): the caller's"
                            + " own organisation, in either role, or with the claim tenant_wide any"
                            + " party of the tenant. Generated from the registered parties and"
                            + " agreements, the declared purposes and the rules in force. As"
                            + " text/html it is a page to print, in French or English according to"
                            + " Accept-Language.")
    @APIResponse(
            responseCode = "200",
            description = "The record",
            headers = @Header(name = "Content-Language"),
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ProcessingRecord.class)),
                @Content(
                        mediaType = MediaType.TEXT_HTML,
                        schema = @Schema(implementation = String.class))
            })
    @Problems("party-unknown")
    public Uni<ProcessingRecord> json(
            @Parameter(
                            description =
                                    "The controller whose record is requested. Send either this or"
                                            + " processor.")
                    @QueryParam("controller")
                    @Nullable String controller,
            @Parameter(
                            description =
                                    "The processor whose record is requested. Send either this or"
                                            + " controller.")
                    @QueryParam("processor")
                    @Nullable String processor) {
        return record(controller, processor);
    }

    @GET
    @Produces(HTML)
    @RolesAllowed({"dpo", "admin"})
    @Operation(hidden = true)
    public Uni<RestResponse<String>> page(
            @QueryParam("controller") @Nullable String controller,
            @QueryParam("processor") @Nullable String processor,
            @HeaderParam("Accept-Language") @Nullable String accepted) {
        RecordWords words = RecordWords.in(ReaderLanguage.acceptedBy(accepted));
        return record(controller, processor)
                .flatMap(
                        record ->
                                ProcessingRecordPage.render(
                                        record, words, records.purposeNames(), config.zone()))
                .map(
                        page ->
                                ResponseBuilder.ok(page, HTML)
                                        .header(
                                                "Content-Security-Policy",
                                                ProcessingRecordPage.POLICY)
                                        .header("Content-Language", words.language())
                                        .header("Vary", "Accept, Accept-Language")
                                        .header("X-Content-Type-Options", "nosniff")
                                        .header("Cache-Control", "private, no-store")
                                        .build());
    }

    private Uni<ProcessingRecord> record(@Nullable String controller, @Nullable String processor) {
        Caller caller = callers.current();
        if ((controller == null) == (processor == null)) {
            throw RequestFields.refused(
                    "controller", "value-contradictory", "Name a controller or a processor.");
        }
        return controller == null
                ? records.ofProcessor(
                        caller.tenant(), seen(caller, RequestFields.party("processor", processor)))
                : records.ofController(
                        caller.tenant(),
                        seen(caller, RequestFields.party("controller", controller)));
    }

    /**
     * What another one processes is not the caller's to know, whoever it acts for; the tenant's own
     * people see the records of all its parties.
     */
    private static PartyId seen(Caller caller, PartyId party) {
        if (!caller.tenantWide() && !party.value().equals(caller.organisation())) {
            throw new Rejected(
                    AgreementProblem.PARTY_UNKNOWN,
                    "The party does not exist, or does not concern your organisation.");
        }
        return party;
    }
}
