// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import io.temoin.eventsourcing.Embedded;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of the policies of one tenant. No personal data of people who are called. */
public sealed interface PolicyEvent {

    /** The policy. */
    UUID policy();

    /**
     * Somebody proposed a policy. It does not apply yet.
     *
     * @param version 1, 2, … of the purpose in the scope
     * @param replaces the policy that it takes over from on its first day; absent if none
     * @param proposedBy pseudonym of the person
     */
    record PolicyProposed(
            UUID policy,
            @Embedded PolicyScope scope,
            int version,
            @Embedded PolicyTerms terms,
            @Nullable UUID replaces,
            String proposedBy,
            Instant at)
            implements PolicyEvent {}

    /**
     * A second person activated it: it applies to what begins from its first day on and is retained
     * from now on.
     */
    record PolicyActivated(
            UUID policy,
            @Embedded PolicyScope scope,
            int version,
            @Embedded PolicyTerms terms,
            @Nullable UUID replaces,
            String proposedBy,
            String activatedBy,
            Instant at)
            implements PolicyEvent {}

    /** It applies to nothing that is retained from now on. */
    record PolicyWithdrawn(
            UUID policy,
            @Embedded PolicyScope scope,
            Purpose purpose,
            int version,
            @Nullable String reason,
            String withdrawnBy,
            Instant at)
            implements PolicyEvent {}
}
