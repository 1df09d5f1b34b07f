// SPDX-License-Identifier: Apache-2.0
package io.temoin.keystart;

import io.smallrye.mutiny.Uni;
import io.temoin.shredding.keys.KeyProviderUnavailable;
import java.time.Duration;

/** What a service does while its start waits for the key provider. */
public interface StartWait {

    /**
     * Shows why the start waits, and returns when it is time to ask the provider again.
     *
     * @throws IllegalStateException when the process is to end instead
     */
    void pause(KeyProviderUnavailable why, Duration pause);

    /**
     * Fails with {@link IllegalStateException} when the process is to end: a start that has asked
     * the provider does not wait for its answer then. Without an item.
     */
    default <T> Uni<T> stop() {
        return Uni.createFrom().nothing();
    }

    /** The provider has answered, or the start ends: nothing is shown any more. */
    void end();
}
