// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.SuiteState;

/** What a shell must know before the requests of the story can be pasted into it. */
final class Prelude {

    private Prelude() {}

    static void write(SuiteState suite, Transcript transcript) {
        transcript.line("To repeat a request by hand, paste these lines into a shell first:");
        transcript.line("");
        for (var service : ServiceName.values()) {
            transcript.line(service.name() + "=" + suite.service(service));
        }
        transcript.line(
                "token() { curl -s -d \"$1\" "
                        + suite.keycloak()
                        + "/realms/temoin/protocol/openid-connect/token"
                        + " | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/'; }");
        for (var actor : Actor.values()) {
            transcript.line(actor.shellLine());
        }
    }
}
