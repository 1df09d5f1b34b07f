// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import io.temoin.eventsourcing.Rejected.Code;
import io.temoin.eventsourcing.Rejected.Kind;

/** Why no policy can be applied, or a policy cannot be laid down. */
public enum PolicyProblem implements Code {
    /** Nothing says how long an item is kept for this purpose. */
    POLICY_UNKNOWN(Kind.UNPROCESSABLE),
    /** There is no policy of this id, or the caller may not see it. */
    RETENTION_POLICY_UNKNOWN(Kind.UNKNOWN),
    /** Who lays down policies is the controller, and for the whole tenant its own people. */
    POLICY_OF_ANOTHER(Kind.FORBIDDEN),
    /** Whoever proposed a policy does not activate it. */
    SAME_PERSON(Kind.FORBIDDEN),
    /** It names no text or decision that it rests on. */
    POLICY_UNSOURCED(Kind.INVALID),
    /** It lays down neither a minimum nor a maximum, or ends before it begins. */
    POLICY_WITHOUT_EFFECT(Kind.INVALID),
    /** The purpose has no period that could be changed. */
    POLICY_NOT_ADJUSTABLE(Kind.UNPROCESSABLE),
    /** Its periods run from another event than those of the law. */
    POLICY_TRIGGER_DIFFERS(Kind.UNPROCESSABLE),
    /** Its maximum is shorter than a minimum that applies. */
    MAXIMUM_BELOW_MINIMUM(Kind.UNPROCESSABLE),
    /** It lengthens a maximum or shortens a minimum. */
    POLICY_LOOSENED(Kind.UNPROCESSABLE),
    /** Another policy of the scope applies to the purpose on the same days. */
    POLICY_OVERLAPS(Kind.CONFLICT),
    /** The policy is not in a state in which this can be done. */
    POLICY_STATE_CONFLICT(Kind.CONFLICT),
    /** What a controller declared in consent-service is not understood; it is parked. */
    PURPOSE_UNREADABLE(Kind.INVALID);

    private final Kind kind;

    PolicyProblem(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
