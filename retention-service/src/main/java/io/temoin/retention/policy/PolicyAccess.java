// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy;

import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.policy.domain.PolicyDecider;
import io.temoin.retention.policy.domain.PolicyProblem;
import io.temoin.retention.policy.domain.PolicyScope;
import io.temoin.retention.policy.domain.PolicyStage;
import io.temoin.retention.policy.domain.TenantPolicies;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who sees a policy, and who lays it down. A policy of the whole tenant binds everybody in it, so
 * everybody in it sees it; one of a controller is seen by those who work for that controller.
 */
public final class PolicyAccess {

    private PolicyAccess() {}

    static boolean sees(Visibility caller, PolicyStage stage) {
        String controller = stage.proposal().scope().controller();
        return controller == null || caller.worksFor(controller);
    }

    /**
     * The policy, if it exists for the caller.
     *
     * @throws Rejected when it does not
     */
    public static PolicyStage visible(TenantPolicies all, String id, Visibility caller) {
        UUID policy = PolicyRequests.id(id);
        @Nullable PolicyStage stage = policy == null ? null : all.find(policy);
        if (stage == null || !sees(caller, stage)) {
            throw PolicyDecider.unknown();
        }
        return stage;
    }

    /** Whether the caller is of those who lay down policies of that scope. */
    public static boolean isOwner(Caller caller, PolicyScope scope) {
        String controller = scope.controller();
        return controller == null ? caller.tenantWide() : caller.organisation().equals(controller);
    }

    /**
     * Lets those pass who may lay down policies of a scope: the controller itself, and for the
     * whole tenant its own people. A processor that did would be a controller (GDPR art. 28(10)).
     */
    public static void requireOwner(Caller caller, PolicyScope scope) {
        String controller = scope.controller();
        boolean owner =
                controller == null ? caller.tenantWide() : caller.organisation().equals(controller);
        if (!owner) {
            throw new Rejected(
                    PolicyProblem.POLICY_OF_ANOTHER,
                    "Only the controller itself may lay down its retention policies, and only the"
                            + " tenant's own people those of the whole tenant.");
        }
    }
}
