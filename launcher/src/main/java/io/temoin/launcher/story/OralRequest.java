// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static io.temoin.launcher.suite.ServiceName.RETENTION;

/** What a person asks for on the phone, as the agent who has them there takes it in. */
final class OralRequest {

    private OralRequest() {}

    /**
     * The request for it, received a moment ago.
     *
     * @param type what is asked for, such as {@code ERASURE}
     * @param controller of the calls with the number that is asked about
     */
    static Ask of(DemoClock clock, String type, String number, String controller) {
        return Ask.post(RETENTION, "/v1/requests")
                .as(Actor.AGATHE)
                .json(
                        Fields.of(
                                "type",
                                type,
                                "way",
                                "ORAL",
                                "receivedAt",
                                clock.aMomentAgo(),
                                "about",
                                Fields.of("number", number, "controller", controller)));
    }
}
