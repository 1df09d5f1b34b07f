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
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads where parties say that they are established. What is not understood is parked. */
final class ControllerCountryReader {

    private static final int VERSION = 1;
    private static final Set<String> CONTROLLERS = Set.of("CONTROLLER", "JOINT_CONTROLLER");
    private static final Set<String> ISO_3166 = Set.of(Locale.getISOCountries());

    private final ZoneId zone;

    ControllerCountryReader(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * What an event says of a party; {@code null} for one that tells of none. A country counts from
     * the day of the registration on, and one that takes the place of another from the next day on:
     * what began before, the same day included, stays under the law of the former. A party that is
     * no controller tells of none: it says itself where it is, and could become one again.
     */
    @Nullable Stated read(ReceivedEvent event) {
        return switch (event.type()) {
            case "PartyRegistered" -> stated(event, 0);
            case "PartyAmended" -> stated(event, 1);
            case "ControllerCountryRestated" -> restated(event);
            default -> null;
        };
    }

    /** As the registration or the amendment that it repeats. */
    private Stated restated(ReceivedEvent event) {
        requireVersion(event);
        JsonFields data = event.fields();
        try {
            return stated(
                    data.text("party"),
                    data.text("country"),
                    data.instant("saidAt"),
                    data.flag("amended") ? 1 : 0);
        } catch (JsonFields.Unreadable missing) {
            throw unreadable(missing.field());
        }
    }

    private @Nullable Stated stated(ReceivedEvent event, int daysLater) {
        requireVersion(event);
        JsonFields data = event.fields();
        try {
            JsonFields profile = data.object("profile");
            if (profile.texts("roles").stream().noneMatch(CONTROLLERS::contains)) {
                return null;
            }
            return stated(
                    data.text("party"), profile.text("country"), data.instant("at"), daysLater);
        } catch (JsonFields.Unreadable missing) {
            throw unreadable(missing.field());
        }
    }

    private Stated stated(String party, String country, Instant at, int daysLater) {
        if (!ISO_3166.contains(country)) {
            throw unreadable("country");
        }
        LocalDate since = at.atZone(zone).toLocalDate().plusDays(daysLater);
        return new Stated(party, country, since, at);
    }

    private static void requireVersion(ReceivedEvent event) {
        if (event.version() != VERSION) {
            throw unreadable(event.type() + " in version " + event.version());
        }
    }

    private static Rejected unreadable(String what) {
        return new Rejected(
                PolicyProblem.PURPOSE_UNREADABLE,
                "The event cannot be processed: " + what + " is not understood.");
    }
}
