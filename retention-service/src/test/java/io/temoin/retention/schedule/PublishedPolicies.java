// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.temoin.retention.policy.domain.PolicyCommand.ActivatePolicy;
import io.temoin.retention.policy.domain.PolicyCommand.ProposePolicy;
import io.temoin.retention.policy.domain.PolicyCommand.WithdrawPolicy;
import io.temoin.retention.policy.domain.PolicyDecider;
import io.temoin.retention.policy.domain.PolicyEvent;
import io.temoin.retention.policy.domain.PolicyScope;
import io.temoin.retention.policy.domain.PolicyTerms;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.PurposePeriodNoted;
import io.temoin.retention.policy.domain.PurposePeriodNoted.DeclarationState;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.policy.domain.TenantPolicies;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;

/** The events of retention policies as contracts/ shows them. */
final class PublishedPolicies {

    private PublishedPolicies() {}

    static PurposePeriodNoted period() {
        return new PurposePeriodNoted(
                "rhone-telecom",
                Purpose.QUALITY,
                1,
                DeclarationState.ACTIVE,
                Period.ofMonths(3),
                "Decision of the DPO, 2026-11",
                List.of("quality-team"),
                LocalDate.of(2026, 11, 24),
                PublishedEventsTest.NOW);
    }

    static List<PolicyEvent> events() {
        var policy = PublishedEventsTest.id("000000000020");
        var one = "5c9d4c1e-2f0b-4a53-9a0e-7f4f7b2f9d10";
        var terms =
                new PolicyTerms(
                        Purpose.QUALITY,
                        RetentionTrigger.RECORDING_ENDED,
                        null,
                        Period.ofMonths(3),
                        "Decision of the DPO, 2026-11",
                        LocalDate.of(2026, 12, 1),
                        null);
        var decider = new PolicyDecider();
        TenantPolicies state = decider.initialState();
        List<PolicyEvent> all = new ArrayList<>();
        for (var command :
                List.of(
                        new ProposePolicy(
                                policy,
                                new PolicyScope("rhone-telecom", "fibre-autumn"),
                                terms,
                                null,
                                null,
                                one,
                                PublishedEventsTest.NOW),
                        new ActivatePolicy(
                                policy,
                                null,
                                "7d1f2a3b-4c5d-4e6f-8a9b-0c1d2e3f4a5b",
                                PublishedEventsTest.NOW),
                        new WithdrawPolicy(policy, "LAW_CHANGED", one, PublishedEventsTest.NOW))) {
            for (var event : decider.decide(command, state)) {
                state = decider.evolve(state, event);
                all.add(event);
            }
        }
        return all;
    }
}
