// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.business;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.Uuids;
import io.temoin.retention.business.BusinessReport.Target;
import io.temoin.retention.engine.domain.BusinessEvent;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of the business of a call: of one recording, of a call with all its recordings, of a
 * contract with all that is linked to it, or of a person. Also links a call to a contract.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "BusinessEventRequest")
record BusinessEventRequest(
        @Schema(
                        required = true,
                        enumeration = {
                            "ALERT_QUALIFIED",
                            "AUTHORITY_REQUEST",
                            "CLAIM_CLOSED",
                            "CLAIM_MADE",
                            "COMPLAINT_CLOSED",
                            "CONTRACT_ENDED",
                            "CONTRACT_LINKED",
                            "CONTRACT_SIGNED",
                            "LAST_CONTACT_FROM_PERSON",
                            "PROPOSAL_MADE",
                            "PROPOSAL_REFUSED",
                            "WRITTEN_CONFIRMATION"
                        },
                        description =
                                "What happened. CONTRACT_LINKED only links a call or a recording"
                                        + " to a contract.")
                @Nullable String event,
        @Schema(
                        required = true,
                        format = "date-time",
                        description = "When it happened (RFC 3339), not when it is reported.")
                @Nullable String at,
        @Schema(format = "uuid", description = "A single recording; its controller is known.")
                @Nullable String recording,
        @Schema(
                        format = "uuid",
                        description =
                                "A call, by its call decision: covers all its recordings, including"
                                        + " those stored later.")
                @Nullable String decision,
        @Schema(
                        minLength = 1,
                        maxLength = 128,
                        description =
                                "Your reference of a contract. With a recording or a decision, it"
                                        + " links it to the contract; alone, the event is the"
                                        + " contract's and covers everything linked to it, including"
                                        + " what is linked later. Only a keyed fingerprint is stored.")
                @Nullable String contract,
        @Schema(
                        pattern = "^[0-9a-f]{32}$",
                        description =
                                "A person, by the pseudonym (`subject`) that answers and events"
                                        + " carry. Not for what happens to a proposal or a"
                                        + " contract.")
                @Nullable String person,
        @Schema(
                        pattern = "^[a-z0-9][a-z0-9-]{0,62}$",
                        description = "On whose behalf; required unless a recording is stated.")
                @Nullable String controller) {

    /** Not an event of the engine: it starts no clock. */
    static final String CONTRACT_LINKED = "CONTRACT_LINKED";

    private static final Pattern CONTROLLER = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern PERSON = Pattern.compile("[0-9a-f]{32}");
    private static final int LONGEST_REFERENCE = 128;

    /** Two clocks are never quite the same. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    /** A reference may name a person. */
    @Override
    public String toString() {
        return "BusinessEventRequest";
    }

    /**
     * The same of this controller, with a fingerprint for the reference of a contract.
     *
     * @throws io.temoin.eventsourcing.Rejected when it names another controller
     */
    BusinessEventRequest boundTo(String own, UnaryOperator<String> fingerprint) {
        if (controller != null && !controller.equals(own)) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/controller", "The topic is another controller's.");
        }
        return new BusinessEventRequest(
                event,
                at,
                recording,
                decision,
                reference(fingerprint),
                person,
                recording == null ? own : null);
    }

    /**
     * What it says.
     *
     * @param fingerprint of a reference of the controller that reports
     * @throws io.temoin.eventsourcing.Rejected when it is not understood
     */
    BusinessReport parsed(Instant now, UnaryOperator<String> fingerprint) {
        BusinessEvent happened = parsedEvent();
        Target target = target(fingerprint);
        String link = target instanceof Target.Contract ? null : reference(fingerprint);
        if (happened == null && link == null) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/contract", "State a contract, and the call or recording to link to it.");
        }
        if (target instanceof Target.Person && happened != null && !happened.concernsPerson()) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/person", "This event is reported of a call or a contract, not of a person.");
        }
        return new BusinessReport(happened, parsedAt(now), target, link);
    }

    private @Nullable BusinessEvent parsedEvent() {
        if (CONTRACT_LINKED.equals(event)) {
            return null;
        }
        for (BusinessEvent known : BusinessEvent.values()) {
            if (known.name().equals(event)) {
                return known;
            }
        }
        throw ChassisProblem.REQUEST_INVALID.at("/event", "event must be one of " + NAMES + ".");
    }

    private static final String NAMES =
            Stream.concat(
                            Stream.of(CONTRACT_LINKED),
                            Arrays.stream(BusinessEvent.values()).map(Enum::name))
                    .sorted()
                    .collect(Collectors.joining(", "));

    private Instant parsedAt(Instant now) {
        Instant parsed = instant();
        if (parsed.isAfter(now.plus(SKEW))) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/at", "at is in the future; report an event only after it has happened.");
        }
        return parsed;
    }

    private Instant instant() {
        try {
            if (at != null) {
                return OffsetDateTime.parse(at).toInstant().truncatedTo(ChronoUnit.MICROS);
            }
        } catch (DateTimeException _) {
            // Refused below, like a missing one.
        }
        throw ChassisProblem.REQUEST_INVALID.at(
                "/at", "at must be a date and time with offset, such as 2026-11-24T09:00:00Z.");
    }

    private Target target(UnaryOperator<String> fingerprint) {
        if (recording != null) {
            refuseBeside("/decision", decision);
            refuseBeside("/controller", controller);
            refuseBeside("/person", person);
            return new Target.OneRecording(uuid("/recording", recording));
        }
        if (decision != null) {
            refuseBeside("/person", person);
            return new Target.WholeCall(uuid("/decision", decision), parsedController());
        }
        if (contract != null) {
            refuseBeside("/person", person);
            return new Target.Contract(
                    fingerprint.apply(parsedReference(contract)), parsedController());
        }
        if (person != null) {
            if (!PERSON.matcher(person).matches()) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "/person", "A person is a pseudonym of 32 hexadecimal digits.");
            }
            return new Target.Person(person, parsedController());
        }
        throw ChassisProblem.REQUEST_INVALID.at(
                "/recording", "State a recording, a decision, a contract or a person.");
    }

    private @Nullable String reference(UnaryOperator<String> fingerprint) {
        return contract == null ? null : fingerprint.apply(parsedReference(contract));
    }

    private static String parsedReference(String contract) {
        String reference = contract.strip();
        if (reference.isEmpty()
                || reference.length() > LONGEST_REFERENCE
                || reference.codePoints().anyMatch(Character::isISOControl)) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/contract",
                    "A contract reference has 1 to 128 characters and no control characters.");
        }
        return reference;
    }

    private String parsedController() {
        if (controller == null || !CONTROLLER.matcher(controller).matches()) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/controller", "Unless you state a recording, name the controller.");
        }
        return controller;
    }

    private static void refuseBeside(String pointer, @Nullable String value) {
        if (value != null) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    pointer, "Omit this field beside a recording, a decision or a contract.");
        }
    }

    private static UUID uuid(String pointer, String value) {
        UUID parsed = Uuids.parse(value);
        if (parsed == null) {
            throw ChassisProblem.REQUEST_INVALID.at(pointer, "This is not a UUID.");
        }
        return parsed;
    }
}
