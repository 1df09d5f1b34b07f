// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.holdings;

import io.temoin.chassis.events.MalformedEvent;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.consent.holdings.HoldingsChange.DueDateMoved;
import io.temoin.consent.holdings.HoldingsChange.Listened;
import io.temoin.consent.holdings.HoldingsChange.PersonErased;
import io.temoin.consent.holdings.HoldingsChange.RecordingGone;
import io.temoin.consent.holdings.HoldingsChange.RecordingKept;
import io.temoin.consent.holdings.HoldingsChange.RequestMoved;
import io.temoin.consent.holdings.HoldingsChange.RequestRectified;
import io.temoin.consent.holdings.HoldingsChange.RequestStateChanged;
import io.temoin.consent.holdings.HoldingsChange.RequestTaken;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.shredding.SubjectId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the other services say of a person's recordings and requests. What cannot be
 * understood is refused, never guessed: the message is then parked.
 */
final class HoldingsReader {

    /** Names of the events that may change something here. */
    static final Set<String> TYPES =
            Set.of(
                    "RecordingStored",
                    "RecordingErased",
                    "ListeningGranted",
                    "PlaybackRecorded",
                    "DispositionScheduled",
                    "RetainedUnderMinimum",
                    "TriggerAwaited",
                    "ConflictRaised",
                    "RequestOpened",
                    "IdentityProofReceived",
                    "DsrExtended",
                    "RequestJoined",
                    "DsrAnswered",
                    "DsrRefused",
                    "DsrWithdrawn",
                    "DsrClosed",
                    "RectificationNoted",
                    "ErasureCompleted");

    private HoldingsReader() {}

    /**
     * The change that an event makes; {@code null} for one that changes nothing here.
     *
     * @throws MalformedEvent when it cannot be understood
     */
    static @Nullable HoldingsChange changeOf(ReceivedEvent event) {
        try {
            return change(event);
        } catch (JsonFields.Unreadable missing) {
            throw new MalformedEvent(
                    "the event cannot be processed: " + missing.field() + " is not understood",
                    missing);
        } catch (DateTimeException | IllegalArgumentException unclear) {
            throw new MalformedEvent(
                    "the event cannot be processed: a value is not understood", unclear);
        }
    }

    private static @Nullable HoldingsChange change(ReceivedEvent event) {
        JsonFields data = event.fields();
        return switch (event.service() + "." + event.type()) {
            case "recording.RecordingStored" -> new RecordingKept(kept(data), subject(data));
            case "recording.RecordingErased" ->
                    new RecordingGone(
                            data.uuid("recording"),
                            data.text("controller"),
                            subject(data),
                            data.instant("at"));
            case "recording.ListeningGranted", "recording.PlaybackRecorded" ->
                    listened(event, data);
            case "retention.DispositionScheduled", "retention.RetainedUnderMinimum" ->
                    due(data, LocalDate.parse(data.text("dueOn")));
            case "retention.TriggerAwaited", "retention.ConflictRaised" -> due(data, null);
            case "retention.RequestOpened" -> new RequestTaken(taken(data), subject(data));
            case "retention.IdentityProofReceived", "retention.DsrExtended" ->
                    new RequestMoved(data.uuid("request"), data.instant("dueAt"));
            case "retention.RequestJoined" ->
                    changed(data, "JOINED", null, data.uuid("into"), null);
            case "retention.DsrAnswered" ->
                    changed(
                            data,
                            "ANSWERED",
                            data.instant("answeredAt"),
                            null,
                            data.flag("partial"));
            case "retention.DsrRefused" ->
                    changed(data, "REFUSED", data.instant("refusedAt"), null, null);
            case "retention.DsrWithdrawn" ->
                    data.flag("continues") ? null : changed(data, "WITHDRAWN", null, null, null);
            case "retention.DsrClosed" -> changed(data, "CLOSED", null, null, null);
            case "retention.ErasureCompleted" ->
                    new PersonErased(
                            data.uuid("request"),
                            data.text("controller"),
                            subject(data),
                            data.instant("completedAt"));
            case "retention.RectificationNoted" ->
                    new RequestRectified(data.uuid("request"), data.instant("rectifiedAt"));
            default -> null;
        };
    }

    private static HeldRecording kept(JsonFields data) {
        return new HeldRecording(
                data.uuid("recording"),
                data.text("controller"),
                data.text("processor"),
                data.optional("campaign"),
                data.texts("purposes"),
                data.instant("endedAt"),
                null,
                null);
    }

    private static DueDateMoved due(JsonFields data, @Nullable LocalDate dueOn) {
        return new DueDateMoved(
                data.uuid("recording"), data.text("controller"), subject(data), dueOn);
    }

    private static Listened listened(ReceivedEvent event, JsonFields data) {
        boolean grant = event.type().equals("ListeningGranted");
        Instant first = grant ? null : data.instant("firstByteAt");
        Instant at = grant ? data.instant("at") : data.instant("firstByteAt");
        return new Listened(
                new HeldListening(
                        data.uuid("listening"),
                        data.uuid("recording"),
                        data.text("purpose"),
                        grant ? event.actor().role() : null,
                        grant ? data.object("grantee").text("organisation") : null,
                        grant ? data.object("reason").text("code") : null,
                        grant ? at : null,
                        first,
                        grant ? null : data.instant("lastByteAt")),
                data.text("controller"),
                subject(data),
                at);
    }

    private static HeldRequest taken(JsonFields data) {
        JsonFields intake = data.object("intake");
        return new HeldRequest(
                data.uuid("request"),
                data.text("controller"),
                data.text("type"),
                "OPEN",
                intake.text("receivedBy"),
                intake.instant("receivedAt"),
                data.instant("dueAt"),
                null,
                null,
                null,
                null);
    }

    private static RequestStateChanged changed(
            JsonFields data,
            String state,
            @Nullable Instant answeredAt,
            @Nullable UUID joinedTo,
            @Nullable Boolean partial) {
        return new RequestStateChanged(data.uuid("request"), state, answeredAt, joinedTo, partial);
    }

    private static String subject(JsonFields data) {
        return data.read("subject", SubjectId::new).value();
    }
}
