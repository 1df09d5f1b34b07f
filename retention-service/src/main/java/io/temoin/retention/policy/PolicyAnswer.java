// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.retention.policy.domain.PolicyStage;
import io.temoin.retention.policy.domain.PolicyStage.Active;
import io.temoin.retention.policy.domain.PolicyStage.Proposal;
import io.temoin.retention.policy.domain.PolicyStage.Proposed;
import io.temoin.retention.policy.domain.PolicyStage.Replaced;
import io.temoin.retention.policy.domain.PolicyStage.Withdrawn;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionTrigger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One policy of a tenant or a controller, as it stands.
 *
 * @param version 1, 2, … of the purpose in the scope; items cite it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Policy",
        requiredProperties = {
            "id",
            "version",
            "purpose",
            "from",
            "reference",
            "validFrom",
            "state",
            "proposed"
        })
record PolicyAnswer(
        UUID id,
        @Schema(description = "Absent for a policy of the whole tenant.")
                @Nullable String controller,
        @Schema(description = "Absent for a policy of all campaigns.") @Nullable String campaign,
        int version,
        Purpose purpose,
        RetentionTrigger from,
        @Schema(format = "duration") @Nullable String atLeast,
        @Schema(format = "duration") @Nullable String atMost,
        @Schema(description = "Whether a person looks at an item before it is destroyed.")
                @Nullable Boolean review,
        String reference,
        LocalDate validFrom,
        @Schema(description = "First day on which it no longer applies.")
                @Nullable LocalDate validTo,
        State state,
        @Schema(description = "The policy that it takes over from.") @Nullable UUID replaces,
        PolicyAct proposed,
        @Nullable PolicyAct activated,
        @Nullable PolicyAct withdrawn,
        @Schema(description = "Why it was withdrawn; a code.") @Nullable String reason) {

    /** The states of a policy. */
    @Schema(name = "PolicyState")
    enum State {
        /** A second person has not activated it yet. */
        PROPOSED,
        /** It applies from validFrom on, until validTo if it has one. */
        ACTIVE,
        /** It applies to nothing that is retained from now on. */
        WITHDRAWN
    }

    /** Who did something with it, and when. */
    @Schema(name = "PolicyAct", requiredProperties = "at")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PolicyAct(
            @Schema(
                            description =
                                    "Pseudonym of the person; shown to those who may lay down"
                                            + " policies of this scope.")
                    @Nullable String by,
            Instant at) {}

    /**
     * The policy as a caller is shown it.
     *
     * @param own whether the caller is of those who lay down policies of its scope
     */
    static PolicyAnswer of(PolicyStage stage, boolean own) {
        PolicyAnswer answer = of(stage);
        return own ? answer : answer.withoutPersons();
    }

    private PolicyAnswer withoutPersons() {
        return new PolicyAnswer(
                id,
                controller,
                campaign,
                version,
                purpose,
                from,
                atLeast,
                atMost,
                review,
                reference,
                validFrom,
                validTo,
                state,
                replaces,
                new PolicyAct(null, proposed.at()),
                activated == null ? null : new PolicyAct(null, activated.at()),
                withdrawn == null ? null : new PolicyAct(null, withdrawn.at()),
                reason);
    }

    private static PolicyAnswer of(PolicyStage stage) {
        return switch (stage) {
            case Proposed proposed -> of(proposed, State.PROPOSED, null, null);
            case Active active -> of(active, State.ACTIVE, active, null);
            case Replaced replaced -> of(replaced, State.ACTIVE, replaced.active(), null);
            case Withdrawn withdrawn ->
                    of(withdrawn, State.WITHDRAWN, activeOf(withdrawn.before()), withdrawn);
        };
    }

    private static @Nullable Active activeOf(PolicyStage stage) {
        return switch (stage) {
            case Proposed _ -> null;
            case Active active -> active;
            case Replaced replaced -> replaced.active();
            case Withdrawn withdrawn -> activeOf(withdrawn.before());
        };
    }

    private static PolicyAnswer of(
            PolicyStage stage,
            State state,
            @Nullable Active active,
            @Nullable Withdrawn withdrawn) {
        Proposal proposal = stage.proposal();
        var terms = proposal.terms();
        return new PolicyAnswer(
                proposal.id(),
                proposal.scope().controller(),
                proposal.scope().campaign(),
                proposal.version(),
                terms.purpose(),
                terms.from(),
                text(terms.atLeast()),
                text(terms.atMost()),
                terms.review(),
                terms.reference(),
                terms.validFrom(),
                lastTo(stage),
                state,
                proposal.replaces(),
                new PolicyAct(proposal.by(), proposal.at()),
                active == null ? null : new PolicyAct(active.by(), active.at()),
                withdrawn == null ? null : new PolicyAct(withdrawn.by(), withdrawn.at()),
                withdrawn == null ? null : withdrawn.reason());
    }

    /** The end that was stated, or the first day of the policy that took over. */
    private static @Nullable LocalDate lastTo(PolicyStage stage) {
        return stage.policies().isEmpty()
                ? stage.proposal().terms().validTo()
                : stage.policies().getLast().terms().validTo();
    }

    private static @Nullable String text(@Nullable Period period) {
        return period == null ? null : period.toString();
    }
}
