// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.preference;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.consent.agreement.AgreementVisibility;
import io.temoin.consent.agreement.Mandates;
import io.temoin.consent.agreement.domain.Assignment;
import io.temoin.consent.callee.PhoneNumbers;
import io.temoin.consent.callee.Pseudonyms;
import io.temoin.consent.inspection.InspectionStream;
import io.temoin.consent.inspection.domain.InspectionEvent.PersonalDataRead;
import io.temoin.consent.inspection.domain.PersonalDocument;
import io.temoin.consent.inspection.domain.PersonalField;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.ContactPermissionStream;
import io.temoin.consent.permission.domain.Channel;
import io.temoin.consent.permission.domain.ContactPermissionCommand.StatePreferences;
import io.temoin.consent.permission.domain.ContactPermissionEvent.PreferencesStated;
import io.temoin.consent.requests.RequestFields;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.TimeOrderedId;
import io.temoin.shredding.SubjectId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.EnumSet;
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

/** How people wish to be reached: purpose, way and brand, and when not. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Preferences", description = "When, how and by whom a person wants to be reached")
public class PreferenceResource {

    /** What a person said, and when. */
    @Schema(name = "PreferenceChangeRequest")
    public record Request(
            @Schema(required = true) @Nullable String controller,
            @Schema(required = true) @Nullable String number,
            @Schema(required = true, implementation = Channel.class) @Nullable String channel,
            @Schema(required = true, format = "date-time") @Nullable String statedAt,
            @Schema(required = true) @Nullable StatedPreferences stated) {}

    /** What was recorded. */
    @Schema(
            name = "PreferenceChange",
            requiredProperties = {"id", "subject", "effectiveAt"})
    public record Answer(UUID id, String subject, Instant effectiveAt) {}

    private final Callers callers;
    private final Commands commands;
    private final PhoneNumbers numbers;
    private final Pseudonyms pseudonyms;
    private final ContactPermissionStream permissions;
    private final InspectionStream inspections;
    private final AgreementVisibility visibility;
    private final Mandates mandates;

    PreferenceResource(
            Callers callers,
            Commands commands,
            PhoneNumbers numbers,
            Pseudonyms pseudonyms,
            ContactPermissionStream permissions,
            InspectionStream inspections,
            AgreementVisibility visibility,
            Mandates mandates) {
        this.callers = callers;
        this.commands = commands;
        this.numbers = numbers;
        this.pseudonyms = pseudonyms;
        this.permissions = permissions;
        this.inspections = inspections;
        this.visibility = visibility;
        this.mandates = mandates;
    }

    @POST
    @Path("/preference-changes")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"agent", "supervisor", "dialer", "dpo", "business-system"})
    @Operation(
            operationId = "changePreferences",
            summary = "Record how the person wishes to be reached",
            description =
                    "Only what is stated changes; statements are applied in the order in which they"
                            + " were made. Effective for the next decision. A preference never"
                            + " allows what the law, or a missing consent, forbids.")
    @APIResponse(
            responseCode = "201",
            description = "Recorded and effective",
            content = @Content(schema = @Schema(implementation = Answer.class)))
    @Problems({
        "stated-in-the-future",
        "preferences-contradictory",
        "controller-not-authorised",
        "processor-not-authorised"
    })
    public Uni<RestResponse<Answer>> change(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(required = true) @Nullable Request body) {
        Caller caller = callers.current();
        Request request = RequestFields.present("", body);
        EventMetadata metadata = commands.of(caller, "preference-changes", key, request);
        StatePreferences said = command(request, caller, metadata);
        return mandates.find(
                        caller.tenant(),
                        said.by(),
                        said.controller(),
                        Assignment.anything(said.now()))
                .map(said::under)
                .flatMap(
                        command ->
                                permissions.handle(
                                        command.controller(), command.subject(), command, metadata))
                .map(
                        decision ->
                                Answers.created(
                                                decision,
                                                answer((PreferencesStated) decision.only().event()))
                                        .build());
    }

    @GET
    @Path("/preferences")
    @RolesAllowed({"agent", "supervisor", "dpo", "admin"})
    @Operation(
            operationId = "getPreferences",
            summary = "How a person wishes to be reached",
            description =
                    "The preferences now in effect for everyone who calls on the controller's"
                            + " behalf, and the statements made to the caller's organisation; the"
                            + " controller itself sees all statements. An agent can read them only"
                            + " for people they have dealt with.")
    @APIResponse(
            responseCode = "200",
            description = "Also returned for a person who stated nothing",
            content = @Content(schema = @Schema(implementation = PreferencesAnswer.class)))
    public Uni<PreferencesAnswer> read(
            @Parameter(required = true) @QueryParam("controller") @Nullable String controller,
            @Parameter(required = true) @QueryParam("subject") @Nullable String subject) {
        Caller caller = callers.current();
        PartyId party = RequestFields.party("controller", controller);
        SubjectId person = RequestFields.subject("subject", subject);
        return visibility
                .find(caller)
                .flatMap(
                        seen ->
                                permissions
                                        .history(caller, party, person)
                                        .map(history -> PreferencesAnswer.of(history, party, seen))
                                        .call(_ -> recorded(caller, seen, party, person)));
    }

    /** Who does not work for the controller is shown nothing of the person, whoever that is. */
    private Uni<Void> recorded(
            Caller caller, Visibility seen, PartyId controller, SubjectId person) {
        return seen.worksFor(controller.value())
                ? inspections.record(
                        caller,
                        PersonalDataRead.of(
                                PersonalDocument.PREFERENCES,
                                controller,
                                person,
                                EnumSet.of(PersonalField.PREFERENCES)))
                : Uni.createFrom().voidItem();
    }

    private StatePreferences command(Request request, Caller caller, EventMetadata metadata) {
        StatedPreferences stated = RequestFields.present("/stated", request.stated());
        return new StatePreferences(
                TimeOrderedId.of(metadata),
                ContactPermissionStream.partyOf(caller),
                RequestFields.party("/controller", request.controller()),
                pseudonyms.of(caller.tenant(), numbers.parse("/number", request.number()).number()),
                RequestFields.oneOf("/channel", request.channel(), Channel.class),
                stated.readChoices("/stated"),
                stated.readQuiet("/stated"),
                stated.readWays("/stated"),
                RequestFields.stated("/statedAt", request.statedAt()),
                null,
                metadata.at());
    }

    private static Answer answer(PreferencesStated recorded) {
        return new Answer(recorded.statement(), recorded.subject().value(), recorded.at());
    }
}
