// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.quarkus.runtime.StartupEvent;
import io.temoin.shredding.keys.KeyVault;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;

/**
 * Reads a keyset file before anything is connected to: one that is missing, or that others may
 * read, must wait neither for a migration nor for a request.
 */
@ApplicationScoped
class KeyFilesCheck {

    private final Instance<KeyVault> keyset;

    KeyFilesCheck(Instance<KeyVault> keyset) {
        this.keyset = keyset;
    }

    void run(@Observes @Priority(StartupChecks.FIRST + 1) StartupEvent event) {
        keyset.get();
    }
}
