// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Problems;
import io.temoin.consent.consents.ConsentCopies;
import io.temoin.consent.holdings.HoldingsQueries;
import io.temoin.consent.inspection.InspectionStream;
import io.temoin.consent.inspection.domain.PersonalDocument;
import io.temoin.consent.permission.ContactOwnership;
import io.temoin.consent.permission.ContactPermissionStream;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.LinkScope;
import io.temoin.consent.selfservice.SelfServiceVisits.Visit;
import io.temoin.consent.selfservice.SelfServiceVisits.Visitor;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeIn;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees of themselves, by a link and without an account: it is the proof, and says
 * whose data and what for. Or signed in, for the verified number of the account alone ({@link
 * SignedInPerson}). Everybody else is refused by {@link SelfServiceToken}.
 *
 * <p>The person's own reading is on record too, before anything is shown: it is the proof that they
 * had access (GDPR art. 15), and whoever follows a stolen link leaves a trace.
 */
@Path("/v1/self-service")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@SecurityRequirement(name = SelfServiceTexts.SCHEME)
@SecurityRequirement(name = "bearer")
// The first scheme is taken for the one of every operation that has roles.
@SecurityScheme(
        securitySchemeName = "bearer",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        bearerFormat = "JWT",
        description = "Authentication")
@SecurityScheme(
        securitySchemeName = SelfServiceTexts.SCHEME,
        type = SecuritySchemeType.APIKEY,
        in = SecuritySchemeIn.HEADER,
        apiKeyName = SelfServiceToken.HEADER,
        description =
                "The token of a self-service link; too many invalid tokens from one address are"
                        + " answered with 429.")
@Tag(name = "Self-service", description = "What people can see and do about their own data")
@Problems({
    "self-service-token-missing",
    "self-service-token-invalid",
    "self-service-token-expired",
    "self-service-scope-missing",
    "self-service-phone-unverified",
    "self-service-quota-reached"
})
public class OwnRecordsResource {

    private static final String PRIVATE = "private, no-store";

    private final SelfServiceVisits visits;
    private final SelfServiceQuotas quotas;
    private final ContactPermissionStream permissions;
    private final ConsentCopies copies;
    private final InspectionStream inspections;
    private final HoldingsQueries holdings;
    private final Clock clock;

    OwnRecordsResource(
            SelfServiceVisits visits,
            SelfServiceQuotas quotas,
            ContactPermissionStream permissions,
            ConsentCopies copies,
            InspectionStream inspections,
            HoldingsQueries holdings,
            Clock clock) {
        this.visits = visits;
        this.quotas = quotas;
        this.permissions = permissions;
        this.copies = copies;
        this.inspections = inspections;
        this.holdings = holdings;
        this.clock = clock;
    }

    @GET
    @Path("/contact")
    @Operation(
            operationId = "getOwnContact",
            summary = "What is held about the person: consents, calls, recordings, requests",
            description =
                    "A link needs the scope VIEW. A link created by a processor shows the consents,"
                            + " requests, calls and recordings that this processor may see; a link"
                            + " created by the controller shows everything, and so does signing in."
                            + " Recordings, who was allowed to listen and the state of requests are"
                            + " as the other services said them, a few seconds ago.")
    @APIResponse(
            responseCode = "200",
            description = "Data of this controller only",
            content = @Content(schema = @Schema(implementation = ContactAnswer.class)))
    public Uni<RestResponse<ContactAnswer>> contact(
            @HeaderParam(SelfServiceToken.HEADER) @Parameter(description = SelfServiceTexts.LINK)
                    @Nullable String token,
            @QueryParam("controller") @Parameter(description = SelfServiceTexts.CONTROLLER)
                    @Nullable String controller,
            @Context RoutingContext request) {
        return visit(token, controller, request)
                .flatMap(this::contact)
                .map(
                        answer ->
                                RestResponse.ResponseBuilder.ok(answer)
                                        .header("Cache-Control", PRIVATE)
                                        .build());
    }

