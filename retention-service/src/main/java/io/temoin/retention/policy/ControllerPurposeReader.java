// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy;

import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.retention.policy.domain.NotePurposePeriod;
import io.temoin.retention.policy.domain.NotePurposePeriod.Change;
import io.temoin.retention.policy.domain.PolicyProblem;
import io.temoin.retention.policy.domain.Purpose;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Reads what controllers declare of their purposes. What cannot be understood is refused, never
 * guessed: the message is then parked.
 */
final class ControllerPurposeReader {

    private static final int VERSION = 1;

    private final ZoneId zone;

    ControllerPurposeReader(ZoneId zone) {
        this.zone = zone;
    }

    /** The command an event causes; {@code null} for one that tells nothing of a purpose. */
    @Nullable NotePurposePeriod commandOf(ReceivedEvent event, Instant now) {
        return switch (event.type()) {
            case "PurposeDeclared" -> read(event, Change.DECLARED, now);
            case "PurposeRevised" -> read(event, Change.REVISED, now);
            case "PurposeActivated" -> read(event, Change.ACTIVATED, now);
            case "PurposeRetired" -> read(event, Change.RETIRED, now);
            default -> null;
        };
    }

    private NotePurposePeriod read(ReceivedEvent event, Change change, Instant now) {
        if (event.version() != VERSION) {
            throw unreadable(event.type() + " in version " + event.version());
        }
        JsonFields data = event.fields();
        try {
            boolean hasTerms = change == Change.DECLARED || change == Change.REVISED;
            @Nullable JsonFields terms = hasTerms ? data.object("terms") : null;
            return new NotePurposePeriod(
                    data.text("controller"),
                    Purpose.valueOf(data.text("purpose")),
                    change,
                    (int) data.number("revision"),
                    terms == null ? null : terms.optional("keepFor", Period::parse),
                    terms == null ? null : terms.optional("keepingReference"),
                    terms == null ? null : terms.texts("recipients"),
                    data.instant("at").atZone(zone).toLocalDate(),
                    now);
        } catch (JsonFields.Unreadable missing) {
            throw unreadable(missing.field());
        } catch (IllegalArgumentException | DateTimeException _) {
            throw unreadable("what was declared");
        }
    }

    private static Rejected unreadable(String what) {
        return new Rejected(
                PolicyProblem.PURPOSE_UNREADABLE,
                "The event cannot be processed: " + what + " is not understood.");
    }
}
