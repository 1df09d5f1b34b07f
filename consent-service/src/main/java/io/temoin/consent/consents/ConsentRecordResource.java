// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.RevocationChecked;
import io.temoin.consent.agreement.AgreementVisibility;
import io.temoin.consent.inspection.InspectionStream;
import io.temoin.consent.inspection.domain.PersonalDocument;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.ContactOwnership;
import io.temoin.consent.permission.ContactPermissionStream;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.requests.RequestFields;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.shredding.SubjectId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * One consent: its record, its receipt and the copy of its proof. The controller and the subject
 * are named with it, since the record lies in their stream. Each is shown once it is on record that
 * it was.
 */
@Path("/v1/consents/{id}")
@Tag(name = "Consents", description = "Record, find and prove consents")
@RevocationChecked
public class ConsentRecordResource {

    private final Callers callers;
    private final ContactPermissionStream permissions;
    private final NamedParties parties;
    private final ConsentCopies copies;
    private final InspectionStream inspections;
    private final AgreementVisibility visibility;
    private final Clock clock;

    ConsentRecordResource(
            Callers callers,
            ContactPermissionStream permissions,
            NamedParties parties,
            ConsentCopies copies,
            InspectionStream inspections,
            AgreementVisibility visibility,
            Clock clock) {
        this.callers = callers;
        this.permissions = permissions;
        this.parties = parties;
        this.copies = copies;
        this.inspections = inspections;
        this.visibility = visibility;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "supervisor", "admin"})
    @Operation(
            operationId = "getConsent",
            summary = "The record of a consent",
            description =
                    "In the terms of ISO/IEC TS 27560:2023, extended for consents to be called,"
                            + " with everything that has happened to the consent. Names and contact"
                            + " details of the parties are the current ones. Its JSON Schema is in"
                            + " contracts/consent-record of the Temoin source repository.")
    @APIResponse(
            responseCode = "200",
            description = "The record",
            content = @Content(schema = @Schema(implementation = ConsentDocument.class)))
    @Problems("consent-unknown")
    public Uni<RestResponse<byte[]>> read(
            @PathParam("id") UUID id,
            @Parameter(required = true) @QueryParam("controller") @Nullable String controller,
            @Parameter(required = true) @QueryParam("subject") @Nullable String subject) {
        RecordQuery asked = asked(controller, subject);
        return history(asked, id)
                .map(history -> ConsentRecords.record(history, id, clock.instant()))
                .flatMap(record -> parties.in(asked.caller().tenant(), record))
                .call(_ -> record(asked, PersonalDocument.CONSENT_RECORD, id))
                .map(
                        record ->
                                ConsentCopies.handedOut(MediaType.APPLICATION_JSON, record.bytes())
                                        .build());
    }

    @GET
    @Path("/receipt")
    @Produces(ConsentCopies.LD_JSON)
    @RolesAllowed({"dpo", "supervisor", "admin", "agent", "business-system"})
    @Operation(
            operationId = "getConsentReceipt",
            summary = "The receipt of a consent",
            description =
                    "The record as of the moment the consent was given, as JSON-LD with an embedded"
                            + " context. Receipt-Signature signs the exact bytes of the body: a JWS"
                            + " with a detached payload (RFC 7515 appendix F).")
    @APIResponse(
            responseCode = "200",
            description = "The receipt",
            headers =
                    @Header(
                            name = ConsentCopies.SIGNATURE,
                            description = "JWS with detached payload",
                            schema = @Schema(type = SchemaType.STRING)),
            content =
                    @Content(
                            mediaType = ConsentCopies.LD_JSON,
                            schema = @Schema(implementation = ConsentDocument.class)))
    @Problems("consent-unknown")
    public Uni<RestResponse<byte[]>> receipt(
            @PathParam("id") UUID id,
            @Parameter(required = true) @QueryParam("controller") @Nullable String controller,
            @Parameter(required = true) @QueryParam("subject") @Nullable String subject) {
        RecordQuery asked = asked(controller, subject);
        return history(asked, id)
                .flatMap(history -> copies.receipt(history, id))
                .call(_ -> record(asked, PersonalDocument.CONSENT_RECEIPT, id))
                .map(ConsentCopies.Receipt::answer);
    }

    @GET
    @Path("/proof")
    @Produces(MediaType.TEXT_HTML)
    @RolesAllowed({"dpo", "supervisor", "admin", "agent", "business-system"})
    @Operation(
            operationId = "getConsentProof",
            summary = "A copy of the proof on a durable medium",
            description =
                    "One self-contained file: what the person was told and agreed to, in words,"
                            + " with the signed receipt and the public keys embedded (C. conso."
                            + " R223-2). Free of charge.")
    @APIResponse(
            responseCode = "200",
            description = "A page to keep or to print",
            headers = @Header(name = "Content-Disposition"),
            content =
                    @Content(
                            mediaType = MediaType.TEXT_HTML,
                            schema = @Schema(type = SchemaType.STRING)))
    @Problems("consent-unknown")
    public Uni<RestResponse<byte[]>> proof(
            @PathParam("id") UUID id,
            @Parameter(required = true) @QueryParam("controller") @Nullable String controller,
            @Parameter(required = true) @QueryParam("subject") @Nullable String subject) {
        RecordQuery asked = asked(controller, subject);
        return history(asked, id)
                .flatMap(history -> copies.proof(history, id))
                .call(proof -> inspections.record(asked.caller(), proof.reading()))
                .map(ConsentCopies.Proof::answer);
    }

    /** Who asks for a consent of whom. */
    private record RecordQuery(Caller caller, PartyId controller, SubjectId subject) {}

    private RecordQuery asked(@Nullable String controller, @Nullable String subject) {
        return new RecordQuery(
                callers.current(),
                RequestFields.party("controller", controller),
                RequestFields.subject("subject", subject));
    }

    /** What the consent is part of, if the consent exists for the caller. */
    private Uni<List<RecordedEvent<ContactPermissionEvent>>> history(RecordQuery asked, UUID id) {
        return permissions
                .history(asked.caller(), asked.controller(), asked.subject())
                .flatMap(
                        history ->
                                visibility.seen(
                                        asked.caller(),
                                        history,
                                        ContactOwnership.ofConsent(
                                                ConsentRecords.given(history, id)),
                                        ConsentRecords::unknown));
    }

    private Uni<Void> record(RecordQuery asked, PersonalDocument document, UUID consent) {
        return inspections.record(
                asked.caller(),
                ConsentCopies.reading(document, asked.controller(), asked.subject(), consent));
    }
}
