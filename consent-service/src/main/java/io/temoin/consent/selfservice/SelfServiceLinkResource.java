// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Problems;
import io.temoin.consent.ConsentConfig;
import io.temoin.consent.agreement.AgreementVisibility;
import io.temoin.consent.callee.PhoneNumbers;
import io.temoin.consent.callee.Pseudonyms;
import io.temoin.consent.permission.ContactPermissionStream;
import io.temoin.consent.permission.domain.ConsentProblem;
import io.temoin.consent.permission.domain.ContactPermission;
import io.temoin.consent.permission.domain.ContactPermissionCommand.IssueSelfServiceLink;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.SelfServiceLinkIssued;
import io.temoin.consent.permission.domain.LinkScope;
import io.temoin.consent.requests.RequestFields;
import io.temoin.consent.selfservice.SelfServiceToken.Link;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.TimeOrderedId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Links by which people help themselves, without an account (C. conso. R223-2). */
@Path("/v1/self-service-links")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Self-service")
public class SelfServiceLinkResource {

    /** For whom, and what for. */
    @Schema(name = "SelfServiceLinkRequest")
    public record Request(
            @Schema(required = true) @Nullable String controller,
            @Schema(required = true) @Nullable String number,
            @Schema(
                            required = true,
                            implementation = LinkScope[].class,
                            description = "What the person may do with the link; at least one.")
                    @Nullable List<@Nullable String> scopes) {}

    /** A link; to be sent to the person, and kept nowhere. */
    @Schema(
            name = "SelfServiceLink",
            requiredProperties = {"id", "scopes", "expiresAt", "token"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Answer(
            UUID id,
            List<LinkScope> scopes,
            Instant expiresAt,
            @Schema(description = "Send it as Self-Service-Token.") String token,
            @Schema(
                            description =
                                    "The configured page with the token in the URL fragment, which"
                                            + " no server logs; absent if no page is configured.")
                    @Nullable URI link) {}

    private final Callers callers;
    private final Commands commands;
    private final PhoneNumbers numbers;
    private final Pseudonyms pseudonyms;
    private final ContactPermissionStream permissions;
    private final AgreementVisibility visibility;
    private final SelfServiceToken tokens;
    private final SelfServiceQuotas quotas;
    private final Duration lasts;
    private final Optional<URI> page;

    SelfServiceLinkResource(
            Callers callers,
            Commands commands,
            PhoneNumbers numbers,
            Pseudonyms pseudonyms,
            ContactPermissionStream permissions,
            AgreementVisibility visibility,
            SelfServiceToken tokens,
            SelfServiceQuotas quotas,
            ConsentConfig config) {
        this.callers = callers;
        this.commands = commands;
        this.numbers = numbers;
        this.pseudonyms = pseudonyms;
        this.permissions = permissions;
        this.visibility = visibility;
        this.tokens = tokens;
        this.quotas = quotas;
        this.lasts = config.selfService().linkTtl();
        this.page = config.selfService().page();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"agent", "dpo", "business-system"})
    @Operation(
            operationId = "issueSelfServiceLink",
            summary = "Create a link for a person",
            description =
                    "Signed, for one person and one controller, for the named scopes only and for a"
                            + " limited time. It does not contain the number. Send it to that"
                            + " number only: anyone who holds it acts as the person. A processor's"
                            + " link shows what that processor may see, and ends with its"
                            + " agreement, except for WITHDRAW and OBJECT. Only the controller and"
                            + " the tenant's own staff can create links with the scopes PREFERENCES"
                            + " and DATA_REQUEST.")
    @APIResponse(
            responseCode = "201",
            description = "Recorded and ready to use",
            content = @Content(schema = @Schema(implementation = Answer.class)))
    @Problems({"controller-not-authorised", "not-the-controller", "self-service-quota-reached"})
    public Uni<RestResponse<Answer>> issue(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(required = true) @Nullable Request body) {
        Caller caller = callers.current();
        Request request = RequestFields.present("", body);
        EventMetadata metadata = commands.of(caller, "self-service-links", key, request);
        IssueSelfServiceLink command = command(request, caller, metadata);
        return visibility
                .worksFor(caller, command.controller())
                .flatMap(works -> works ? issue(command, metadata) : notAuthorised())
                .map(
                        decision ->
                                Answers.created(
                                                decision,
                                                answer(
                                                        caller,
                                                        (SelfServiceLinkIssued)
                                                                decision.only().event()))
                                        .header("Cache-Control", "no-store")
                                        .build());
    }

    private Uni<CommandOutcome<ContactPermission, ContactPermissionEvent>> issue(
            IssueSelfServiceLink command, EventMetadata metadata) {
        return quotas.link(command.controller(), command.subject(), metadata)
                .chain(
                        () ->
                                permissions.handle(
                                        command.controller(),
                                        command.subject(),
                                        command,
                                        metadata));
    }

    /** Nobody makes a link without an agreement in force; it ends with that. */
    private static Uni<CommandOutcome<ContactPermission, ContactPermissionEvent>> notAuthorised() {
        return Uni.createFrom()
                .failure(
                        Rejected.at(
                                "/controller",
                                ConsentProblem.CONTROLLER_NOT_AUTHORISED,
                                "The caller's organisation may not act for this controller."));
    }

    private IssueSelfServiceLink command(Request request, Caller caller, EventMetadata metadata) {
        Set<LinkScope> scopes = RequestFields.setOf("/scopes", request.scopes(), LinkScope.class);
        if (scopes.isEmpty()) {
            throw RequestFields.refused(
                    "/scopes", "scope-missing", "Name at least one scope for the link.");
        }
        return new IssueSelfServiceLink(
                TimeOrderedId.of(metadata),
                ContactPermissionStream.partyOf(caller),
                RequestFields.party("/controller", request.controller()),
                pseudonyms.of(caller.tenant(), numbers.parse("/number", request.number()).number()),
                scopes.stream().sorted().toList(),
                caller.tenantWide(),
                metadata.at().plus(lasts),
                metadata.at());
    }

    private Answer answer(Caller caller, SelfServiceLinkIssued issued) {
        String token =
                tokens.issue(
                        new Link(
                                issued.link(),
                                caller.tenant(),
                                issued.controller(),
                                issued.subject(),
                                EnumSet.copyOf(issued.scopes()),
                                issued.expiresAt()));
        return new Answer(
                issued.link(),
                issued.scopes(),
                issued.expiresAt(),
                token,
                page.map(address -> URI.create(address + "#" + token)).orElse(null));
    }
}
