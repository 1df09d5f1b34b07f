// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import java.net.URI;
import java.util.Map;

/**
 * Where the parts of a suite listen. Written when it is up, so that the other commands find it and
 * the next start uses the same ports again.
 */
public record SuiteState(
        long launcher,
        int postgresPort,
        int kafkaPort,
        int keycloakPort,
        int witnessPort,
        Map<ServiceName, ServicePorts> services) {

    /** The two ports of a service. */
    public record ServicePorts(int http, int management) {}

    /** Where a service answers. */
    public URI service(ServiceName name) {
        return local(ports(name).http());
    }

    /** Where a service tells whether it is ready. */
    public URI management(ServiceName name) {
        return local(ports(name).management());
    }

    /** Where Keycloak answers. */
    public URI keycloak() {
        return local(keycloakPort);
    }

    private ServicePorts ports(ServiceName name) {
        var ports = services.get(name);
        if (ports == null) {
            throw new IllegalStateException("There are no ports of " + name.deployable());
        }
        return ports;
    }

    private static URI local(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
