// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.temoin.chassis.ChassisConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * A password alone must not suffice to listen, export or erase because a variable was left empty.
 */
@ApplicationScoped
class StepUpSettingsCheck implements StartupCheck {

    private final ChassisConfig config;

    StepUpSettingsCheck(ChassisConfig config) {
        this.config = config;
    }

    @Override
    public Optional<String> complaint() {
        return config.stepUp().acr().isPresent()
                ? Optional.empty()
                : Optional.of(
                        "temoin.step-up.acr must name at least one value of the claim acr:"
                                + " otherwise a password alone suffices for listening, exports,"
                                + " evidence and erasures.");
    }

    @Override
    public String override() {
        return "temoin.allow-no-step-up";
    }
}
