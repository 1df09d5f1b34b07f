// SPDX-License-Identifier: Apache-2.0
package io.temoin.keystart;

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

    /** The provider has answered, or the start ends: nothing is shown any more. */
    void end();
}