    @GET
    @Path("/consents/{id}/receipt")
    @Produces(ConsentCopies.LD_JSON)
    @Operation(
            operationId = "getOwnReceipt",
            summary = "Receipt of the person's own consent",
            description = "A link needs the scope VIEW.")
    @APIResponse(
            responseCode = "200",
            description = "As for getConsentReceipt",
            headers =
                    @Header(
                            name = ConsentCopies.SIGNATURE,
                            description = "JWS with detached payload",
                            schema = @Schema(type = SchemaType.STRING)),
            content =
                    @Content(
                            mediaType = ConsentCopies.LD_JSON,
                            schema = @Schema(type = SchemaType.OBJECT)))
    @Problems("consent-unknown")
    public Uni<RestResponse<byte[]>> receipt(
            @PathParam("id") UUID id,
            @HeaderParam(SelfServiceToken.HEADER) @Parameter(description = SelfServiceTexts.LINK)
                    @Nullable String token,
            @QueryParam("controller") @Parameter(description = SelfServiceTexts.CONTROLLER)
                    @Nullable String controller,
            @Context RoutingContext request) {
        return visit(token, controller, request)
                .flatMap(visit -> receipt(visit, id))
                .map(ConsentCopies.Receipt::answer);
    }

    @GET
    @Path("/consents/{id}/proof")
    @Produces(MediaType.TEXT_HTML)
    @Operation(
            operationId = "getOwnProof",
            summary = "Copy of the proof of the person's own consent",
            description =
                    "One file to keep or print, free and without an account (C. conso. R223-2). A"
                            + " link needs the scope VIEW.")
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
            @HeaderParam(SelfServiceToken.HEADER) @Parameter(description = SelfServiceTexts.LINK)
                    @Nullable String token,
            @QueryParam("controller") @Parameter(description = SelfServiceTexts.CONTROLLER)
                    @Nullable String controller,
            @Context RoutingContext request) {
        return visit(token, controller, request)
                .flatMap(visit -> proof(visit, id))
                .map(ConsentCopies.Proof::answer);
    }

    private Uni<ContactAnswer> contact(Visit visit) {
        Visitor visitor = visit.visitor();
        return history(visit)
                .flatMap(
                        history ->
                                holdings.find(
                                                visitor.tenant(),
                                                visitor.controller(),
                                                visitor.subject())
                                        .map(
                                                held ->
                                                        ContactAnswer.of(
                                                                visitor.controller(),
                                                                history,
                                                                held,
                                                                visit.sight(),
                                                                clock.instant())))
                .call(
                        _ ->
                                inspections.record(
                                        visit.person(),
                                        ContactAnswer.reading(
                                                visitor.controller(), visitor.subject()),
                                        visit.cause()));
    }

    private Uni<ConsentCopies.Receipt> receipt(Visit visit, UUID id) {
        Visitor visitor = visit.visitor();
        return history(visit)
                .flatMap(history -> copies.receipt(history, id))
                .call(
                        _ ->
                                inspections.record(
                                        visit.person(),
                                        ConsentCopies.reading(
                                                PersonalDocument.CONSENT_RECEIPT,
                                                visitor.controller(),
                                                visitor.subject(),
                                                id),
                                        visit.cause()));
    }

    private Uni<ConsentCopies.Proof> proof(Visit visit, UUID id) {
        return history(visit)
                .flatMap(history -> copies.proof(history, id))
                .call(proof -> inspections.record(visit.person(), proof.reading(), visit.cause()));
    }

    private Uni<List<RecordedEvent<ContactPermissionEvent>>> history(Visit visit) {
        Visitor visitor = visit.visitor();
        Uni<List<RecordedEvent<ContactPermissionEvent>>> history =
                visit.history() != null
                        ? Uni.createFrom().item(visit.history())
                        : permissions.history(
                                visit.person(), visitor.controller(), visitor.subject());
        return history.map(events -> ContactOwnership.seen(events, visit.sight()));
    }

    private Uni<Visit> visit(
            @Nullable String token, @Nullable String controller, RoutingContext request) {
        return visits.arrive(token, controller, LinkScope.VIEW, request)
                .flatMap(arrival -> visits.open(arrival, quotas.readings()));
    }
}
