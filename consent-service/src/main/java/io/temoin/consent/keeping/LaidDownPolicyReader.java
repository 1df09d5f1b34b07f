// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.keeping;

import io.temoin.chassis.events.MalformedEvent;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.store.JsonFields;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads what retention-service says of policies. */
final class LaidDownPolicyReader {

    static final String ACTIVATED = "PolicyActivated";
    static final String WITHDRAWN = "PolicyWithdrawn";

    private LaidDownPolicyReader() {}

    static boolean isActivation(ReceivedEvent event) {
        return event.type().equals(ACTIVATED);
    }

    static boolean isWithdrawal(ReceivedEvent event) {
        return event.type().equals(WITHDRAWN);
    }

    /**
     * The policy that was activated.
     *
     * @throws MalformedEvent when it cannot be understood; the message is then parked
     */
    static LaidDownPolicy policyOf(ReceivedEvent event) {
        JsonFields data = event.fields();
        try {
            return new LaidDownPolicy(
                    data.uuid("policy"),
                    data.optional("controller"),
                    data.optional("campaign"),
                    data.text("purpose"),
                    Math.toIntExact(data.number("version")),
                    asInCatalogue(data.text("from")),
                    data.optional("atLeast"),
                    data.optional("atMost"),
                    data.text("reference"),
                    data.read("validFrom", LocalDate::parse),
                    data.optional("validTo", LocalDate::parse));
        } catch (JsonFields.Unreadable | DateTimeException | ArithmeticException unclear) {
            throw new MalformedEvent("a policy that was activated is not understood", unclear);
        }
    }

    /** The id of the policy that was withdrawn. */
    static UUID withdrawn(ReceivedEvent event) {
        try {
            return event.fields().uuid("policy");
        } catch (JsonFields.Unreadable unclear) {
            throw new MalformedEvent("a policy that was withdrawn is not understood", unclear);
        }
    }

    /** RECORDING_ENDED is RecordingEnded in the catalogue. */
    private static String asInCatalogue(String trigger) {
        return Arrays.stream(trigger.split("_", -1))
                .map(
                        word ->
                                word.isEmpty()
                                        ? word
                                        : word.charAt(0)
                                                + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
