// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.retention.policy.domain.DefaultPolicy;
import io.temoin.retention.policy.domain.PolicyPack;
import io.temoin.retention.policy.domain.PolicySource;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionTrigger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A version of a pack. */
@Schema(
        name = "PolicyPack",
        requiredProperties = {
            "id",
            "version",
            "jurisdictions",
            "validFrom",
            "knownSince",
            "policies"
        })
@JsonInclude(JsonInclude.Include.NON_NULL)
record PolicyPackAnswer(
        String id,
        String version,
        @Schema(description = "ISO 3166-1 codes.") List<String> jurisdictions,
        LocalDate validFrom,
        @Schema(description = "First day on which it no longer applies.")
                @Nullable LocalDate validTo,
        Instant knownSince,
        List<PackPolicy> policies) {

    static PolicyPackAnswer of(PolicyPack pack) {
        return new PolicyPackAnswer(
                pack.id(),
                pack.version(),
                pack.jurisdictions().stream().sorted().toList(),
                pack.validFrom(),
                pack.validTo(),
                pack.knownSince(),
                pack.policies().stream().map(PackPolicy::of).toList());
    }

    /** What a pack provides for one purpose. */
    @Schema(
            name = "PackPolicy",
            requiredProperties = {"purpose", "version", "marks", "source", "enabled"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PackPolicy(
            Purpose purpose,
            int version,
            @Nullable RetentionTrigger from,
            @Schema(format = "duration") @Nullable String atLeast,
            @Schema(format = "duration") @Nullable String atMost,
            @Schema(description = "What ends the retention instead of a period.")
                    DefaultPolicy.@Nullable OpenEnd openEnd,
            List<DefaultPolicy.Mark> marks,
            @Nullable PackExtension extension,
            PolicySource source,
            @Schema(
                            description =
                                    "If false, it applies to nothing until a controller activates a"
                                            + " policy of its own.")
                    boolean enabled,
            @Schema(description = "What nobody has compared with the law.")
                    @Nullable String toVerify,
            @Schema(description = "KEEP: items are kept for atLeast until then.")
                    DefaultPolicy.@Nullable WhileDisabled whileDisabled) {

        private static PackPolicy of(DefaultPolicy policy) {
            return new PackPolicy(
                    policy.purpose(),
                    policy.version(),
                    policy.from(),
                    text(policy.atLeast()),
                    text(policy.atMost()),
                    policy.openEnd(),
                    policy.marks().stream().sorted().toList(),
                    policy.extension() == null ? null : PackExtension.of(policy.extension()),
                    policy.source(),
                    policy.enabled(),
                    policy.toVerify(),
                    policy.whileDisabled());
        }
    }

    /** A longer period in a case that the text names. */
    @Schema(
            name = "PackExtension",
            requiredProperties = {"when", "reference"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PackExtension(
            String when,
            @Schema(format = "duration") @Nullable String atLeast,
            @Schema(format = "duration") @Nullable String atMost,
            String reference) {

        private static PackExtension of(DefaultPolicy.Extension extension) {
            return new PackExtension(
                    extension.when(),
                    text(extension.atLeast()),
                    text(extension.atMost()),
                    extension.reference());
        }
    }

    private static @Nullable String text(@Nullable Period period) {
        return period == null ? null : period.toString();
    }
}
