// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import io.temoin.platform.ServiceDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What every service of the bench is told, as environment variables.
 *
 * @param bootstrapServers of the broker
 * @param publicKey of the access tokens
 * @param clockOffset how far the services' clocks are ahead of the system's
 * @param packages folder in which all services put their parts of access packages
 */
record ServiceSettings(
        String bootstrapServers, String publicKey, Duration clockOffset, Path packages) {

    /** Nothing that is due goes while something else is measured: the bench asks for its runs. */
    private static final String NO_RUNS_OF_THEIR_OWN = "24h";

    /**
     * The environment of one service.
     *
     * @param home folder of its keys, wherever its processes work
     */
    Map<String, String> of(String service, ServiceDatabase database, Path home) {
        Map<String, String> environment = new HashMap<>(database.environmentOfOwners());
        environment.put("QUARKUS_PROFILE", "demo");
        environment.put("TEMOIN_DEMO_CLOCK_OFFSET", clockOffset.toString());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
        environment.put("QUARKUS_OIDC_PUBLIC_KEY", publicKey);
        environment.put("TEMOIN_KEYSET_FILE", home.resolve("keyset.json").toString());
        environment.put("TEMOIN_SIGNING_KEY_FILE", home.resolve("signing-keys.json").toString());
        environment.put("TEMOIN_PACKAGES_STORE", "files");
        environment.put("TEMOIN_PACKAGES_DIRECTORY", packages.toString());
        environment.put("TEMOIN_RETENTION_RUN_INTERVAL", NO_RUNS_OF_THEIR_OWN);
        HighLimits.raise(service, environment);
        return environment;
    }
}
