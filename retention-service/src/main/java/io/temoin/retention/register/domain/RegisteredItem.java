// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One item as its owner told of it. Ids are the owner's, and are unique inside a kind.
 *
 * @param processor who made the call it is about; absent when it is about none
 * @param campaign of that call
 * @param subject pseudonym of the person it is about; absent when it is about nobody
 * @param decision the decision on the call it belongs to; what it lacks is that decision's
 * @param purposes what it was made for: whoever may see them may see it
 * @param keptFor purposes whose policies say how long it is kept
 * @param startedAt what its periods run from
 * @param keepUntil last local day that no policy shortens; absent when there is none
 */
public record RegisteredItem(
        UUID item,
        ItemKind kind,
        String controller,
        @Nullable String processor,
        @Nullable String campaign,
        @Nullable String subject,
        @Nullable UUID decision,
        List<String> purposes,
        List<String> keptFor,
        Instant startedAt,
        @Nullable LocalDate keepUntil) {

    public RegisteredItem {
        purposes = List.copyOf(purposes);
        keptFor = List.copyOf(keptFor);
    }
}
