// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

/** Examples of the OpenAPI document; a test reads them as answers of the running service. */
final class ExportExamples {

    static final String REQUEST =
            """
            {
              "format": "OCSF",
              "filters": { "actor": "5c9d4c1e-2f0b-4a53-9a0e-7f4f7b2f9d10", "from": "2026-11-01T00:00:00Z" },
              "reason": { "code": "INCIDENT", "reference": "INC-2026-0042" }
            }""";

    static final String RUNNING =
            """
            {
              "id": "01990000-0000-8000-8000-000000000040",
              "state": "RUNNING",
              "format": "OCSF",
              "filters": { "actor": "5c9d4c1e-2f0b-4a53-9a0e-7f4f7b2f9d10", "from": "2026-11-01T00:00:00Z" },
              "reason": { "code": "INCIDENT", "reference": "INC-2026-0042" },
              "actor": "7a1d2c3e-4f50-4b61-8c72-9d83ae94bfa5",
              "requestedAt": "2026-11-24T09:30:00Z",
              "done": 4000,
              "total": 12874
            }""";

    static final String COMPLETED =
            """
            {
              "id": "01990000-0000-8000-8000-000000000040",
              "state": "COMPLETED",
              "format": "OCSF",
              "filters": { "actor": "5c9d4c1e-2f0b-4a53-9a0e-7f4f7b2f9d10", "from": "2026-11-01T00:00:00Z" },
              "reason": { "code": "INCIDENT", "reference": "INC-2026-0042" },
              "actor": "7a1d2c3e-4f50-4b61-8c72-9d83ae94bfa5",
              "requestedAt": "2026-11-24T09:30:00Z",
              "done": 12874,
              "total": 12874,
              "bytes": 15448800,
              "sha256": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
              "expiresAt": "2026-11-25T09:30:09Z"
            }""";

    static final String PAGE = "{\"items\": [" + COMPLETED + "]}";

    private ExportExamples() {}
}
