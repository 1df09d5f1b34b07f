// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.letter.domain;

/** What a fact in a letter is about. */
public enum LetterFact {
    /** Id of the request. */
    REQUEST,
    CONTROLLER,
    /** What the person asks for. */
    TYPE,
    /** By which way they asked. */
    WAY,
    RECEIVED_ON,
    /** The last day for the answer. */
    ANSWER_BY,
    /** A recording, a call or another item, in words. */
    ITEM,
    /** Since when it is only stored. */
    SINCE,
    ASKED_ON,
    REASON,
    ANSWERED_ON,
    SERVICE,
    GROUND,
    /** What may be had instead. */
    OFFER,
    AUTHORITY,
    URL,
    ERASED_ON,
    KIND,
    COUNT,
    UNTIL,
    /** The text that keeps something, as it is cited in its own language. */
    REFERENCE,
    /** Name of somebody who received the data. */
    RECIPIENT,
    NOTIFIED_ON,
    ACKNOWLEDGED_ON,
    /** Why somebody is not told. */
    EXCUSE,
    /** Id of the order to destroy, under which its certificate is found. */
    ORDER
}
