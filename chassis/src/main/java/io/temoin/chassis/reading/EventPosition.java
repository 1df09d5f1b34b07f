// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.reading;

import io.temoin.chassis.ChassisProblem;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of an event, as {@code Event-Position} gives it: the event's id.
 *
 * @param command id of the command that recorded it
 * @param ordinal index within that command
 */
public record EventPosition(UUID command, int ordinal) {

    static final String HEADER = "Min-Event-Position";

    private static final Pattern SHAPE =
            Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.([0-9]{1,4})");

    /** The position in a header; malformed is refused. */
    static EventPosition parse(String header) {
        Matcher parts = SHAPE.matcher(header);
        if (!parts.matches()) {
            throw ChassisProblem.HEADER_INVALID.at(
                    HEADER,
                    HEADER + " must be the Event-Position of an earlier response, unchanged.");
        }
        return new EventPosition(UUID.fromString(parts.group(1)), Integer.parseInt(parts.group(2)));
    }

    /** The event's id. */
    public String eventId() {
        return command + "." + ordinal;
    }
}
