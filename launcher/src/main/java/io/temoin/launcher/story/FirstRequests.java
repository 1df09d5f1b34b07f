// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.SuiteState;
import java.util.UUID;

/** What a service is asked first once it runs, with tokens that Keycloak has issued. */
public final class FirstRequests {

    private static final String NUMBER = "+33199000001";

    private FirstRequests() {}

    /**
     * Asks the one service: consent-service for a decision, the others for what they store.
     *
     * @param suite only that service of it need run
     * @throws io.temoin.launcher.suite.Failure at the first answer that is not as it must be
     */
    public static void ask(SuiteState suite, ServiceName service) {
        switch (service) {
            case CONSENT -> decision(suite);
            case RECORDING -> absent(suite, service, "/v1/recordings/" + UUID.randomUUID());
            case RETENTION -> absent(suite, service, "/v1/items/" + UUID.randomUUID());
            case AUDIT ->
                    Story.quietly(suite, Ask.get(service, "/v1/entries").as(Actor.DIANE))
                            .status(200);
        }
    }

    /** A decision on a number that nobody has consented for. */
    public static void decision(SuiteState suite) {
        Story.prepare(suite);
        Story.quietly(suite, PermissionChapter.decision(Actor.DIALER, NUMBER))
                .status(201)
                .field("/verdict", "DENY");
    }

    private static void absent(SuiteState suite, ServiceName service, String path) {
        Story.quietly(suite, Ask.get(service, path).as(Actor.DIANE)).status(404);
    }
}
