// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.export.domain.ExportCommand.RequestDelivery;
import io.temoin.audit.export.domain.ExportEvent;
import io.temoin.audit.export.domain.ExportEvent.ExportDeliveryRequested;
import io.temoin.audit.export.domain.ExportProblem;
import io.temoin.audit.trail.TrailVisibility;
import io.temoin.chassis.requests.Answers;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Callers;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Costly;
import io.temoin.chassis.requests.Problems;
import io.temoin.chassis.requests.RevocationChecked;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.RecordedEvent;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Has an export sent to the operator's collector. Only roles that see the whole tenant: what the
 * collector has, everybody there sees.
 */
@Path("/v1/exports/{id}/delivery")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Exports")
@RevocationChecked
public class DeliveryResource {

    /**
     * The delivery of an export.
     *
     * @param collector host and port, from the configuration
     * @param id of this delivery; that of a later one is another
     * @param state REQUESTED, RUNNING, COMPLETED or FAILED; open for extension
     * @param done chunks that the collector has confirmed
     * @param total chunks the export has
     * @param failure why it is not tried any more
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "Delivery",
            requiredProperties = {
                "id",
                "export",
                "collector",
                "state",
                "requestedAt",
                "done",
                "total"
            })
    public record DeliveryAnswer(
            UUID id,
            UUID export,
            String collector,
            @Schema(enumeration = {"REQUESTED", "RUNNING", "COMPLETED", "FAILED"}) String state,
            Instant requestedAt,
            int done,
            int total,
            @Schema(pattern = "^[A-Z][A-Z0-9_]{0,62}$") @Nullable String failure) {

        private static DeliveryAnswer of(DeliveryRow row) {
            return new DeliveryAnswer(
                    row.id(),
                    row.export(),
                    row.collector(),
                    row.state(),
                    row.requestedAt(),
                    row.sent(),
                    row.chunks(),
                    row.failure());
        }
    }

    private final ExportStream streams;
    private final ExportStore exports;
    private final ExportCoverStore cover;
    private final DeliveryStore deliveries;
    private final SyslogCollector collector;
    private final Callers callers;
    private final Commands commands;
    private final Clock clock;

    DeliveryResource(
            ExportStream streams,
            ExportStore exports,
            ExportCoverStore cover,
            DeliveryStore deliveries,
            SyslogCollector collector,
            Callers callers,
            Commands commands,
            Clock clock) {
        this.streams = streams;
        this.exports = exports;
        this.cover = cover;
        this.deliveries = deliveries;
        this.collector = collector;
        this.callers = callers;
        this.commands = commands;
        this.clock = clock;
    }

    /** Has it sent. */
    @POST
    @RolesAllowed({"dpo", "soc-analyst", "admin"})
    @Costly("exports")
    @Operation(
            operationId = "deliverExport",
            summary = "Send a completed syslog export to the operator's collector",
            description =
                    "Over TLS, only to the address the operator configured. The request is recorded"
                            + " before the first message is sent. While one delivery is in"
                            + " progress, another is refused.")
    @APIResponse(
            responseCode = "202",
            description = "Recorded; Location gives the address at which to follow its progress.",
            headers = @Header(name = "Location"),
            content = @Content(schema = @Schema(implementation = DeliveryAnswer.class)))
    @Problems({
        "export-unknown",
        "collector-not-configured",
        "export-not-completed",
        "export-failed",
        "export-not-syslog",
        "delivery-under-way",
        "export-expired",
        "export-deleted",
        "export-cancelled",
        "export-withdrawn"
    })
    public Uni<RestResponse<DeliveryAnswer>> deliver(
            @PathParam("id") UUID id, @HeaderParam("Idempotency-Key") @Nullable String key) {
        Caller caller = callers.current();
        EventMetadata metadata = commands.of(caller, "deliverExport/" + id, key, null);
        Instant now = clock.instant();
        return shown(caller, id)
                .map(shown -> shown.orElseThrow(ExportProblem::unknown))
                .call(_ -> cover.require(caller, id))
                .flatMap(
                        export ->
                                streams.handle(
                                        id,
                                        new RequestDelivery(
                                                metadata.commandId(),
                                                collector.name(),
                                                export.isExpired(now)),
                                        metadata))
                .onFailure(DeliveryResource::isUnderWay)
                .call(() -> openLast(caller, id))
                .call(decision -> openLast(caller, decision.newEvents()))
                .flatMap(
                        decision ->
                                found(caller, id)
                                        .map(
                                                answer ->
                                                        Answers.accepted(decision, answer)
                                                                .header(
                                                                        "Location",
                                                                        "/v1/exports/"
                                                                                + id
                                                                                + "/delivery")
                                                                .build()));
    }

    /**
     * From what is recorded, so that whoever asks makes good what a crash left out after the
     * record: under the key of then, or under another one, which is refused.
     */
    private Uni<Void> openLast(Caller caller, UUID id) {
        return streams.history(caller.tenant(), id).flatMap(all -> openLast(caller, all));
    }

    private static boolean isUnderWay(Throwable failure) {
        return failure instanceof Rejected refused
                && refused.code() == ExportProblem.DELIVERY_UNDER_WAY;
    }

    /** Of several the last: one at a time is under way. */
    private Uni<Void> openLast(Caller caller, List<RecordedEvent<ExportEvent>> recorded) {
        for (RecordedEvent<ExportEvent> one : recorded.reversed()) {
            if (one.event() instanceof ExportDeliveryRequested wanted) {
                return open(caller, wanted, one);
            }
        }
        throw new IllegalStateException("a delivery that is under way was asked for");
    }

    private Uni<Void> open(
            Caller caller, ExportDeliveryRequested wanted, RecordedEvent<ExportEvent> recorded) {
        return deliveries.open(
                caller.tenant(),
                new DeliveryRow(
                        wanted.export(),
                        wanted.delivery(),
                        wanted.collector(),
                        recorded.metadata().correlation(),
                        recorded.metadata().at(),
                        "REQUESTED",
                        0,
                        0,
                        null),
                recorded.version());
    }

    /** How far it is. */
    @GET
    @RolesAllowed({"dpo", "soc-analyst", "admin"})
    @Operation(operationId = "getDelivery", summary = "The latest delivery of an export")
    @APIResponse(
            responseCode = "200",
            description = "The delivery.",
            content = @Content(schema = @Schema(implementation = DeliveryAnswer.class)))
    @Problems("delivery-unknown")
    public Uni<DeliveryAnswer> delivery(@PathParam("id") UUID id) {
        Caller caller = callers.current();
        return shown(caller, id)
                .map(shown -> shown.orElseThrow(DeliveryResource::unsent))
                .flatMap(_ -> found(caller, id));
    }

    /** The export, if it exists for the caller. */
    private Uni<Optional<ExportRow>> shown(Caller caller, UUID id) {
        return exports.find(caller.tenant(), id)
                .map(
                        found ->
                                found.filter(
                                        row ->
                                                row.isShownTo(
                                                        caller.actor(),
                                                        TrailVisibility.of(caller))));
    }

    private static Rejected unsent() {
        return new Rejected(
                ExportProblem.DELIVERY_UNKNOWN, "No delivery of this export has been requested.");
    }

    private Uni<DeliveryAnswer> found(Caller caller, UUID id) {
        return deliveries
                .find(caller.tenant(), id)
                .map(found -> found.map(DeliveryAnswer::of).orElseThrow(DeliveryResource::unsent));
    }
}
