// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    /** The two ports of a replica. */
    public record ReplicaPorts(int http, int management) {}

    /**
     * The ports of a service.
     *
     * @param http where it answers: its only replica, or the proxy in front of several
     * @param replicas one or more
     */
    public record ServicePorts(int http, List<ReplicaPorts> replicas) {

        /** A folder of a version without replicas says nothing of them. */
        public ServicePorts(int http, @Nullable List<ReplicaPorts> replicas) {
            this.http = http;
            this.replicas = replicas == null ? List.of() : List.copyOf(replicas);
        }

        /** A service of one process. */
        public static ServicePorts of(ReplicaPorts only) {
            return new ServicePorts(only.http(), List.of(only));
        }
    }

    /** Where a service answers. */
    public URI service(ServiceName name) {
        return local(ports(name).http());
    }

    /** Where the replicas of a service tell whether they are ready, in their order. */
    public List<URI> management(ServiceName name) {
        return ports(name).replicas().stream().map(ports -> local(ports.management())).toList();
    }

    /** Where the replicas of a service answer, past the proxy in front of them. */
    public List<URI> replicas(ServiceName name) {
        return ports(name).replicas().stream().map(ports -> local(ports.http())).toList();
    }

    /** Where Keycloak answers. */
    public URI keycloak() {
        return local(keycloakPort);
    }

    ServicePorts ports(ServiceName name) {
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
