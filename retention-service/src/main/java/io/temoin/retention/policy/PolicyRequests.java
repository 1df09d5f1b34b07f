// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.Uuids;
import io.temoin.retention.policy.domain.PolicyScope;
import io.temoin.retention.policy.domain.PolicyTerms;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.requests.RequestFields;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is asked of policies over HTTP. */
final class PolicyRequests {

    private static final Pattern CAMPAIGN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern REFERENCE = Pattern.compile("[^\\p{Cntrl}]{1,200}");
    private static final Pattern REASON = Pattern.compile("[A-Z][A-Z0-9_]{0,62}");

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
                    @Nullable String replaces,
            @Schema(
                            description =
                                    "Whether a person looks at an item before it is destroyed"
                                            + " (listReviews). A narrower policy cannot take that"
                                            + " back.")
                    @Nullable Boolean review) {

        PolicyScope scope() {
            if (campaign != null && controller == null) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "/controller", "With a campaign, name its controller.");
            }
            return new PolicyScope(
                    controller == null
                            ? null
                            : RequestFields.party(
                                    "/controller",
                                    controller,
                                    "A controller is an id of lower-case letters, digits and -."),
                    RequestFields.optionalImpersonal(
                            "/campaign",
                            campaign,
                            CAMPAIGN,
                            "a campaign, a code of 1 to 64 letters, digits and . _ -"));
        }

        PolicyTerms terms(Instant now) {
            return new PolicyTerms(
                    RequestFields.oneOf("/purpose", purpose, Purpose.class),
                    RequestFields.oneOf("/from", from, RetentionTrigger.class),
                    RequestFields.optionalPeriod("/atLeast", atLeast),
                    RequestFields.optionalPeriod("/atMost", atMost),
                    parsedReference(),
                    RequestFields.termDay("/validFrom", validFrom, now),
                    RequestFields.optionalTermDay("/validTo", validTo, now),
                    review);
        }

        @Nullable UUID parsedReplaces() {
            return RequestFields.optionalId("/replaces", replaces);
        }

        /** A missing source is refused by the rules, which say what it is for. */
        private String parsedReference() {
            if (reference == null || reference.isBlank()) {
                return "";
            }
            return RequestFields.impersonal(
                    "/reference", reference, REFERENCE, "1 to 200 characters on one line");
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
            return RequestFields.optionalMatching(
                    "/reason", reason, REASON, "a code such as LAW_CHANGED");
        }
    }

    /** The id of a policy; one that is none belongs to none. */
    static @Nullable UUID id(String text) {
        return Uuids.parse(text);
    }
}
