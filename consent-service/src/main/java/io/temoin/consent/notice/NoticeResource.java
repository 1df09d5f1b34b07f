// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Cursors;
import io.temoin.chassis.requests.Page;
import io.temoin.chassis.requests.Problems;
import io.temoin.consent.agreement.AgreementVisibility;
import io.temoin.consent.notice.domain.ControllerNotices;
import io.temoin.consent.notice.domain.NoticeCode;
import io.temoin.consent.notice.domain.NoticeProblem;
import io.temoin.consent.notice.domain.NoticeVersion;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.requests.RequestFields;
import io.temoin.eventsourcing.Rejected;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
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

/** By what controllers tell people, for who has to look at it. */
@Path("/v1/notices")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Notices")
public class NoticeResource {

    private static final String LIST = "notices";
    private static final String PLAIN = MediaType.TEXT_PLAIN + ";charset=UTF-8";

    /** A page as the OpenAPI document shows it. */
    @Schema(name = "NoticePage", requiredProperties = "items")
    record Listing(List<NoticeAnswer> items, @Nullable String next) {}

    private final Callers callers;
    private final Cursors cursors;
    private final NoticeStream notices;
    private final AgreementVisibility visibility;

    NoticeResource(
            Callers callers,
            Cursors cursors,
            NoticeStream notices,
            AgreementVisibility visibility) {
        this.callers = callers;
        this.cursors = cursors;
        this.notices = notices;
        this.visibility = visibility;
    }

    @GET
    @RolesAllowed({"dpo", "admin", "supervisor", "quality-analyst"})
    @Operation(
            operationId = "listNotices",
            summary = "All versions of a controller's notices",
            description =
                    "In the order in which they were drafted, without their texts. Returns an empty"
                            + " list for a controller that the caller does not work for.")
    @APIResponse(
            responseCode = "200",
            description = "A page of versions",
            content = @Content(schema = @Schema(implementation = Listing.class)))
    public Uni<RestResponse<Page<NoticeAnswer>>> list(
            @Parameter(required = true) @QueryParam("controller") @Nullable String controller,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        Caller caller = callers.current();
        PartyId party = RequestFields.party("controller", controller);
        int wanted = Cursors.limit(limit);
        List<String> place = cursors.decode(caller.tenant(), listOf(party), cursor);
        URI asked = uri.getRequestUri();
        return load(caller, party)
                .map(all -> after(all.versions(), place))
                .map(
                        rest ->
                                Page.of(
                                        rest,
                                        wanted,
                                        one -> NoticeAnswer.listed(one, party),
                                        last -> cursorAfter(caller, party, last)))
                .map(page -> page.answer(asked));
    }

    @GET
    @Path("/{notice}/{version}")
    @RolesAllowed({"dpo", "admin", "supervisor", "quality-analyst"})
    @Operation(
            operationId = "getNotice",
            summary = "One version of a notice with its text",
            description =
                    "Retired versions are returned too, so that people can still be shown the text"
                            + " that informed them.")
    @APIResponse(
            responseCode = "200",
            description = "The version",
            content = @Content(schema = @Schema(implementation = NoticeAnswer.class)))
    @Problems("notice-unknown")
    public Uni<NoticeAnswer> read(
            @PathParam("notice") String notice,
            @PathParam("version") int version,
            @Parameter(required = true) @QueryParam("controller") @Nullable String controller) {
        PartyId party = RequestFields.party("controller", controller);
        return find(party, notice, version).map(one -> NoticeAnswer.whole(one, party));
    }

    @GET
    @Path("/{notice}/{version}/text")
    @Produces(MediaType.TEXT_PLAIN)
    @RolesAllowed({"dpo", "admin", "supervisor", "quality-analyst"})
    @Operation(operationId = "getNoticeText", summary = "The text alone, as played, shown or sent")
    @APIResponse(
            responseCode = "200",
            description = "The text, in the language of the header Content-Language",
            headers = @Header(name = "Content-Language"),
            content =
                    @Content(
                            mediaType = MediaType.TEXT_PLAIN,
                            schema = @Schema(implementation = String.class)))
    @Problems("notice-unknown")
    public Uni<RestResponse<String>> text(
            @PathParam("notice") String notice,
            @PathParam("version") int version,
            @Parameter(required = true) @QueryParam("controller") @Nullable String controller) {
        PartyId party = RequestFields.party("controller", controller);
        return find(party, notice, version)
                .map(
                        one ->
                                ResponseBuilder.ok(one.content().text(), PLAIN)
                                        .header(
                                                HttpHeaders.CONTENT_LANGUAGE,
                                                one.content().language())
                                        .build());
    }

    private Uni<NoticeVersion> find(PartyId controller, String notice, int version) {
        Caller caller = callers.current();
        NoticeCode code = NoticeRequests.code("notice", notice);
        return load(caller, controller)
                .map(
                        all ->
                                all.find(code, version)
                                        .orElseThrow(
                                                () ->
                                                        new Rejected(
                                                                NoticeProblem.NOTICE_UNKNOWN,
                                                                "The controller has no notice with"
                                                                        + " this version.")));
    }

    private Uni<ControllerNotices> load(Caller caller, PartyId controller) {
        return visibility
                .worksFor(caller, controller)
                .flatMap(
                        works ->
                                works
                                        ? notices.state(caller.tenant(), controller)
                                        : Uni.createFrom().item(ControllerNotices.NONE));
    }

    private static List<NoticeVersion> after(List<NoticeVersion> all, List<String> place) {
        if (place.isEmpty()) {
            return all;
        }
        for (int i = 0; i < all.size(); i++) {
            if (keys(all.get(i)).equals(place)) {
                return all.subList(i + 1, all.size());
            }
        }
        throw new IllegalStateException("versions are never removed, and the cursor is ours");
    }

    private String cursorAfter(Caller caller, PartyId controller, NoticeVersion last) {
        return cursors.encode(caller.tenant(), listOf(controller), keys(last));
    }

    private static String listOf(PartyId controller) {
        return LIST + "/" + controller;
    }

    private static List<String> keys(NoticeVersion one) {
        return List.of(one.notice().value(), Integer.toString(one.number()));
    }
}
