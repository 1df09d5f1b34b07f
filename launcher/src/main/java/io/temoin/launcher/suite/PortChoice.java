// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import io.temoin.launcher.suite.SuiteState.ReplicaPorts;
import io.temoin.launcher.suite.SuiteState.ServicePorts;
import io.temoin.platform.FreePorts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The ports of the last start where they are still free: bookmarks and shells stay good. */
final class PortChoice {

    private final Optional<SuiteState> last;
    private final Set<Integer> chosen = new HashSet<>();

    PortChoice(Optional<SuiteState> last) {
        this.last = last;
    }

    /**
     * Chooses them.
     *
     * @param replicas of each service
     */
    SuiteState make(int replicas) {
        var services = new EnumMap<ServiceName, ServicePorts>(ServiceName.class);
        for (var name : ServiceName.values()) {
            services.put(name, service(last.map(state -> state.services().get(name)), replicas));
        }
        return new SuiteState(
                ProcessHandle.current().pid(),
                choose(last.map(SuiteState::postgresPort)),
                choose(last.map(SuiteState::kafkaPort)),
                choose(last.map(SuiteState::keycloakPort)),
                choose(last.map(SuiteState::witnessPort)),
                services);
    }

    /** Where it answers first: that address is in bookmarks, whatever is behind it. */
    private ServicePorts service(Optional<ServicePorts> before, int replicas) {
        var http = choose(before.map(ServicePorts::http));
        var processes = new ArrayList<ReplicaPorts>();
        for (var index = 0; index < replicas; index++) {
            var replica = replica(before, index);
            processes.add(
                    new ReplicaPorts(
                            replicas == 1 ? http : choose(replica.map(ReplicaPorts::http)),
                            choose(replica.map(ReplicaPorts::management))));
        }
        return new ServicePorts(http, processes);
    }

    private static Optional<ReplicaPorts> replica(Optional<ServicePorts> before, int index) {
        return before.map(ServicePorts::replicas)
                .filter(replicas -> index < replicas.size())
                .map(replicas -> replicas.get(index));
    }

    private int choose(Optional<Integer> before) {
        var port = FreePorts.preferring(before.orElse(0));
        while (!chosen.add(port)) {
            port = FreePorts.any();
        }
        return port;
    }
}
