// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is asked of the policies of one tenant. */
public sealed interface PolicyCommand {

    /** The policy. */
    UUID policy();

    /** Pseudonym of the person who asks. */
    String by();

    /** When it is asked. */
    Instant now();

    /**
     * Propose a policy; it applies once somebody else has activated it.
     *
     * @param law what the catalogue provides for the purpose; absent if it provides nothing
     * @param replaces the policy that it takes over from on its first day; absent if none
     */
    record ProposePolicy(
            UUID policy,
            PolicyScope scope,
            PolicyTerms terms,
            @Nullable ProvidedPolicy law,
            @Nullable UUID replaces,
            String by,
            Instant now)
            implements PolicyCommand {}

    /**
     * Activate a policy that somebody else has proposed.
     *
     * @param law what the catalogue provides for the purpose by now
     */
    record ActivatePolicy(UUID policy, @Nullable ProvidedPolicy law, String by, Instant now)
            implements PolicyCommand {}

    /**
     * Take a policy back, proposed or active. What was retained under it stays so.
     *
     * @param reason a code; absent if none was given
     */
    record WithdrawPolicy(UUID policy, @Nullable String reason, String by, Instant now)
            implements PolicyCommand {}
}
