// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.business;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.chassis.ChassisProblem;
import io.temoin.retention.business.BusinessReport.Target;
import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.Claims;
import io.temoin.retention.requests.RequestFields;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
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
                        minLength = 1,
                        maxLength = 128,
                        description =
                                "Your reference of a claim: required with CLAIM_MADE, and with"
                                        + " CLAIM_CLOSED to say which claim has ended; not for other"
                                        + " events. Only a keyed fingerprint is stored.")
                @Nullable String claim,
        @Schema(
                        pattern = "^[a-z0-9][a-z0-9-]{0,62}$",
                        description = "On whose behalf; required unless a recording is stated.")
                @Nullable String controller) {

    /** Not an event of the engine: it starts no clock. */
    static final String CONTRACT_LINKED = "CONTRACT_LINKED";

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
     * The same of this controller, with fingerprints for its references.
     *
     * @throws io.temoin.eventsourcing.Rejected when it names another controller
     */
    BusinessEventRequest boundTo(String own, ReferenceFingerprints fingerprints) {
        if (controller != null && !controller.equals(own)) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/controller", "The topic is another controller's.");
        }
        return new BusinessEventRequest(
                event,
                at,
                recording,
                decision,
                contractReference(fingerprints),
                person,
                claimReference(fingerprints),
                recording == null ? own : null);
    }

    /**
     * What it says.
     *
     * @param fingerprints of the references of the controller that reports
     * @throws io.temoin.eventsourcing.Rejected when it is not understood
     */
    BusinessReport parsed(Instant now, ReferenceFingerprints fingerprints) {
        BusinessEvent happened = parsedEvent();
        Target target = target(fingerprints);
        String link = target instanceof Target.Contract ? null : contractReference(fingerprints);
        if (happened == null && link == null) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/contract", "State a contract, and the call or recording to link to it.");
        }
        if (target instanceof Target.Person && happened != null && !happened.concernsPerson()) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/person", "This event is reported of a call or a contract, not of a person.");
        }
        return new BusinessReport(
                happened, parsedClaim(happened, fingerprints), parsedAt(now), target, link);
    }

    /**
     * A claim is made under its reference, or nobody could say which one has ended. An end without
     * one ends no claim that has a reference: only one from before there were any.
     */
    private @Nullable String parsedClaim(
            @Nullable BusinessEvent happened, ReferenceFingerprints fingerprints) {
        if (happened == BusinessEvent.CLAIM_MADE && claim == null) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/claim", "State your reference of the claim; its end has to name it.");
        }
        if (claim != null && (happened == null || !Claims.concern(happened))) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/claim", "Only CLAIM_MADE and CLAIM_CLOSED name a claim; omit this field.");
        }
        return claimReference(fingerprints);
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
        Instant parsed = RequestFields.instant("/at", at);
        if (parsed.isAfter(now.plus(SKEW))) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/at", "at is in the future; report an event only after it has happened.");
        }
        return parsed;
    }

    private Target target(ReferenceFingerprints fingerprints) {
        if (recording != null) {
            refuseBeside("/decision", decision);
            refuseBeside("/controller", controller);
            refuseBeside("/person", person);
            return new Target.OneRecording(RequestFields.id("/recording", recording));
        }
        if (decision != null) {
            refuseBeside("/person", person);
            return new Target.WholeCall(
                    RequestFields.id("/decision", decision), parsedController());
        }
        if (contract != null) {
            refuseBeside("/person", person);
            return new Target.Contract(
                    fingerprints.contract().apply(parsedReference("/contract", contract)),
                    parsedController());
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

    private @Nullable String contractReference(ReferenceFingerprints fingerprints) {
        return contract == null
                ? null
                : fingerprints.contract().apply(parsedReference("/contract", contract));
    }

    private @Nullable String claimReference(ReferenceFingerprints fingerprints) {
        return claim == null ? null : fingerprints.claim().apply(parsedReference("/claim", claim));
    }

    private static String parsedReference(String pointer, String stated) {
        String reference = stated.strip();
        if (reference.isEmpty()
                || reference.length() > LONGEST_REFERENCE
                || reference.codePoints().anyMatch(Character::isISOControl)) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    pointer, "A reference has 1 to 128 characters and no control characters.");
        }
        return reference;
    }

    private String parsedController() {
        return RequestFields.party(
                "/controller", controller, "Unless you state a recording, name the controller.");
    }

    private static void refuseBeside(String pointer, @Nullable String value) {
        if (value != null) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    pointer, "Omit this field beside a recording, a decision or a contract.");
        }
    }
}
