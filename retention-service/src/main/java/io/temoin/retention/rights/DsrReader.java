// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.retention.rights.RequestIntake.AskedFor;
import io.temoin.retention.rights.domain.AskedAbout;
import io.temoin.retention.rights.domain.Contested;
import io.temoin.retention.rights.domain.Intake;
import io.temoin.retention.rights.domain.OwnerService;
import io.temoin.retention.rights.domain.RequestType;
import io.temoin.retention.schedule.domain.ScheduleProblem;
import io.temoin.shredding.SubjectId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requests that consent-service received from people. What cannot be understood is
 * refused, never guessed: the message is then parked.
 */
final class DsrReader {

    private static final int VERSION = 1;

    /** How people say something to consent-service that is heard, not written. */
    private static final Set<String> SPOKEN = Set.of("VOICE", "IVR_DTMF");

    /** A request as consent-service received it. */
    record ReceivedRequest(UUID request, AskedFor asked) {}

    private DsrReader() {}

    /** The request; {@code null} for another event. */
    static @Nullable ReceivedRequest requestOf(ReceivedEvent event) {
        boolean objection = event.type().equals("RecordingObjectionRecorded");
        if (!objection && !event.type().equals("DsrReceived")) {
            return null;
        }
        if (event.version() != VERSION) {
            throw unreadable(event.type() + " in version " + event.version());
        }
        JsonFields data = event.fields();
        try {
            return objection ? objection(data) : request(data);
        } catch (JsonFields.Unreadable missing) {
            throw unreadable(missing.field());
        }
    }

    private static ReceivedRequest request(JsonFields data) {
        RequestType right = data.read("right", RequestType::valueOf);
        return new ReceivedRequest(
                data.uuid("request"),
                AskedFor.ofAll(
                                data.text("controller"),
                                data.read("subject", SubjectId::new).value(),
                                right,
                                new Intake(
                                        Intake.Way.SELF_SERVICE,
                                        data.text("receivedBy"),
                                        null,
                                        null,
                                        data.instant("receivedAt")),
                                null)
                        .contesting(
                                right == RequestType.RECTIFICATION
                                        ? Contested.ofConsent(
                                                data.optional("consent", UUID::fromString))
                                        : null,
                                null));
    }

    /** Only recordings are concerned, and calls are not: they have an objection of their own. */
    private static ReceivedRequest objection(JsonFields data) {
        UUID decision = data.optional("decision", UUID::fromString);
        Intake.Way way =
                SPOKEN.contains(data.text("channel")) ? Intake.Way.ORAL : Intake.Way.LETTER;
        return new ReceivedRequest(
                data.uuid("objection"),
                new AskedFor(
                        data.text("controller"),
                        data.read("subject", SubjectId::new).value(),
                        RequestType.OBJECTION,
                        new Intake(
                                way, data.text("receivedBy"), null, null, data.instant("statedAt")),
                        decision == null ? null : AskedAbout.ofDecision(decision),
                        null,
                        null,
                        List.of(OwnerService.RECORDING)));
    }

    private static Rejected unreadable(String what) {
        return new Rejected(
                ScheduleProblem.EVENT_UNREADABLE,
                "The event cannot be processed: " + what + " is not understood.");
    }
}
