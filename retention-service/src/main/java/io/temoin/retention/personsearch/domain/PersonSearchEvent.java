// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.personsearch.domain;

import java.util.UUID;

/**
 * What is recorded of a look-up of a person. Who, from where and when stands with the event, as
 * with every other.
 */
public sealed interface PersonSearchEvent permits PersonSearched, PersonSearchRefused {

    /** Its own id. */
    UUID search();

    /** At which something may be held. */
    String controller();
}
