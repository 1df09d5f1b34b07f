// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Problems;
import io.temoin.consent.notice.NoticeRequests.Draft;
import io.temoin.consent.notice.NoticeRequests.Publication;
import io.temoin.consent.notice.NoticeRequests.Retirement;
import io.temoin.consent.notice.domain.ControllerNotices;
import io.temoin.consent.notice.domain.NoticeCode;
import io.temoin.consent.notice.domain.NoticeCommand.DraftNotice;
import io.temoin.consent.notice.domain.NoticeCommand.PublishNotice;
import io.temoin.consent.notice.domain.NoticeCommand.RetireNotice;
import io.temoin.consent.notice.domain.NoticeProblem;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.purpose.PurposeGrounds;
import io.temoin.consent.purpose.domain.LegalBasis;
import io.temoin.consent.recording.RecordingLaw;
import io.temoin.consent.requests.Organisations;
import io.temoin.consent.requests.RequestFields;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.shredding.TenantId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** By what a controller tells people: written, published, retired. */
@Path("/v1/notices")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Notices", description = "Versioned texts that inform people")
public class NoticeChangeResource {

    private static final String OPERATION = "notices";

    private final Callers callers;
    private final Commands commands;
    private final NoticeStream notices;
    private final NoticeChanges changes;
    private final PurposeGrounds purposes;
    private final RecordingLaw recordingLaw;

    NoticeChangeResource(
            Callers callers,
            Commands commands,
            NoticeStream notices,
            NoticeChanges changes,
            PurposeGrounds purposes,
            RecordingLaw recordingLaw) {
        this.callers = callers;
        this.commands = commands;
        this.notices = notices;
        this.changes = changes;
        this.purposes = purposes;
        this.recordingLaw = recordingLaw;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "draftNotice",
            summary = "Draft a version of a notice",
            description =
                    "In one language, for one channel and layer. It is not used until it is"
                            + " published. Every passage must appear in the text word for word.")
    @APIResponse(
            responseCode = "201",
            description = "Drafted",
            headers = @Header(name = "Location"),
            content = @Content(schema = @Schema(implementation = NoticeAnswer.class)))
    @Problems({"notice-invalid", "notice-of-another"})
    public Uni<RestResponse<NoticeAnswer>> draft(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = Draft.class)))
                    @Nullable Draft body) {
        Caller caller = callers.current();
        Draft request = RequestFields.present("", body);
        EventMetadata metadata = commands.of(caller, OPERATION, key, request);
        return changes.record(
                new DraftNotice(
                        Organisations.of(caller, NoticeProblem.NOTICE_OF_ANOTHER),
                        RequestFields.party("/controller", request.controller()),
                        NoticeRequests.code("/notice", request.notice()),
                        NoticeRequests.content(
                                request,
                                purposes::isOne,
                                id -> recordingLaw.announcement(id) != null),
                        metadata.at()),
                metadata);
    }

    @POST
    @Path("/{notice}/{version}/publications")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "publishNotice",
            summary = "Publish a version of a notice",
            description =
                    "Requires every item of GDPR art. 13, 14 and 21(4) that applies under the legal"
                            + " bases of its purposes; a refusal lists everything that is missing."
                            + " The previous version in the same language, channel and layer is not"
                            + " used from then on.")
    @APIResponse(
            responseCode = "201",
            description = "Published",
            headers = @Header(name = "Location"),
            content = @Content(schema = @Schema(implementation = NoticeAnswer.class)))
    @Problems({
        "notice-invalid",
        "notice-incomplete",
        "notice-of-another",
        "notice-unknown",
        "notice-state-conflict",
        "notice-in-use"
    })
    public Uni<RestResponse<NoticeAnswer>> publish(
            @PathParam("notice") String notice,
            @PathParam("version") int version,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(schema = @Schema(implementation = Publication.class)))
                    @Nullable Publication body) {
        Caller caller = callers.current();
        Publication request = RequestFields.present("", body);
        NoticeCode code = NoticeRequests.code("notice", notice);
        EventMetadata metadata =
                commands.of(caller, operation(notice, version, "publications"), key, request);
        PartyId by = Organisations.of(caller, NoticeProblem.NOTICE_OF_ANOTHER);
        PartyId controller = RequestFields.party("/controller", request.controller());
        Instant validFrom =
                request.validFrom() == null
                        ? metadata.at()
                        : RequestFields.term("/validFrom", request.validFrom(), metadata.at());
        return grounds(metadata.tenant(), by, controller, code, version)
                .map(
                        grounds ->
                                new PublishNotice(
                                        by,
                                        controller,
                                        code,
                                        version,
                                        grounds,
                                        validFrom,
                                        metadata.at()))
                .flatMap(command -> changes.record(command, metadata));
    }

    @POST
    @Path("/{notice}/{version}/retirements")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"dpo", "admin"})
    @Operation(
            operationId = "retireNotice",
            summary = "Retire a version of a notice",
            description =
                    "Its text stays available for people who were informed by it. A full notice"
                            + " cannot be retired while a spoken first layer refers to it.")
    @APIResponse(
            responseCode = "201",
            description = "Retired",
            headers = @Header(name = "Location"),
            content = @Content(schema = @Schema(implementation = NoticeAnswer.class)))
    @Problems({"notice-of-another", "notice-unknown", "notice-state-conflict", "notice-in-use"})
    public Uni<RestResponse<NoticeAnswer>> retire(
            @PathParam("notice") String notice,
            @PathParam("version") int version,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = Retirement.class)))
                    @Nullable Retirement body) {
        Caller caller = callers.current();
        Retirement request = RequestFields.present("", body);
        NoticeCode code = NoticeRequests.code("notice", notice);
        EventMetadata metadata =
                commands.of(caller, operation(notice, version, "retirements"), key, request);
        return changes.record(
                new RetireNotice(
                        Organisations.of(caller, NoticeProblem.NOTICE_OF_ANOTHER),
                        RequestFields.party("/controller", request.controller()),
                        code,
                        version,
                        RequestFields.optionalCode("/reason", request.reason()),
                        metadata.at()),
                metadata);
    }

    /** Nothing is looked up for who may not ask, and nothing for a version that is not there. */
    private Uni<Set<LegalBasis>> grounds(
            TenantId tenant, PartyId by, PartyId controller, NoticeCode notice, int version) {
        Uni<ControllerNotices> known =
                by.equals(controller)
                        ? notices.state(tenant, controller)
                        : Uni.createFrom().item(ControllerNotices.NONE);
        return known.map(all -> all.find(notice, version))
                .flatMap(
                        found ->
                                found.isEmpty()
                                        ? Uni.createFrom().item(Set.of())
                                        : purposes.find(
                                                tenant,
                                                controller,
                                                found.get().content().purposes()));
    }

    private static String operation(String notice, int version, String change) {
        return OPERATION + "/" + notice + "/" + version + "/" + change;
    }
}
