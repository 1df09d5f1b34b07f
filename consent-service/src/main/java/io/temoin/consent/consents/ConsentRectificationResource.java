// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.RevocationChecked;
import io.temoin.chassis.requests.StepUp;
import io.temoin.consent.agreement.AgreementVisibility;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.ContactOwnership;
import io.temoin.consent.permission.ContactPermissionStream;
import io.temoin.consent.permission.RectificationRequestStore;
import io.temoin.consent.permission.domain.ContactPermission;
import io.temoin.consent.permission.domain.ContactPermissionCommand.RectifyConsent;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.RectificationRequest;
import io.temoin.consent.permission.domain.RectifiedConsent;
import io.temoin.consent.requests.RequestFields;
import io.temoin.consent.rights.RequestedCorrections;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Puts consents right that say something inaccurate of a person (GDPR art. 16). */
@Path("/v1/consents/{id}/rectifications")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Consents")
@RevocationChecked
public class ConsentRectificationResource {

    /**
     * What was put right in a consent, without what it says.
     *
     * @param rectifications the oldest first
     */
    @Schema(
            name = "RectifiedConsent",
            requiredProperties = {"id", "rectifications"})
    public record Rectified(UUID id, List<ConsentRectificationAnswer> rectifications) {}

    private final Callers callers;
    private final Commands commands;
    private final StepUp stepUp;
    private final ContactPermissionStream permissions;
    private final RectificationRequestStore requests;
    private final RequestedCorrections corrections;
    private final AgreementVisibility visibility;

    ConsentRectificationResource(
            Callers callers,
            Commands commands,
            StepUp stepUp,
            ContactPermissionStream permissions,
            RectificationRequestStore requests,
            RequestedCorrections corrections,
            AgreementVisibility visibility) {
        this.callers = callers;
        this.commands = commands;
        this.stepUp = stepUp;
        this.permissions = permissions;
        this.requests = requests;
        this.corrections = corrections;
        this.visibility = visibility;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("dpo")
    @Operation(
            operationId = "rectifyConsent",
            summary = "Put right what a consent says",
            description =
                    "Under an open request of the person for rectification. Readers see what is"
                            + " right from then on; what was given stays, as proof. Calls are"
                            + " permitted only as far as both permit them: an earlier end holds at"
                            + " once, another subject or another time permits no call about or at"
                            + " either. What would permit more is refused.")
    @APIResponse(
            responseCode = "201",
            description = "Put right; a repeated request changes nothing.",
            content = @Content(schema = @Schema(implementation = Rectified.class)))
    @Problems({
        "insufficient-user-authentication",
        "consent-unknown",
        "consent-invalid",
        "consent-ended",
        "not-the-controller",
        "rectification-not-requested",
        "rectification-not-contested",
        "rectification-widens",
        "subject-erased"
    })
    public Uni<RestResponse<Rectified>> rectify(
            @PathParam("id") UUID id,
            @Parameter(required = true) @QueryParam("controller") @Nullable String controller,
            @Parameter(required = true) @QueryParam("subject") @Nullable String subject,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(required = true) @Nullable ConsentCorrection body) {
        Caller caller = callers.current();
        stepUp.require(caller);
        ConsentCorrection stated = RequestFields.present("", body);
        PartyId whose = RequestFields.party("controller", controller);
        SubjectId person = RequestFields.subject("subject", subject);
        EventMetadata metadata =
                commands.of(
                        caller,
                        "rectifyConsent/" + id + "/" + whose.value() + "/" + person.value(),
                        key,
                        stated);
        RectifyConsent command =
                new RectifyConsent(
                        id,
                        ContactPermissionStream.partyOf(caller),
                        caller.tenantWide(),
                        whose,
                        person,
                        stated.requestId(),
                        null,
                        null,
                        stated.corrections(),
                        metadata.at());
        return shown(caller, command)
                .flatMap(
                        shown ->
                                requested(caller.tenant(), command.request())
                                        .map(request -> command.with(shown, request)))
                .flatMap(found -> permissions.handle(whose, person, found, metadata))
                .flatMap(outcome -> answer(caller, command, outcome));
    }

    /** The consent as it is shown now, if it exists for the caller. */
    private Uni<RectifiedConsent> shown(Caller caller, RectifyConsent command) {
        return permissions
                .history(caller, command.controller(), command.subject())
                .flatMap(history -> seen(caller, history, command.consent()));
    }

    private Uni<RectifiedConsent> seen(
            Caller caller, List<RecordedEvent<ContactPermissionEvent>> history, UUID consent) {
        RecordedEvent<ContactPermissionEvent> given = ConsentRecords.given(history, consent);
        return visibility.seen(
                caller,
                ConsentRecords.shown((ConsentGiven) given.event(), history),
                ContactOwnership.ofConsent(given),
                ConsentRecords::unknown);
    }

    /** As the desk announced it, about the consent that the person named here, if any. */
    private Uni<Optional<RectificationRequest>> requested(TenantId tenant, UUID request) {
        return requests.find(tenant, request)
                .flatMap(
                        found ->
                                found.isEmpty()
                                        ? Uni.createFrom().item(found)
                                        : corrections
                                                .consentOf(tenant, request)
                                                .map(named -> found.map(one -> one.naming(named))));
    }

    private Uni<RestResponse<Rectified>> answer(
            Caller caller,
            RectifyConsent command,
            CommandOutcome<ContactPermission, ContactPermissionEvent> outcome) {
        return shown(caller, command)
                .map(
                        shown ->
                                Answers.created(
                                                outcome,
                                                new Rectified(
                                                        command.consent(),
                                                        Objects.requireNonNullElse(
                                                                ConsentRectificationAnswer.of(
                                                                        shown),
                                                                List.of())))
                                        .header("Cache-Control", "no-store")
                                        .build());
    }
}
