// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.serving;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Problems;
import io.temoin.consent.agreement.AgreementVisibility;
import io.temoin.consent.inspection.InspectionStream;
import io.temoin.consent.inspection.domain.InspectionEvent.PersonalDataRead;
import io.temoin.consent.inspection.domain.PersonalDocument;
import io.temoin.consent.inspection.domain.PersonalField;
import io.temoin.consent.notice.domain.NoticeChannel;
import io.temoin.consent.permission.ContactOwnership;
import io.temoin.consent.permission.ContactPermissionStream;
import io.temoin.consent.requests.RequestFields;
import io.temoin.consent.serving.ServingAnswer.Listing;
import io.temoin.consent.serving.domain.PersonsAnswer;
import io.temoin.consent.serving.domain.ReportServing;
import io.temoin.consent.serving.domain.ServingEvent;
import io.temoin.consent.serving.domain.ServingEvent.NoticeServed;
import io.temoin.consent.serving.domain.ServingProblem;
import io.temoin.consent.serving.domain.Servings;
import io.temoin.consent.signing.ReceiptSigner;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.eventsourcing.store.TimeOrderedId;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Whether the announcement of a call was heard, so that a recording has its proof. */
@Path("/v1/notices-served")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Notices served", description = "Notices served in calls, and what the person answered")
public class ServingResource {

    private static final String OPERATION = "notices-served";
    private static final Pattern NOTICE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

    /** What became of an announcement. */
    @Schema(name = "NoticeServedRequest")
    public record Request(
            @Schema(
                            required = true,
                            format = "uuid",
                            description = "Id of the decision that allowed the call.")
                    @Nullable String decision,
            @Schema(required = true) @Nullable String controller,
            @Schema(required = true, description = "The pseudonym returned by the decision.")
                    @Nullable String subject,
            @Schema(
                            required = true,
                            description = "Id of the announcement that the decision named.")
                    @Nullable String notice,
            @Schema(required = true, description = "Language in which it was played (BCP 47).")
                    @Nullable String language,
            @Schema(required = true, implementation = NoticeChannel.class) @Nullable String channel,
            @Schema(
                            required = true,
                            format = "date-time",
                            description =
                                    "When it finished playing; for a failure, when it should have.")
                    @Nullable String servedAt,
            @Schema(required = true, implementation = ReportServing.Outcome.class)
                    @Nullable String outcome,
            @Schema(
                            description =
                                    "What the person answered; mandatory if recording may begin"
                                            + " only after they say yes.")
                    @Nullable Answer answer) {}

    /** The person's yes or no. */
    @Schema(name = "PersonsAnswerRequest")
    public record Answer(
            @Schema(required = true, implementation = PersonsAnswer.AnswerValue.class)
                    @Nullable String said,
            @Schema(required = true, format = "date-time") @Nullable String at,
            @Schema(required = true, implementation = PersonsAnswer.AnswerMethod.class)
                    @Nullable String by) {}

    private final Callers callers;
    private final Commands commands;
    private final AnnouncedCalls calls;
    private final ServingStream servings;
    private final ReceiptSigner signer;
    private final InspectionStream inspections;
    private final AgreementVisibility visibility;

