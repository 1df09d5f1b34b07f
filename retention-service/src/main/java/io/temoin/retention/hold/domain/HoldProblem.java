// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold.domain;

import io.temoin.eventsourcing.Rejected.Code;
import io.temoin.eventsourcing.Rejected.Kind;

/** What can be wrong with a request about a legal hold. */
public enum HoldProblem implements Code {
    /** No hold has this id, or not for this caller. */
    HOLD_UNKNOWN(Kind.UNKNOWN),
    /** The caller does not work for the controller whose items are to be held. */
    HOLD_OF_ANOTHER(Kind.FORBIDDEN),
    /** The controller has no such item. */
    HOLD_ITEM_UNKNOWN(Kind.UNPROCESSABLE),
    /** The criteria cover nothing. */
    HOLD_WITHOUT_ITEMS(Kind.UNPROCESSABLE),
    /** It is released; only a new one covers its items again. */
    HOLD_RELEASED(Kind.CONFLICT),
    /** Somebody proposed the release before. */
    RELEASE_ALREADY_PROPOSED(Kind.CONFLICT),
    /** Nobody proposed the release. */
    RELEASE_NOT_PROPOSED(Kind.CONFLICT),
    /** Whoever proposed the release cannot decide on it. */
    RELEASE_BY_PROPOSER(Kind.FORBIDDEN),
    /** Nobody of the organisation that placed it takes part in its release. */
    RELEASE_OF_ANOTHER(Kind.FORBIDDEN),
    /** Other items would be destroyed than somebody has seen who releases it. */
    RELEASE_PREVIEW_OUTDATED(Kind.CONFLICT);

    private final Kind kind;

    HoldProblem(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
