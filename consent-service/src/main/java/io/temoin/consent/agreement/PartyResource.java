// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Page;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.StepUp;
import io.temoin.consent.agreement.PartyView.ListedParty;
import io.temoin.consent.agreement.domain.AgreementProblem;
import io.temoin.consent.agreement.domain.Party;
import io.temoin.consent.agreement.domain.PartyCommand;
import io.temoin.consent.agreement.domain.PartyCommand.AmendParty;
import io.temoin.consent.agreement.domain.PartyCommand.RegisterParty;
import io.temoin.consent.agreement.domain.PartyProfile;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.requests.Organisations;
import io.temoin.consent.requests.RequestFields;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** The legal entities of a tenant: controllers and those that process for them. */
@Path("/v1/parties")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Parties", description = "Controllers and processors")
public class PartyResource {

    private static final String OPERATION = "parties";

    /** A party to be entered. */
    @Schema(name = "PartyRequest")
    public record Request(
            @Schema(
                            required = true,
                            description = "The id used in access tokens.",
                            examples = "rhone-telecom")
                    @Nullable String id,
            @Schema(required = true) PartyFields.@Nullable Profile profile) {}

    /** A page as the OpenAPI document shows it. */
    @Schema(name = "PartyPage", requiredProperties = "items")
    public record Listing(List<ListedParty> items, @Nullable String next) {}

    private final Callers callers;
    private final Commands commands;
    private final PartyStream parties;
    private final PartyView view;
    private final Mandates mandates;
    private final PartyProfiles profiles;
    private final StepUp stepUp;

    PartyResource(
            Callers callers,
            Commands commands,
            PartyStream parties,
            PartyView view,
            Mandates mandates,
            PartyProfiles profiles,
            StepUp stepUp) {
        this.callers = callers;
        this.commands = commands;
        this.parties = parties;
        this.view = view;
        this.mandates = mandates;
        this.profiles = profiles;
        this.stepUp = stepUp;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "registerParty",
            summary = "Register a party",
            description =
                    "Only the tenant's own staff (tenant_wide) can register a controller; a"
                            + " processor can be registered by itself, by a controller or by the"
                            + " tenant's own staff. Registering an identical party again returns"
                            + " the same response; if the party itself does so, it thereby confirms"
                            + " its entry.")
    @APIResponse(
            responseCode = "201",
            description = "Registered",
            headers = @Header(name = "Location"),
            content = @Content(schema = @Schema(implementation = PartyFields.Answer.class)))
    @Problems({"party-invalid", "not-the-controller", "not-the-tenants-own", "party-exists"})
    public Uni<RestResponse<PartyFields.Answer>> register(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(required = true) @Nullable Request body) {
        Caller caller = callers.current();
        Request request = RequestFields.present("", body);
        EventMetadata metadata = commands.of(caller, OPERATION, key, request);
        PartyId party = RequestFields.party("/id", request.id());
        PartyId by = Organisations.of(caller, AgreementProblem.NOT_THE_CONTROLLER);
        PartyProfile profile =
                PartyFields.profile(
                        "/profile", RequestFields.present("/profile", request.profile()));
        return parties.replay(caller.tenant(), by)
                .map(
                        own ->
                                new RegisterParty(
                                        by,
                                        caller.tenantWide(),
                                        own.state().decides(),
                                        party,
                                        profile,
                                        metadata.at()))
                .flatMap(
                        command ->
                                answer(201, "/v1/parties/" + command.party(), command, metadata));
    }

