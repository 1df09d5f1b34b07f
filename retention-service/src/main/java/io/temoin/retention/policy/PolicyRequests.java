// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.FreeValues;
import io.temoin.chassis.requests.Uuids;
import io.temoin.retention.policy.domain.PolicyScope;
import io.temoin.retention.policy.domain.PolicyTerms;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionTrigger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is asked of policies over HTTP. */
final class PolicyRequests {

    private static final Pattern CONTROLLER = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern CAMPAIGN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern REFERENCE = Pattern.compile("[^\\p{Cntrl}]{1,200}");
    private static final Pattern REASON = Pattern.compile("[A-Z][A-Z0-9_]{0,62}");

    /** Nobody means longer, and calendars end somewhere. */
    private static final int MOST_YEARS = 100;

    private PolicyRequests() {}

    /** A policy that is proposed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PolicyProposal")
    record ProposalRequest(
            @Schema(
                            pattern = "^[a-z0-9][a-z0-9-]{0,62}$",
                            description = "Whose policy it is; omitted for the whole tenant.")
                    @Nullable String controller,
            @Schema(
                            pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
                            description = "Only this campaign of the controller.")
                    @Nullable String campaign,
            @Schema(required = true, implementation = Purpose.class) @Nullable String purpose,
            @Schema(required = true, implementation = RetentionTrigger.class) @Nullable String from,
            @Schema(format = "duration", description = "Minimum (ISO 8601), such as P5Y.")
                    @Nullable String atLeast,
            @Schema(format = "duration", description = "Maximum (ISO 8601), such as P3M.")
                    @Nullable String atMost,
            @Schema(
                            required = true,
                            maxLength = 200,
                            description =
                                    "The legal text or the decision on which the periods are"
                                            + " based.")
                    @Nullable String reference,
            @Schema(
                            required = true,
                            format = "date",
                            description = "Applies to what begins on this day or later.")
                    @Nullable String validFrom,
            @Schema(format = "date", description = "First day on which it no longer applies.")
                    @Nullable String validTo,
            @Schema(
                            format = "uuid",
                            description =
                                    "The active policy that it takes over from on its first day.")
                    @Nullable String replaces) {

        PolicyScope scope() {
            if (campaign != null && controller == null) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "/controller", "With a campaign, name its controller.");
            }
            if (controller != null && !CONTROLLER.matcher(controller).matches()) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "/controller",
                        "A controller is an id of lower-case letters, digits and -.");
            }
            if (campaign != null && !CAMPAIGN.matcher(campaign).matches()) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "/campaign", "A campaign is a code of 1 to 64 letters, digits and . _ -.");
            }
            return new PolicyScope(
                    controller,
                    campaign == null ? null : FreeValues.impersonal("/campaign", campaign));
        }

        PolicyTerms terms() {
            return new PolicyTerms(
                    parsedPurpose(),
                    trigger(),
                    period("/atLeast", atLeast),
                    period("/atMost", atMost),
                    parsedReference(),
                    day("/validFrom", validFrom),
                    validTo == null ? null : day("/validTo", validTo));
        }

        @Nullable UUID parsedReplaces() {
            if (replaces == null) {
                return null;
            }
            UUID parsed = Uuids.parse(replaces);
            if (parsed == null) {
                throw ChassisProblem.REQUEST_INVALID.at("/replaces", "This is not a UUID.");
            }
            return parsed;
        }

        private Purpose parsedPurpose() {
            for (Purpose known : Purpose.values()) {
                if (known.name().equals(purpose)) {
                    return known;
                }
            }
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/purpose", "purpose must be a purpose of the catalogue, such as QUALITY.");
        }

        private RetentionTrigger trigger() {
            for (RetentionTrigger known : RetentionTrigger.values()) {
                if (known.name().equals(from)) {
                    return known;
                }
            }
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/from", "from must be an event such as RECORDING_ENDED.");
        }

        /** A missing source is refused by the rules, which say what it is for. */
        private String parsedReference() {
            if (reference == null || reference.isBlank()) {
                return "";
            }
            if (!REFERENCE.matcher(reference).matches()) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "/reference", "reference must be 1 to 200 characters on one line.");
            }
            return FreeValues.impersonal("/reference", reference);
        }
    }

    /** Why a policy is taken back. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "PolicyWithdrawal")
    record WithdrawalRequest(
            @Schema(
                            pattern = "^[A-Z][A-Z0-9_]{0,62}$",
                            description = "A code of your own, such as LAW_CHANGED.")
                    @Nullable String reason) {

        @Nullable String parsedReason() {
            if (reason == null) {
                return null;
            }
            if (!REASON.matcher(reason).matches()) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "/reason", "reason must be a code such as LAW_CHANGED.");
            }
            return reason;
        }
    }

    /** The id of a policy; one that is none belongs to none. */
    static @Nullable UUID id(String text) {
        return Uuids.parse(text);
    }

    private static @Nullable Period period(String pointer, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            Period period = Period.parse(text);
            if (!period.isNegative() && period.toTotalMonths() <= 12L * MOST_YEARS) {
                return period;
            }
        } catch (DateTimeException | ArithmeticException _) {
            // Refused below.
        }
        throw ChassisProblem.REQUEST_INVALID.at(
                pointer,
                "Expected a period of whole days, weeks, months or years (ISO 8601), up to a"
                        + " century.");
    }

    private static LocalDate day(String pointer, @Nullable String text) {
        try {
            if (text != null) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException _) {
            // Refused below, like a missing one.
        }
        throw ChassisProblem.REQUEST_INVALID.at(
                pointer, "Expected a date such as 2026-11-24 (ISO 8601).");
    }
}
