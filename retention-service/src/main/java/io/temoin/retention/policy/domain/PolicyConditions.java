// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import org.jspecify.annotations.Nullable;

/**
 * What else the text behind a policy says of its periods.
 *
 * @param suspendsClock a claim stops the clock of every period until it ends
 * @param extension a longer period in a case that the text names; absent if it names none
 */
public record PolicyConditions(boolean suspendsClock, DefaultPolicy.@Nullable Extension extension) {

    /** {@code null} if the text says nothing else: that is how policies record it. */
    static @Nullable PolicyConditions of(
            boolean suspendsClock, DefaultPolicy.@Nullable Extension extension) {
        return suspendsClock || extension != null
                ? new PolicyConditions(suspendsClock, extension)
                : null;
    }
}
