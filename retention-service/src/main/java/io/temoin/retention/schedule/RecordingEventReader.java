// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.retention.engine.domain.AnnouncedPeriod;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.PurposeEnd;
import io.temoin.retention.engine.domain.PurposeEnd.Cause;
import io.temoin.retention.engine.domain.Quarantine;
import io.temoin.retention.policy.domain.EffectivePolicies;
import io.temoin.retention.policy.domain.PolicyProblem;
import io.temoin.retention.policy.domain.PolicyScope;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.schedule.domain.CallReference;
import io.temoin.retention.schedule.domain.DispositionEvidence;
import io.temoin.retention.schedule.domain.RetainedItemCommand;
import io.temoin.retention.schedule.domain.RetainedItemCommand.ConfirmDisposition;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteItem;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NotePurposeEnd;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteQuarantine;
import io.temoin.retention.schedule.domain.ScheduleProblem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns the events of recording-service into commands. What cannot be understood is refused, never
 * guessed: the message is then parked.
 */
final class RecordingEventReader {

    private static final int VERSION = 1;
    private static final String STORED = "RecordingStored";
    private static final String PURPOSES_ENDED = "PurposesEnded";

    /** Names of the events that cause commands. */
    static final Set<String> TYPES =
            Set.of(
                    STORED,
                    PURPOSES_ENDED,
                    "PurposeFulfilled",
                    "RecordingQuarantined",
                    "RecordingErased");

    private static final String ORDER = "retention-quarantine-order";

    private final ZoneId zone;

    /**
     * Reads events.
     *
     * @param zone the controllers'
     */
    RecordingEventReader(ZoneId zone) {
        this.zone = zone;
    }

    /** Whose policies a recording that is stored asks for; {@code null} for any other event. */
    @Nullable String storedFor(ReceivedEvent event) {
        return event.type().equals(STORED) ? read(event, data -> data.text("controller")) : null;
    }

    /** The item that a stored recording becomes, under the policies of its scope. */
    RetainedItemCommand itemOf(ReceivedEvent event, EffectivePolicies policies, Instant now) {
        return read(event, data -> stored(data, policies, now));
    }

    /** The command that any other event causes; {@code null} for an event that is none of ours. */
    @Nullable RetainedItemCommand commandOf(ReceivedEvent event, Instant now) {
        return switch (event.type()) {
            case "PurposeFulfilled" -> read(event, data -> fulfilled(data, now));
            case "RecordingQuarantined" -> read(event, data -> quarantined(event, data, now));
            case "RecordingErased" -> read(event, data -> erased(data, now));
            default -> null;
        };
    }

    /**
     * The purposes that end with what a person said, as far as an event tells of any: the recording
     * stays for the others.
     */
    List<NotePurposeEnd> endedBy(ReceivedEvent event, Instant now) {
        if (!event.type().equals(PURPOSES_ENDED)) {
            return List.of();
        }
        return read(
                event,
                data -> {
                    var end = new PurposeEnd(data.instant("at"), cause(data.text("reason")));
                    return data.texts("purposes").stream()
                            .map(of -> new NotePurposeEnd(call(data), purpose(of), end, now))
                            .toList();
                });
    }

    private static <T> T read(ReceivedEvent event, Function<JsonFields, T> meaning) {
        if (event.version() != VERSION) {
            throw unreadable(event.type() + " in version " + event.version());
        }
        try {
            return meaning.apply(event.fields());
        } catch (JsonFields.Unreadable missing) {
            throw unreadable(missing.field());
        }
    }

    private RetainedItemCommand stored(JsonFields data, EffectivePolicies policies, Instant now) {
        Instant endedAt = data.instant("endedAt");
        LocalDate endedOn = endedAt.atZone(zone).toLocalDate();
        List<Purpose> purposes =
                data.texts("purposes").stream().map(RecordingEventReader::purpose).toList();
        CallReference call = call(data);
        String campaign = data.optional("campaign");
        return new NoteItem(
                call,
                data.text("processor"),
                campaign,
                endedAt,
                zone,
                policies.inForce(
                        new PolicyScope(call.controller(), campaign), purposes, endedOn, now),
                data.objects("retention").stream().map(RecordingEventReader::announced).toList(),
                now);
    }

    private static RetainedItemCommand fulfilled(JsonFields data, Instant now) {
        return new NotePurposeEnd(
                call(data),
                purpose(data.text("purpose")),
                PurposeEnd.fulfilled(data.instant("at")),
                now);
    }

    private static Cause cause(String reason) {
        return switch (reason) {
            case "CONSENT_WITHDRAWN" -> Cause.CONSENT_WITHDRAWN;
            // A refusal during the call is an objection, too (GDPR art. 21).
            case "OBJECTED", "OPTED_OUT" -> Cause.OBJECTED;
            default -> throw unreadable("why a purpose ended");
        };
    }

    /** An order that it may cause has an id that follows from the event, as every repeat of it. */
    private static RetainedItemCommand quarantined(
            ReceivedEvent event, JsonFields data, Instant now) {
        return new NoteQuarantine(
                call(data),
                new Quarantine(data.text("reason"), data.instant("eraseBy")),
                event.command(ORDER, now).commandId(),
                Holds.UNKNOWN,
                now);
    }

    private static RetainedItemCommand erased(JsonFields data, Instant now) {
        JsonFields evidence = data.object("evidence");
        return new ConfirmDisposition(
                call(data),
                data.optional("order", UUID::fromString),
                data.instant("at"),
                new DispositionEvidence(
                        evidence.optional("keyId"),
                        evidence.optional("keyFingerprint"),
                        evidence.number("bytes"),
                        evidence.optional("keyScope"),
                        evidence.optional("horizon", Instant::parse)),
                now);
    }

    private static CallReference call(JsonFields data) {
        return new CallReference(
                data.uuid("recording"),
                data.text("controller"),
                data.text("subject"),
                data.uuid("decision"),
                data.optional("consent", UUID::fromString));
    }

    private static AnnouncedPeriod announced(JsonFields told) {
        Purpose purpose = purpose(told.text("purpose"));
        String keepFor = told.text("keepFor");
        String from = told.text("from");
        try {
            return new AnnouncedPeriod(
                    purpose, Period.parse(keepFor), RetentionTrigger.valueOf(from));
        } catch (DateTimeException | IllegalArgumentException _) {
            throw unreadable("what was announced");
        }
    }

    private static Purpose purpose(String name) {
        try {
            return Purpose.valueOf(name);
        } catch (IllegalArgumentException _) {
            throw new Rejected(
                    PolicyProblem.POLICY_UNKNOWN,
                    "There is no retention policy for the purpose of the recording.");
        }
    }

    private static Rejected unreadable(String what) {
        return new Rejected(
                ScheduleProblem.EVENT_UNREADABLE,
                "The event cannot be processed: " + what + " is not understood.");
    }
}
