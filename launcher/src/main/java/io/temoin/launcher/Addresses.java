// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher;

import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.SuiteState;
import java.net.URI;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is printed once the suite is up: where to look and who one can be. */
final class Addresses {

    /** Of the demo realm; a test looks for each in it. */
    static final String USERS =
            """
            rhone-telecom (controller)         diane dpo · lucie legal · quentin quality-analyst · simon soc-analyst · adele admin · ines integrator
            loire-assurance (controller)       lea dpo; its processor loire-contact: luc supervisor
            voix-du-rhone (processor of both)  claire supervisor · agathe agent
            the whole tenant                   delphine dpo
            the other tenant                   boris supervisor · bruno quality-analyst · beatrice dpo
            their own data                     samia (self-service only)""";

    private Addresses() {}

    static String of(SuiteState state, String keycloakAdmin) {
        var services =
                Arrays.stream(ServiceName.values())
                        .map(name -> service(name, state))
                        .collect(Collectors.joining("\n"));
        return """

        Temoin is up. Press Ctrl-C to stop it; ./temoin story plays the story again.

        %s
          %-18s %s/admin/   user admin, password %s
          %-18s 127.0.0.1:%d, cosigns the audit log   GET $AUDIT/v1/logs/<id>/checkpoint

        Demo users (realm temoin, client temoin-demo, password demo-<name>):
        %s

        To send a first API request, paste this into a shell:
        %s

        With WHO=lea, the same request shows another controller and its processors: neither controller sees the other.

        You can sign in within Swagger UI (Authorize, then a demo user). Each service documents its problem types at /problems.
        """
                .formatted(
                        services,
                        "Keycloak",
                        state.keycloak(),
                        keycloakAdmin,
                        "temoin-witness",
                        state.witnessPort(),
                        indented(USERS),
                        indented(firstCall(state)));
    }

    /** A line; where there are several replicas, each has its own health and metrics below. */
    private static String service(ServiceName name, SuiteState state) {
        var management = state.management(name);
        var own = "  %-18s %s/q/swagger-ui".formatted(name.deployable(), state.service(name));
        if (management.size() == 1) {
            return own + "   " + observed(management.getFirst());
        }
        return IntStream.range(0, management.size())
                .mapToObj(
                        index ->
                                "    %-18s %s"
                                        .formatted(
                                                "replica " + (index + 1),
                                                observed(management.get(index))))
                .collect(Collectors.joining("\n", own + "\n", ""));
    }

    private static String observed(URI management) {
        return "health %s/q/health   metrics %s/q/metrics".formatted(management, management);
    }

    /**
     * What asks for a token and makes a call with it, for any shell with curl and sed: the parties
     * that the DPO's organisation has to do with, which are there once the suite is up.
     */
    static String firstCall(SuiteState state) {
        return """
        WHO=diane
        TOKEN=$(curl -s %s/realms/temoin/protocol/openid-connect/token -d grant_type=password -d client_id=temoin-demo -d username=$WHO -d password=demo-$WHO | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
        curl -i -H "Authorization: Bearer $TOKEN" %s/v1/parties"""
                .formatted(state.keycloak(), state.service(ServiceName.CONSENT));
    }

    private static String indented(String lines) {
        return lines.lines().map(line -> "  " + line).collect(Collectors.joining("\n"));
    }
}
