// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.personsearch.domain;

import java.util.UUID;

/**
 * Somebody was shown what is held about a person: on record before it is shown. Who, from where and
 * when stands with the event, as with every other. No number is in it.
 *
 * @param search its own id
 * @param controller at which something may be held
 * @param subject pseudonym of the person
 * @param lookup how the person was found
 * @param page which page was shown, from 1 on
 * @param items how many items were on it
 * @param requests how many requests were on it
 */
public record PersonSearched(
        UUID search,
        String controller,
        String subject,
        Lookup lookup,
        int page,
        int items,
        int requests)
        implements PersonSearchEvent {

    /** By what the person was found. */
    public enum Lookup {
        /** A phone number. */
        NUMBER,
        /** The pseudonym. */
        SUBJECT,
        /** A recording of a call with the person. */
        RECORDING,
        /** A call with the person. */
        DECISION,
        /** A request of the person. */
        REQUEST
    }
}
