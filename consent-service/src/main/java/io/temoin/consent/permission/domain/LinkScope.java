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
    DATA_REQUEST
}
