// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.access;

import io.temoin.chassis.events.MalformedEvent;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.shredding.SubjectId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what recording-service says about listening. */
final class PersonAccessReader {

    private static final int VERSION = 1;

    /**
     * Something that is known of a listening.
     *
     * @param granted absent in what a playback says
     */
    record Noted(
            UUID listening,
            UUID recording,
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

    private PersonAccessReader() {}

    /** Whether the event tells of listening. */
    static boolean isAboutListening(ReceivedEvent event) {
        return event.version() == VERSION
                && (event.type().equals("ListeningGranted")
                        || event.type().equals("PlaybackRecorded"));
    }

    /**
     * What the event says.
     *
     * @throws MalformedEvent when it cannot be understood; the message is then parked
     */
    static Noted accessOf(ReceivedEvent event) {
        try {
            return read(event);
        } catch (JsonFields.Unreadable missing) {
            throw new MalformedEvent(
                    "the event cannot be processed: " + missing.field() + " is not understood",
                    missing);
        }
    }

    private static Noted read(ReceivedEvent event) {
        JsonFields data = event.fields();
        boolean grant = event.type().equals("ListeningGranted");
        return new Noted(
                data.uuid("listening"),
                data.uuid("recording"),
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
