// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.policy.domain.PolicyCatalogue;
import io.temoin.retention.policy.domain.PolicyProblem;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.schedule.domain.AnnouncedPeriod;
import io.temoin.retention.schedule.domain.CallReference;
import io.temoin.retention.schedule.domain.DispositionEvidence;
import io.temoin.retention.schedule.domain.PurposeEnd;
import io.temoin.retention.schedule.domain.PurposeEnd.Cause;
import io.temoin.retention.schedule.domain.Quarantine;
import io.temoin.retention.schedule.domain.RetainedItemCommand;
import io.temoin.retention.schedule.domain.RetainedItemCommand.ConfirmDisposition;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteItem;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NotePurposeEnd;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteQuarantine;
import io.temoin.retention.schedule.domain.ScheduleProblem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns the events of recording-service into commands. What cannot be understood is refused, never
 * guessed: the message is then parked.
 */
final class RecordingEventReader {

    private static final int VERSION = 1;
    private static final String ORDER = "retention-quarantine-order";

    private final PolicyCatalogue policies;
    private final ZoneId zone;

    RecordingEventReader(PolicyCatalogue policies, ZoneId zone) {
        this.policies = policies;
        this.zone = zone;
    }

    /** The command an event causes; {@code null} for an event that is none of ours. */
    @Nullable RetainedItemCommand commandOf(ReceivedEvent event, Instant now) {
        return switch (event.type()) {
            case "RecordingStored" -> stored(known(event), now);
            case "PurposeFulfilled" -> fulfilled(known(event), now);
            case "RecordingQuarantined" -> quarantined(event, known(event), now);
            case "RecordingErased" -> erased(known(event), now);
            default -> null;
        };
    }

    /**
     * The purposes that end with what a person said, as far as an event tells of any: the recording
     * stays for the others.
     */
    List<NotePurposeEnd> endedBy(ReceivedEvent event, Instant now) {
        if (!event.type().equals("PurposesEnded")) {
            return List.of();
        }
        JsonNode data = known(event);
        var end = new PurposeEnd(instant(data, "at"), cause(text(data, "reason")));
        List<NotePurposeEnd> ended = new ArrayList<>();
        list(data, "purposes")
                .forEach(
                        purpose ->
                                ended.add(
                                        new NotePurposeEnd(
                                                call(data), purpose(purpose), end, now)));
        return ended;
    }

    private static JsonNode known(ReceivedEvent event) {
        if (event.version() != VERSION) {
            throw unreadable(event.type() + " in version " + event.version());
        }
        return event.data();
    }

    private RetainedItemCommand stored(JsonNode data, Instant now) {
        Instant endedAt = instant(data, "endedAt");
        List<Purpose> purposes = new ArrayList<>();
        list(data, "purposes").forEach(purpose -> purposes.add(purpose(purpose)));
        List<AnnouncedPeriod> announced = new ArrayList<>();
        list(data, "retention").forEach(told -> announced.add(announced(told)));
        return new NoteItem(
                call(data),
                text(data, "processor"),
                data.hasNonNull("campaign") ? text(data, "campaign") : null,
                endedAt,
                zone,
                policies.inForce(purposes, endedAt.atZone(zone).toLocalDate()),
                announced,
                now);
    }

    private static RetainedItemCommand fulfilled(JsonNode data, Instant now) {
        return new NotePurposeEnd(
                call(data),
                purpose(field(data, "purpose")),
                PurposeEnd.fulfilled(instant(data, "at")),
                now);
    }

    private static Cause cause(String reason) {
        return switch (reason) {
            case "CONSENT_WITHDRAWN" -> Cause.CONSENT_WITHDRAWN;
            // A refusal in the call is an objection, too (GDPR art. 21).
            case "OBJECTED", "OPTED_OUT" -> Cause.OBJECTED;
            default -> throw unreadable("why a purpose ended");
        };
    }

    /** An order that it may cause has an id that follows from the event, as every repeat of it. */
    private static RetainedItemCommand quarantined(
            ReceivedEvent event, JsonNode data, Instant now) {
        return new NoteQuarantine(
                call(data),
                new Quarantine(text(data, "reason"), instant(data, "eraseBy")),
                event.command(ORDER, now).commandId(),
                now);
    }

    private static RetainedItemCommand erased(JsonNode data, Instant now) {
        JsonNode evidence = field(data, "evidence");
        return new ConfirmDisposition(
                call(data),
                data.hasNonNull("order") ? uuid(data, "order") : null,
                instant(data, "at"),
                new DispositionEvidence(
                        evidence.path("keyId").textValue(),
                        evidence.path("keyFingerprint").textValue(),
                        field(evidence, "bytes").longValue()),
                now);
    }

    private static CallReference call(JsonNode data) {
        return new CallReference(
                uuid(data, "recording"),
                text(data, "controller"),
                text(data, "subject"),
                uuid(data, "decision"),
                data.hasNonNull("consent") ? uuid(data, "consent") : null);
    }

    private static AnnouncedPeriod announced(JsonNode told) {
        try {
            return new AnnouncedPeriod(
                    purpose(field(told, "purpose")),
                    Period.parse(text(told, "keepFor")),
                    RetentionTrigger.valueOf(text(told, "from")));
        } catch (DateTimeException | IllegalArgumentException _) {
            throw unreadable("what was announced");
        }
    }

    private static Purpose purpose(JsonNode node) {
        try {
            return Purpose.valueOf(node.asText());
        } catch (IllegalArgumentException _) {
            throw new Rejected(
                    PolicyProblem.POLICY_UNKNOWN,
                    "There is no retention policy for the purpose of the recording.");
        }
    }

    private static Instant instant(JsonNode data, String name) {
        try {
            return Instant.parse(text(data, name));
        } catch (DateTimeException _) {
            throw unreadable(name);
        }
    }

    private static UUID uuid(JsonNode data, String name) {
        try {
            return UUID.fromString(text(data, name));
        } catch (IllegalArgumentException _) {
            throw unreadable(name);
        }
    }

    private static String text(JsonNode data, String name) {
        String text = field(data, name).textValue();
        if (text == null) {
            throw unreadable(name);
        }
        return text;
    }

    private static JsonNode list(JsonNode data, String name) {
        JsonNode list = field(data, name);
        if (!list.isArray()) {
            throw unreadable(name);
        }
        return list;
    }

    private static JsonNode field(JsonNode data, String name) {
        JsonNode field = data.get(name);
        if (field == null || field.isNull()) {
            throw unreadable(name);
        }
        return field;
    }

    private static Rejected unreadable(String what) {
        return new Rejected(
                ScheduleProblem.EVENT_UNREADABLE,
                "The event cannot be processed: " + what + " is not understood.");
    }
}
