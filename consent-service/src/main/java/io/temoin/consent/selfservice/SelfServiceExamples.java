// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

/** What requests and answers look like, for the OpenAPI document. */
final class SelfServiceExamples {

    static final String SCHEME = "selfServiceToken";
    static final String LINK = "The token of a self-service link; without one, sign in.";
    static final String CONTROLLER =
            "The controller concerned, for signed-in users. A link already names its controller: a"
                    + " different value here is refused (400 request-invalid).";

    static final String OWN =
            """
            {"controller": "rhone-telecom",
             "consents": [{"id": "019ab4d2-7c30-7c3e-9f41-0c6d7a1b2e41",
               "purposes": ["PROSPECTING_CALL"], "object": "fibre", "processor": "voix-du-rhone",
               "status": "ConsentGiven", "collectedAt": "2026-11-24T09:15:00Z",
               "validUntil": "2027-11-24T09:15:00Z", "proofKeptUntil": "2029-11-24T09:15:00Z"}],
             "withdrawals": [], "objections": [], "recordingObjections": [],
             "preferences": {"choices": [], "reachBy": [], "history": []},
             "questions": [{"by": "voix-du-rhone", "purpose": "PROSPECTING_CALL",
               "verdict": "ALLOW", "at": "2026-11-24T09:31:00Z"}],
             "calls": [{"by": "voix-du-rhone", "purpose": "PROSPECTING_CALL",
               "outcome": "ANSWERED", "at": "2026-11-24T09:31:20Z"}]}\
            """;

    static final String WISHES =
            """
            {"stated": {"quietHours": {"spans": [{"from": "12:00", "to": "14:00"}]}}}\
            """;

    static final String RECEIVED =
            """
            {"id": "019ab4d2-8d40-7c3e-9f41-0c6d7a1b2e42", "right": "ACCESS",
             "receivedAt": "2026-11-24T10:42:12Z", "dueBy": "2026-12-24T23:00:00Z"}\
            """;

    static final String DONE =
            """
            {"id": "019ab4d2-8d40-7c3e-9f41-0c6d7a1b2e42", "effectiveAt": "2026-11-24T10:42:12Z"}\
            """;

    private SelfServiceExamples() {}
}
