// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.access;

import io.temoin.chassis.events.MalformedEvent;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.chassis.requests.Commands;
import io.temoin.eventsourcing.Sha256;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.shredding.SubjectId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads what recording-service says about listening, and about reading what was derived from it.
 */
final class PersonAccessReader {

    private static final int VERSION = 1;
    private static final String READ = "DocumentRead";

    /**
     * Something that is known of a listening, or of a reading.
     *
     * @param id of the listening; of a reading, what follows from its event
     * @param document the sheet or transcript that was read; absent of a listening
     * @param granted absent in what a playback says
     */
    record Noted(
            UUID id,
            UUID recording,
            @Nullable UUID document,
            String controller,
            String subject,
            String purpose,
            @Nullable Granted granted,
            @Nullable Instant firstHeardAt,
            @Nullable Instant lastHeardAt) {

        /** A playback without its grant is dated by its first sound. */
        Instant at() {
            if (granted != null) {
                return granted.at();
            }
            if (firstHeardAt == null) {
                throw new IllegalStateException("a listening is granted or heard");
            }
            return firstHeardAt;
        }
    }

    /** To whom, and why. */
    record Granted(String role, String organisation, String reason, Instant at) {}

    /** Names of the events that tell of an access. */
    static final Set<String> TYPES = Set.of("ListeningGranted", "PlaybackRecorded", READ);

    private PersonAccessReader() {}

    /** Whether the event tells of an access to what is held of a person. */
    static boolean isAboutAccess(ReceivedEvent event) {
        return event.version() == VERSION && TYPES.contains(event.type());
    }

    /**
     * What the event says.
     *
     * @throws MalformedEvent when it cannot be understood; the message is then parked
     */
    static Noted accessOf(ReceivedEvent event) {
        try {
            return event.type().equals(READ) ? reading(event) : read(event);
        } catch (JsonFields.Unreadable missing) {
            throw new MalformedEvent(
                    "the event cannot be processed: " + missing.field() + " is not understood",
                    missing);
        }
    }

    private static Noted reading(ReceivedEvent event) {
        JsonFields data = event.fields();
        return new Noted(
                Commands.idOf(Sha256.of("document-read\n" + event.id())),
                data.uuid("recording"),
                data.uuid("document"),
                data.text("controller"),
                data.read("subject", SubjectId::new).value(),
                data.text("purpose"),
                new Granted(
                        event.actor().role(),
                        event.actor().organisation(),
                        data.object("reason").text("code"),
                        data.instant("at")),
                null,
                null);
    }

    private static Noted read(ReceivedEvent event) {
        JsonFields data = event.fields();
        boolean grant = event.type().equals("ListeningGranted");
        return new Noted(
                data.uuid("listening"),
                data.uuid("recording"),
                null,
                data.text("controller"),
                data.read("subject", SubjectId::new).value(),
                data.text("purpose"),
                grant
                        ? new Granted(
                                event.actor().role(),
                                data.object("grantee").text("organisation"),
                                data.object("reason").text("code"),
                                data.instant("at"))
                        : null,
                grant ? null : data.instant("firstByteAt"),
                grant ? null : data.instant("lastByteAt"));
    }
}
