// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import io.temoin.chassis.ChassisConfig;
import io.temoin.chassis.start.StartupCheck;
import io.temoin.chassis.start.TokenLife;
import io.temoin.recording.RecordingConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** A listening must not end early because the key of its token was retired. */
@ApplicationScoped
class ListeningLifeCheck implements StartupCheck {

    private final RecordingConfig config;
    private final ChassisConfig chassis;

    ListeningLifeCheck(RecordingConfig config, ChassisConfig chassis) {
        this.config = config;
        this.chassis = chassis;
    }

    @Override
    public Optional<String> complaint() {
        return TokenLife.complaint(
                "temoin.recording.listening.ttl", config.listening().ttl(), chassis.keys());
    }
}
