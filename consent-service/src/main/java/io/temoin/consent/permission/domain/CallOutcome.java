// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

/** What became of a call. */
public enum CallOutcome {
    /** It rang and nobody answered. */
    NO_ANSWER,
    /** The line was engaged. */
    BUSY,
    /** A machine answered. */
    VOICEMAIL,
    /** A person answered. */
    ANSWERED,
    /** A person answered and does not want to be called again. */
    REFUSED,
    /** It was dialled and could not be connected. */
    FAILED,
    /** It was allowed and not dialled after all. */
    NOT_DIALLED
}
