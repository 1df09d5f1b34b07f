// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import io.temoin.launcher.suite.SuiteState.ReplicaPorts;
import java.util.HashMap;
import java.util.Map;

/** The environment of a service's process on this machine. */
final class ServiceEnvironment {

    private ServiceEnvironment() {}

    /**
     * What every service is told, whatever is around it; to be completed.
     *
     * @param databases where they are, and the passwords for them
     * @param kafka its bootstrap servers
     */
    static Map<String, String> of(Map<String, String> databases, ReplicaPorts ports, String kafka) {
        var environment = new HashMap<>(databases);
        environment.put("QUARKUS_PROFILE", "demo");
        environment.put("TEMOIN_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(ports.http()));
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ports.management()));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka);
        return environment;
    }
}
