// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.FreeValues;
import io.temoin.chassis.requests.Uuids;
import io.temoin.retention.hold.domain.HoldCriteria;
import io.temoin.retention.hold.domain.HoldGround;
import io.temoin.retention.hold.domain.ReleaseGround;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.requests.RequestFields;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is sent to place and release a legal hold. */
final class HoldRequests {

    static final int MOST_ITEMS = 1_000;

    private static final Pattern SUBJECT = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9._/-]{1,64}");
    private static final Pattern AUTHORITY = Pattern.compile("[\\p{L}\\p{N} .,'’&()/-]{1,120}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private HoldRequests() {}

    /** Which items of the controller are covered: those that fulfil every criterion given. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "HoldCriteria", minProperties = 1)
    record Criteria(
            @Schema(
                            description =
                                    "Only these items, at most 1,000: with a recording also what"
                                            + " tells of its call, with a sheet or a transcript the"
                                            + " recordings of its call, too.",
                            maxItems = MOST_ITEMS,
                            minItems = 1)
                    @Nullable List<UUID> items,
            @Schema(
                            pattern = "^[0-9a-f]{32}$",
                            description =
                                    "Only items of this person, by the pseudonym in listItems.")
                    @Nullable String subject,
            @Schema(
                            pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
                            description = "Only items of calls of this campaign.")
                    @Nullable String campaign,
            @Schema(
                            description = "Only items kept for at least one of these purposes.",
                            minItems = 1)
                    @Nullable List<Purpose> purposes,
            @Schema(
                            format = "date-time",
                            description =
                                    "Only items of calls that ended then or later (RFC 3339).")
                    @Nullable String endedFrom,
            @Schema(
                            format = "date-time",
                            description = "Only items of calls that ended earlier (RFC 3339).")
                    @Nullable String endedBefore) {

        HoldCriteria parsed() {
            HoldCriteria criteria =
                    new HoldCriteria(
                            requireSome("/criteria/items", items, MOST_ITEMS),
                            RequestFields.optionalMatching(
                                    "/criteria/subject", subject, SUBJECT, "a pseudonym"),
                            RequestFields.optionalImpersonal(
                                    "/criteria/campaign", campaign, CODE, "a campaign"),
                            requireSome("/criteria/purposes", purposes, Purpose.values().length),
                            RequestFields.optionalInstant("/criteria/endedFrom", endedFrom),
                            RequestFields.optionalInstant("/criteria/endedBefore", endedBefore));
            if (criteria.isUnlimited()) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "/criteria",
                        "State at least one criterion: items, subject, campaign, purposes,"
                                + " endedFrom or endedBefore.");
            }
            if (criteria.endedFrom() != null
                    && criteria.endedBefore() != null
                    && !criteria.endedFrom().isBefore(criteria.endedBefore())) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "/criteria/endedBefore", "endedBefore must be after endedFrom.");
            }
            return criteria;
        }
    }

    /** A new hold. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "HoldRequest")
    record Placing(
            @Schema(
                            required = true,
                            pattern = "^[a-z0-9][a-z0-9-]{0,62}$",
                            description = "Whose items are held.")
                    @Nullable String controller,
            @Schema(required = true) @Nullable Criteria criteria,
            @Schema(required = true, implementation = HoldGround.class) @Nullable String ground,
            @Schema(
                            required = true,
                            maxLength = 120,
                            description =
                                    "Who asks for it: a court, an authority, a department; never a"
                                            + " person's name.")
                    @Nullable String authority,
            @Schema(
                            required = true,
                            pattern = "^[A-Za-z0-9._/-]{1,64}$",
                            description = "The file of the case.")
                    @Nullable String reference) {

        String parsedController() {
            return FreeValues.impersonal(
                    "/controller",
                    RequestFields.party(
                            "/controller", controller, "State the id of a controller."));
        }

        HoldCriteria parsedCriteria() {
            return RequestFields.present("/criteria", criteria).parsed();
        }

        HoldGround parsedGround() {
            return RequestFields.oneOf("/ground", ground, HoldGround.class);
        }

        String parsedAuthority() {
            return RequestFields.impersonal(
                    "/authority", authority, AUTHORITY, "a name of 1 to 120 letters and digits");
        }

        String parsedReference() {
            return referenceAt("/reference", reference);
        }
    }

    /** The proposal to release a hold. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "HoldReleaseProposalRequest")
    record Proposing(
            @Schema(
                            required = true,
                            pattern = "^[0-9a-f]{64}$",
                            description = "The digest of the release preview that you have seen.")
                    @Nullable String preview,
            @Schema(required = true, implementation = ReleaseGround.class) @Nullable String ground,
            @Schema(
                            required = true,
                            pattern = "^[A-Za-z0-9._/-]{1,64}$",
                            description = "Where the reason is documented.")
                    @Nullable String reference) {

        String parsedPreview() {
            return digest(preview);
        }

        ReleaseGround parsedGround() {
            return RequestFields.oneOf("/ground", ground, ReleaseGround.class);
        }

        String parsedReference() {
            return referenceAt("/reference", reference);
        }
    }

    /** The decision to release it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "HoldReleaseRequest")
    record Releasing(
            @Schema(
                            required = true,
                            pattern = "^[0-9a-f]{64}$",
                            description = "The digest of the release preview that you have seen.")
                    @Nullable String preview) {

        String parsedPreview() {
            return digest(preview);
        }
    }

    private static String digest(@Nullable String value) {
        return RequestFields.matching("/preview", value, DIGEST, "the digest of a release preview");
    }

    private static String referenceAt(String pointer, @Nullable String value) {
        return RequestFields.impersonal(
                pointer, value, REFERENCE, "a reference of 1 to 64 letters and digits");
    }

    private static <T> List<T> requireSome(String pointer, @Nullable List<T> values, int most) {
        if (values == null) {
            return List.of();
        }
        if (values.isEmpty() || values.size() > most) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    pointer, "State 1 to %d of them, or omit the field.".formatted(most));
        }
        return new ArrayList<>(values);
    }

    /** The id of a hold in a path; {@code null} when it cannot be one. */
    static @Nullable UUID id(String id) {
        return Uuids.parse(id);
    }
}
