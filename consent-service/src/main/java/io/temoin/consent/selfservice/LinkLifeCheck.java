// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

import io.temoin.chassis.ChassisConfig;
import io.temoin.chassis.start.StartupCheck;
import io.temoin.chassis.start.TokenLife;
import io.temoin.consent.ConsentConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** A self-service link must not expire early because its key was retired. */
@ApplicationScoped
class LinkLifeCheck implements StartupCheck {

    private final ConsentConfig config;
    private final ChassisConfig chassis;

    LinkLifeCheck(ConsentConfig config, ChassisConfig chassis) {
        this.config = config;
        this.chassis = chassis;
    }

    @Override
    public Optional<String> complaint() {
        return TokenLife.complaint(
                "temoin.consent.self-service.link-ttl",
                config.selfService().linkTtl(),
                chassis.keys());
    }
}
