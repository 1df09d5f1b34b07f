// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.retention.rights.domain.Intake;
import io.temoin.retention.rights.domain.RequestType;
import io.temoin.retention.schedule.domain.ScheduleProblem;
import io.temoin.shredding.SubjectId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requests that consent-service received from people. What cannot be understood is
 * refused, never guessed: the message is then parked.
 */
final class DsrReader {

    private static final int VERSION = 1;

    /** A request as consent-service received it. */
    record ReceivedRequest(
            UUID request, String controller, String subject, RequestType type, Intake intake) {}

    private DsrReader() {}

    /** The request; {@code null} for another event. */
    static @Nullable ReceivedRequest requestOf(ReceivedEvent event) {
        if (!event.type().equals("DsrReceived")) {
            return null;
        }
        if (event.version() != VERSION) {
            throw unreadable("DsrReceived in version " + event.version());
        }
        JsonFields data = event.fields();
        try {
            return new ReceivedRequest(
                    data.uuid("request"),
                    data.text("controller"),
                    data.read("subject", SubjectId::new).value(),
                    data.read("right", RequestType::valueOf),
                    new Intake(
                            Intake.Way.SELF_SERVICE,
                            data.text("receivedBy"),
                            null,
                            null,
                            data.instant("receivedAt")));
        } catch (JsonFields.Unreadable missing) {
            throw unreadable(missing.field());
        }
    }

    private static Rejected unreadable(String what) {
        return new Rejected(
                ScheduleProblem.EVENT_UNREADABLE,
                "The event cannot be processed: " + what + " is not understood.");
    }
}
