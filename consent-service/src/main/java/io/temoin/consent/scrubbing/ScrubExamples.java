// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.scrubbing;

/** What the OpenAPI document shows. */
final class ScrubExamples {

    static final String ASKED =
            """
            {
              "controller": "rhone-telecom",
              "purpose": "PROSPECTING_CALL",
              "campaign": "fibre-autumn",
              "numbers": ["+33199001234", "01 99 00 12 35", "+33199001234", "hello"]
            }""";

    static final String RUNNING =
            """
            {
              "id": "7c1d3c1e-8d57-8a4e-9c11-7a5be1c2d001",
              "controller": "rhone-telecom",
              "purpose": "PROSPECTING_CALL",
              "campaign": "fibre-autumn",
              "state": "RUNNING",
              "numbers": 4,
              "done": 0,
              "allowed": 0,
              "denied": 0,
              "invalid": 0,
              "duplicates": 0,
              "askedAt": "2026-11-24T09:30:00Z"
            }""";

    static final String COMPLETED =
            """
            {
              "id": "7c1d3c1e-8d57-8a4e-9c11-7a5be1c2d001",
              "controller": "rhone-telecom",
              "purpose": "PROSPECTING_CALL",
              "campaign": "fibre-autumn",
              "state": "COMPLETED",
              "numbers": 4,
              "done": 4,
              "allowed": 1,
              "denied": 1,
              "invalid": 1,
              "duplicates": 1,
              "askedAt": "2026-11-24T09:30:00Z"
            }""";

    static final String RESULTS =
            """
            {
              "items": [
                {"index": 0, "verdict": "ALLOW", "reasons": ["CONSENT_IN_FORCE"]},
                {"index": 1, "verdict": "DENY", "reasons": ["NO_CONSENT"]},
                {"index": 2, "problem": "number-duplicate", "duplicateOf": 0},
                {"index": 3, "problem": "number-invalid"}
              ]
            }""";

    private ScrubExamples() {}
}
