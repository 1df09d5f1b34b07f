// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

/** Examples of the OpenAPI document; a test reads them as answers of the running service. */
public final class TrailExamples {

    static final String ENTRY =
            """
            {
              "id": "0197a3c2-5a10-7c11-8f00-0c3a5b7d9e21.0",
              "at": "2026-11-24T09:12:03.512Z",
              "recordedAt": "2026-11-24T09:12:03.655Z",
              "service": "recording",
              "action": "LISTENING_GRANTED",
              "outcome": "ALLOWED",
              "because": [],
              "actor": "5c9d4c1e-2f0b-4a53-9a0e-7f4f7b2f9d10",
              "organisation": "voix-du-rhone",
              "role": "supervisor",
              "workstation": "LYON-3-117",
              "controller": "rhone-telecom",
              "subject": "9f2b6c1d3e4f5a60718293a4b5c6d7e8",
              "recording": "0197a3c2-4b1e-7a55-9c0d-1e2f3a4b5c6d",
              "decision": "0197a3c1-9d2c-7f10-8a1b-2c3d4e5f6071",
              "consent": "0197a3c0-1a2b-7c3d-8e4f-5a6b7c8d9e0f",
              "purposes": ["TRAINING"],
              "reason": { "code": "COMPLAINT", "reference": "TCK-2026-1187" },
              "how": { "operation": "ListeningGranted" },
              "correlationId": "0197a3c2-5a0f-7b22-9d33-4e5f60718293",
              "stream": "recording-0197a3c2-4b1e-7a55-9c0d-1e2f3a4b5c6d",
              "sequence": 3
            }""";

    /** A page of the trail. */
    public static final String PAGE = "{\"items\": [" + ENTRY + "]}";

    static final String TIMELINE = "{\"items\": [" + ENTRY + "], \"complete\": true}";

    static final String TAIL =
            """
            : still here
            id: R5LBs1D2DSWjhdpaBoyXzTIwMjYtMj0xMTg3

            event: entry
            id: 2Yc0dQzGqsK7vQ1l4G8rPzIwMjYtMj0xMTg4
            data: {"id":"0197a3c2-5a10-7c11-8f00-0c3a5b7d9e21.0","action":"LISTENING_GRANTED","outcome":"ALLOWED"}

            """;

    private TrailExamples() {}
}
