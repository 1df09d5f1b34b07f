// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy;

import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.retention.policy.ControllerCountryStore.Stated;
import io.temoin.retention.policy.domain.PolicyProblem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads where parties say that they are established. What is not understood is parked. */
final class ControllerCountryReader {

    private static final int VERSION = 1;
    private static final Pattern ISO_3166 = Pattern.compile("[A-Z]{2}");

    private final ZoneId zone;

    ControllerCountryReader(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * What an event says of a party; {@code null} for one that tells of none. A country counts from
     * the day of the registration on, and one that takes the place of another from the next day on:
     * what began before, the same day included, stays under the law of the former.
     */
    @Nullable Stated read(ReceivedEvent event) {
        return switch (event.type()) {
            case "PartyRegistered" -> stated(event, 0);
            case "PartyAmended" -> stated(event, 1);
            default -> null;
        };
    }

    private Stated stated(ReceivedEvent event, int daysLater) {
        if (event.version() != VERSION) {
            throw unreadable(event.type() + " in version " + event.version());
        }
        JsonFields data = event.fields();
        try {
            String country = data.object("profile").text("country");
            if (!ISO_3166.matcher(country).matches()) {
                throw unreadable("country");
            }
            Instant at = data.instant("at");
            LocalDate since = at.atZone(zone).toLocalDate().plusDays(daysLater);
            return new Stated(data.text("party"), country, since, at);
        } catch (JsonFields.Unreadable missing) {
            throw unreadable(missing.field());
        }
    }

    private static Rejected unreadable(String what) {
        return new Rejected(
                PolicyProblem.PURPOSE_UNREADABLE,
                "The event cannot be processed: " + what + " is not understood.");
    }
}
