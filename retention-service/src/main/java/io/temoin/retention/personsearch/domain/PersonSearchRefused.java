// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.personsearch.domain;

import io.temoin.retention.personsearch.domain.PersonSearched.Lookup;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody asked what is held about a person, and was shown nothing: on record before it is
 * refused. A number is not in it, nor looked up.
 *
 * @param search its own id
 * @param controller at which the person was to be looked up
 * @param subject pseudonym of the person; absent unless it was stated
 * @param lookup by what the person was to be found
 * @param code why it was refused
 */
public record PersonSearchRefused(
        UUID search, String controller, @Nullable String subject, Lookup lookup, Refusal code)
        implements PersonSearchEvent {

    /** Why a look-up is refused. */
    public enum Refusal {
        /** By somebody who is not the controller's own. */
        CONTROLLER_NOT_AUTHORISED,
        /** By a recording, a call or a request that this controller does not have. */
        REFERENCE_UNKNOWN
    }
}
