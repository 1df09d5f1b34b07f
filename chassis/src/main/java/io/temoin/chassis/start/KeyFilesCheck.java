// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.temoin.shredding.keys.KeyVault;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/**
 * Reads the key files before anything is connected to: one that is missing, or that others may
 * read, must wait neither for a migration nor for a request.
 */
@ApplicationScoped
class KeyFilesCheck {

    private final Instance<KeyVault> keyset;
    private final List<KeyFiles> others;
    private final Config config;

    KeyFilesCheck(Instance<KeyVault> keyset, @All List<KeyFiles> others, Config config) {
        this.keyset = keyset;
        this.others = others;
        this.config = config;
    }

    void run(@Observes @Priority(StartupChecks.FIRST + 1) StartupEvent event) {
        keyset.get();
        if (ServiceCommand.of(config) == ServiceCommand.SERVE) {
            others.forEach(KeyFiles::check);
        }
    }
}