    @POST
    @Path("/{id}/amendments")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "amendParty",
            summary = "Amend a party's profile",
            description =
                    "Open to the party itself and, for a processor that has not confirmed or"
                            + " changed its entry yet, to the organisation that registered it; the"
                            + " tenant's own staff (tenant_wide) can amend any processor, and, after"
                            + " a fresh sign-in, make it a controller. The country of a controller,"
                            + " whose law the data are kept by, is changed by them alone, by itself"
                            + " and after a fresh sign-in. The whole profile is replaced; the"
                            + " previous one stays in the audit trail.")
    @APIResponse(
            responseCode = "200",
            description = "The party with its current profile",
            content = @Content(schema = @Schema(implementation = PartyFields.Answer.class)))
    @Problems({
        "party-invalid",
        "not-the-controller",
        "not-the-party",
        "not-the-tenants-own",
        "party-unknown",
        "insufficient-user-authentication"
    })
    public Uni<RestResponse<PartyFields.Answer>> amend(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(required = true) PartyFields.@Nullable Profile body) {
        Caller caller = callers.current();
        PartyFields.Profile said = RequestFields.present("", body);
        PartyId party = RequestFields.party("id", id);
        EventMetadata metadata =
                commands.of(caller, OPERATION + "/" + party + "/amendments", key, said);
        var amend =
                new AmendParty(
                        Organisations.of(caller, AgreementProblem.NOT_THE_CONTROLLER),
                        caller.tenantWide(),
                        party,
                        PartyFields.profile("", said),
                        metadata.at());
        return seen(caller, party)
                .invoke(known -> requireFreshSignIn(caller, known.profile(), amend.profile()))
                .flatMap(_ -> answer(200, null, amend, metadata));
    }

    /** Others may not change it at all. */
    private void requireFreshSignIn(Caller caller, PartyProfile before, PartyProfile after) {
        if (caller.tenantWide() && after.moves(before)) {
            stepUp.require(caller);
        }
    }

    @GET
    @RolesAllowed({"dpo", "admin", "supervisor"})
    @Operation(
            operationId = "listParties",
            summary = "Parties the caller's organisation deals with, by id",
            description =
                    "The organisation itself, the parties that it registered and that have not"
                            + " confirmed or changed their entry, and those with which it has or"
                            + " had an agreement (one that a controller has only drafted does not"
                            + " count). The list contains no contact details. The list reflects"
                            + " recorded changes within moments.")
    @APIResponse(
            responseCode = "200",
            description = "A page of parties",
            content = @Content(schema = @Schema(implementation = Listing.class)))
    public Uni<RestResponse<Page<ListedParty>>> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        return view.list(callers.current(), cursor, limit)
                .map(page -> page.answer(uri.getRequestUri()));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"dpo", "admin", "supervisor"})
    @Operation(
            operationId = "getParty",
            summary = "One party with its current profile",
            description =
                    "Open to the party itself; to the organisation that registered it, until the"
                            + " party has confirmed or changed its entry; to the processors that it"
                            + " has or had an agreement with; and to the tenant's own staff"
                            + " (tenant_wide). A controller finds its processors in the list of"
                            + " parties; an agreement, which the controller alone writes, does not"
                            + " give it access to a processor's contact details.")
    @APIResponse(
            responseCode = "200",
            description = "The party in its current state",
            content = @Content(schema = @Schema(implementation = PartyFields.Answer.class)))
    @Problems({"not-the-party", "party-unknown"})
    public Uni<PartyFields.Answer> read(@PathParam("id") String id) {
        Caller caller = callers.current();
        PartyId party = RequestFields.party("id", id);
        return seen(caller, party).map(PartyFields.Answer::of);
    }

    /** The party, if the caller's organisation may see how it is reached. */
    private Uni<Party.Registered> seen(Caller caller, PartyId party) {
        return parties.replay(caller.tenant(), party)
                .map(replayed -> known(replayed.state()))
                .flatMap(known -> seen(caller, known));
    }

    private Uni<Party.Registered> seen(Caller caller, Party.Registered party) {
        PartyId own = Organisations.of(caller, AgreementProblem.PARTY_UNKNOWN);
        if (caller.tenantWide() || own.equals(party.id()) || own.equals(party.enteredBy())) {
            return Uni.createFrom().item(party);
        }
        return mandates.disclosure(caller.tenant(), own, party.id())
                .map(
                        disclosure ->
                                switch (disclosure) {
                                    case ENTRY -> party;
                                    case NAME -> throw notTheParty();
                                    case NOTHING -> throw unknown();
                                });
    }

    private Uni<RestResponse<PartyFields.Answer>> answer(
            int status, @Nullable String location, PartyCommand command, EventMetadata metadata) {
        return parties.handle(command, metadata)
                .invoke(_ -> mandates.forget(metadata.tenant(), command.party()))
                .invoke(_ -> profiles.forget(metadata.tenant(), command.party()))
                .map(
                        decision ->
                                Answers.withHeaders(
                                                ResponseBuilder.create(
                                                        RestResponse.Status.fromStatusCode(status),
                                                        PartyFields.Answer.of(
                                                                known(decision.state()))),
                                                decision)
                                        .header("Location", location)
                                        .build());
    }

    private static Party.Registered known(Party party) {
        return switch (party) {
            case Party.Registered known -> known;
            case Party.Unknown _ -> throw unknown();
        };
    }

    private static Rejected notTheParty() {
        return new Rejected(
                AgreementProblem.NOT_THE_PARTY,
                "You are connected with this party only through agreements that your organisation"
                        + " alone put into force. They give no access to its details: ask the party"
                        + " itself, or the tenant's own staff.");
    }

    private static Rejected unknown() {
        return new Rejected(AgreementProblem.PARTY_UNKNOWN, "The party is not registered.");
    }
}