    ServingResource(
            Callers callers,
            Commands commands,
            AnnouncedCalls calls,
            ServingStream servings,
            ReceiptSigner signer,
            InspectionStream inspections,
            AgreementVisibility visibility) {
        this.callers = callers;
        this.commands = commands;
        this.calls = calls;
        this.servings = servings;
        this.signer = signer;
        this.inspections = inspections;
        this.visibility = visibility;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"agent", "dialer"})
    @Operation(
            operationId = "reportNoticeServed",
            summary = "Report whether the announcement of a call was played",
            description =
                    "Reported by the organisation that asked for the decision, for the announcement"
                            + " named in the decision. If it was played, the response contains a"
                            + " receipt, without which no recording may be stored. After a failure,"
                            + " report another attempt with its own time; the person's answer can"
                            + " be added to a report that has none.")
    @APIResponse(
            responseCode = "201",
            description = "Recorded",
            headers = @Header(name = "Location"),
            content = @Content(schema = @Schema(implementation = ServingAnswer.class)))
    @Problems({
        "notice-not-decided",
        "notice-language-other",
        "notice-channel-unfit",
        "stated-in-the-future",
        "served-outside-call",
        "answer-contradictory",
        "controller-not-authorised",
        "decision-unknown",
        "nothing-to-announce",
        "serving-contradictory"
    })
    public Uni<RestResponse<ServingAnswer>> report(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(required = true) @Nullable Request body) {
        Caller caller = callers.current();
        Request request = RequestFields.present("", body);
        EventMetadata metadata = commands.of(caller, OPERATION, key, request);
        UUID decision = RequestFields.id("/decision", request.decision());
        SubjectId subject = RequestFields.subject("/subject", request.subject());
        ReportServing asked = command(request, caller, metadata);
        return calls.find(caller, asked.controller(), subject, decision)
                .map(call -> asked.about(call.orElse(null)))
                .flatMap(report -> servings.record(decision, report, metadata))
                .flatMap(recorded -> answer(recorded, asked, metadata.tenant()));
    }

    @GET
    @Path("/{decision}")
    @RolesAllowed({"dialer", "supervisor", "dpo"})
    @Operation(
            operationId = "getNoticesServed",
            summary = "Notices served to the person in a call",
            description =
                    "Every report, oldest first, without receipts: those were returned only to the"
                            + " organisation that served the notice.")
    @APIResponse(
            responseCode = "200",
            description = "The reports",
            content = @Content(schema = @Schema(implementation = Listing.class)))
    @Problems("serving-unknown")
    public Uni<Listing> read(@PathParam("decision") UUID decision) {
        Caller caller = callers.current();
        return servings.history(caller.tenant(), decision)
                .flatMap(history -> seen(caller, history))
                .map(history -> history.stream().map(RecordedEvent::event).toList())
                .call(events -> inspections.record(caller, reading(events.getFirst())))
                .map(events -> listing(decision, events));
    }

    private static PersonalDataRead reading(ServingEvent reported) {
        return PersonalDataRead.of(
                        PersonalDocument.NOTICES_SERVED,
                        reported.controller(),
                        reported.subject(),
                        EnumSet.of(PersonalField.ANSWERS))
                .ofDecision(reported.decision());
    }

    private static Listing listing(UUID decision, List<ServingEvent> events) {
        return new Listing(
                decision, events.stream().map(event -> ServingAnswer.of(event, null)).toList());
    }

    private static Rejected unknown() {
        return new Rejected(
                ServingProblem.SERVING_UNKNOWN,
                "No notice has been reported for this decision, or the decision does not concern"
                        + " your organisation.");
    }

    /** The reports of a call, if they exist for the caller: as the decision of the call does. */
    private Uni<List<RecordedEvent<ServingEvent>>> seen(
            Caller caller, List<RecordedEvent<ServingEvent>> history) {
        if (history.isEmpty()) {
            throw unknown();
        }
        String author = history.getFirst().metadata().actor().id();
        return calls.decision(caller, history.getFirst().event())
                .map(decided -> decided.orElseThrow(ServingResource::unknown))
                .map(decided -> ContactOwnership.ofDecision(decided, author))
                .flatMap(
                        ownership ->
                                visibility.seen(
                                        caller, history, ownership, ServingResource::unknown));
    }

    private static ReportServing command(Request request, Caller caller, EventMetadata metadata) {
        return new ReportServing(
                TimeOrderedId.of(metadata),
                ContactPermissionStream.partyOf(caller),
                RequestFields.party("/controller", request.controller()),
                null,
                notice(request.notice()),
                RequestFields.language("/language", request.language()),
                RequestFields.oneOf("/channel", request.channel(), NoticeChannel.class),
                RequestFields.instant("/servedAt", request.servedAt()),
                RequestFields.oneOf("/outcome", request.outcome(), ReportServing.Outcome.class),
                answer(request.answer()),
                metadata.at());
    }

    private static String notice(@Nullable String id) {
        return RequestFields.impersonal(
                "/notice", id, text -> NOTICE.matcher(text).matches(), "an announcement's id");
    }

    private static @Nullable PersonsAnswer answer(@Nullable Answer answer) {
        return answer == null
                ? null
                : new PersonsAnswer(
                        RequestFields.oneOf(
                                "/answer/said", answer.said(), PersonsAnswer.AnswerValue.class),
                        RequestFields.instant("/answer/at", answer.at()),
                        RequestFields.oneOf(
                                "/answer/by", answer.by(), PersonsAnswer.AnswerMethod.class));
    }

    /** What it recorded; of what was reported before, what was recorded then. */
    private Uni<RestResponse<ServingAnswer>> answer(
            CommandOutcome<Servings, ServingEvent> decision,
            ReportServing report,
            TenantId tenant) {
        ServingEvent event =
                decision.newEvents().isEmpty()
                        ? Objects.requireNonNull(
                                decision.state().at(report.servedAt()), "it was reported before")
                        : decision.only().event();
        return event instanceof NoticeServed served
                ? signer.sign(tenant, new NoticeReceipt(served, tenant)::write)
                        .map(receipt -> answer(decision, event, receipt))
                : Uni.createFrom().item(answer(decision, event, null));
    }

    private static RestResponse<ServingAnswer> answer(
            CommandOutcome<Servings, ServingEvent> decision,
            ServingEvent event,
            @Nullable String receipt) {
        URI location = URI.create("/v1/" + OPERATION + "/" + event.decision());
        return Answers.created(decision, ServingAnswer.of(event, receipt))
                .header("Location", location)
                .build();
    }
}
