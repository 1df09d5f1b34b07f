// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher;

import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.SuiteState;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What is printed once the suite is up: where to look and who one can be. */
final class Addresses {

    private Addresses() {}

    static String of(SuiteState state, String keycloakAdmin) {
        var services =
                Arrays.stream(ServiceName.values())
                        .map(
                                name ->
                                        "  %-18s %s/q/swagger-ui   health %s/q/health   metrics %s/q/metrics"
                                                .formatted(
                                                        name.deployable(),
                                                        state.service(name),
                                                        state.management(name),
                                                        state.management(name)))
                        .collect(Collectors.joining("\n"));
        return """

        Temoin is up. Ctrl-C stops it; ./temoin story plays the story again.

        %s
          %-18s %s/admin/   user admin, password %s
          %-18s 127.0.0.1:%d, cosigns the audit log   GET $AUDIT/v1/logs/<id>/checkpoint

        Demo users of the realm temoin (password demo-<name>):
          claire supervisor · agathe agent · quentin quality-analyst · diane dpo · simon soc-analyst
          adele admin · ines integrator · of the other tenant: boris supervisor · bruno quality-analyst · beatrice dpo
        """
                .formatted(
                        services,
                        "Keycloak",
                        state.keycloak(),
                        keycloakAdmin,
                        "temoin-witness",
                        state.witnessPort());
    }
}
