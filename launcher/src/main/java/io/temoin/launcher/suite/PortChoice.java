// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import io.temoin.platform.FreePorts;
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

    SuiteState make() {
        var services = new EnumMap<ServiceName, SuiteState.ServicePorts>(ServiceName.class);
        for (var name : ServiceName.values()) {
            var before = last.map(state -> state.services().get(name));
            services.put(
                    name,
                    new SuiteState.ServicePorts(
                            choose(before.map(SuiteState.ServicePorts::http)),
                            choose(before.map(SuiteState.ServicePorts::management))));
        }
        return new SuiteState(
                ProcessHandle.current().pid(),
                choose(last.map(SuiteState::postgresPort)),
                choose(last.map(SuiteState::kafkaPort)),
                choose(last.map(SuiteState::keycloakPort)),
                choose(last.map(SuiteState::witnessPort)),
                services);
    }

    private int choose(Optional<Integer> before) {
        var port = FreePorts.preferring(before.orElse(0));
        while (!chosen.add(port)) {
            port = FreePorts.any();
        }
        return port;
    }
}
