// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.business;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.visibility.AgreementStore;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.business.BusinessEventRequest.Target.OneRecording;
import io.temoin.retention.business.BusinessEventRequest.Target.WholeCall;
import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.report.domain.ReportBusinessEvent;
import io.temoin.retention.schedule.ItemOwnership;
import io.temoin.retention.schedule.ReportNoting;
import io.temoin.retention.schedule.RetainedItemStream;
import io.temoin.retention.schedule.domain.Explanation;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.retention.schedule.domain.RetainedItem.Expected;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteBusinessEvent;
import io.temoin.retention.schedule.domain.ScheduleProblem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What the business system tells of what followed from a call: it starts and ends clocks. */
@Path("/v1/business-events")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Business events", description = "Business outcomes of calls")
public class BusinessEventResource {

    private final BusinessReports reports;
    private final RetainedItemStream items;
    private final AgreementStore agreements;
    private final Callers callers;
    private final Commands commands;

    BusinessEventResource(
            BusinessReports reports,
            RetainedItemStream items,
            AgreementStore agreements,
            Callers callers,
            Commands commands) {
        this.reports = reports;
        this.items = items;
        this.agreements = agreements;
        this.callers = callers;
        this.commands = commands;
    }

    @POST
    @RolesAllowed("business-system")
    @Operation(
            operationId = "reportBusinessEvent",
            summary = "Report that a proposal was made or refused, or a contract signed",
            description =
                    "Name either one recording or a call decision; the latter covers all present"
                            + " and future recordings of the call. An insurance recording is kept"
                            + " for two years if the contract is signed within one month of the"
                            + " proposal (C. assurances art. R.112-7), and destroyed immediately if"
                            + " the proposal is refused.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = BusinessEventRequest.class)))
    @APIResponse(
            responseCode = "201",
            description = "Recorded; existing recordings have their new dates.",
            headers = @Header(name = "Idempotent-Replay"),
            content = @Content(schema = @Schema(implementation = BusinessEventAnswer.class)))
    @Problems({
        "controller-not-authorised",
        "item-unknown",
        "event-already-noted",
        "contract-already-signed",
        "event-too-late",
        "disposition-ordered",
        "recording-destroyed",
        "event-before-call",
        "event-not-relevant"
    })
    public Uni<RestResponse<BusinessEventAnswer>> report(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable BusinessEventRequest request) {
        if (request == null) {
            throw ChassisProblem.REQUEST_INVALID.at("", "Send a business event as JSON.");
        }
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, "reportBusinessEvent", key, request);
        BusinessEvent event = request.parsedEvent();
        Instant at = request.parsedAt(metadata.at());
        Uni<BusinessReports.Result> result =
                switch (request.target()) {
                    case OneRecording(var recording) ->
                            report(caller, recording, event, at, metadata);
                    case WholeCall(var decision, var controller) ->
                            report(caller, decision, controller, event, at, metadata);
                };
        return result.map(it -> answer(event, at, it));
    }

    private Uni<BusinessReports.Result> report(
            Caller caller,
            UUID recording,
            BusinessEvent event,
            Instant at,
            EventMetadata metadata) {
        NoteBusinessEvent command =
                new NoteBusinessEvent(
                        event,
                        at,
                        ReportNoting.orderOf(metadata.commandId()),
                        Holds.UNKNOWN,
                        metadata.at());
        return Uni.combine()
                .all()
                .unis(items.replay(caller.tenant(), recording), agreements.visibility(caller))
                .with(
                        (replayed, seen) -> {
                            requireSeen(seen.sees(ItemOwnership.of(replayed.state())));
                            return ItemOwnership.callOf(replayed.state()).controller();
                        })
                .invoke(controller -> requireAuthorised(caller.organisation().equals(controller)))
                .chain(_ -> reports.report(recording, command, metadata));
    }

    private Uni<BusinessReports.Result> report(
            Caller caller,
            UUID decision,
            String controller,
            BusinessEvent event,
            Instant at,
            EventMetadata metadata) {
        ReportBusinessEvent report =
                new ReportBusinessEvent(decision, controller, event, at, metadata.at());
        return Uni.combine()
                .all()
                .unis(reports.known(caller.tenant(), report), agreements.visibility(caller))
                .with((known, seen) -> mayReport(caller, seen, controller, known))
                .invoke(BusinessEventResource::requireAuthorised)
                .chain(_ -> reports.report(report, metadata));
    }

    /**
     * The controller alone, whose business it is: a processor could have the recordings of its own
     * sales destroyed.
     */
    private static boolean mayReport(
            Caller caller, Visibility seen, String controller, List<RetainedItem> known) {
        return caller.organisation().equals(controller)
                && known.stream()
                        .filter(item -> !(item instanceof Expected))
                        .allMatch(item -> seen.sees(ItemOwnership.of(item)));
    }

    private static void requireSeen(boolean seen) {
        if (!seen) {
            throw Explanation.unknown();
        }
    }

    private static void requireAuthorised(boolean authorised) {
        if (!authorised) {
            throw new Rejected(
                    ScheduleProblem.CONTROLLER_NOT_AUTHORISED,
                    "Only a business system of the controller of the call may report its business"
                            + " events.");
        }
    }

    private static RestResponse<BusinessEventAnswer> answer(
            BusinessEvent event, Instant at, BusinessReports.Result result) {
        return Answers.created(
                        result.position(),
                        result.repeated(),
                        BusinessEventAnswer.of(event, at, result.items()))
                .build();
    }
}
