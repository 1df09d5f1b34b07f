// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

/** What a self-service link is for. */
public enum LinkScope {
    /** See what is known and consented, and get its proof. */
    VIEW,
    /** Say how one wishes to be reached. */
    PREFERENCES,
    /** Withdraw consent. */
    WITHDRAW,
    /** Object to direct marketing. */
    OBJECT,
    /** Exercise a right of access, rectification, erasure, restriction or portability. */
    DATA_REQUEST;

    /**
     * Whether only the controller or the tenant makes such a link. Who makes a link holds its
     * token; a processor must not be able to loosen a person's wishes, or to exercise their rights,
     * as if it were the person. Withdrawing and objecting can only ever protect them.
     */
    boolean isTheControllers() {
        return this == PREFERENCES || this == DATA_REQUEST;
    }
}
