// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

/** What the OpenAPI document shows. */
final class ScreeningExamples {

    static final String ASKED =
            """
            {"asOf": "2026-11-23", "source": "telephone-preference-service", "header": true}""";

    static final String RECEIVING =
            """
            {
              "id": "5b2f3c1e-8d57-8a4e-9c11-7a5be1c2d001",
              "register": "UK-TPS",
              "asOf": "2026-11-23",
              "source": "telephone-preference-service",
              "state": "RECEIVING",
              "uploadOffset": 0,
              "lines": 0,
              "builtPercent": 0,
              "brokenLines": [],
              "importedBy": "0f0e0d0c-0000-4000-8000-000000000001",
              "startedAt": "2026-11-24T09:30:00Z"
            }""";

    static final String COMPLETED =
            """
            {
              "id": "5b2f3c1e-8d57-8a4e-9c11-7a5be1c2d001",
              "register": "UK-TPS",
              "asOf": "2026-11-23",
              "source": "telephone-preference-service",
              "state": "COMPLETED",
              "uploadOffset": 65000007,
              "lines": 5000001,
              "builtPercent": 100,
              "rows": 4999870,
              "checksum": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
              "brokenLines": [],
              "importedBy": "0f0e0d0c-0000-4000-8000-000000000001",
              "startedAt": "2026-11-24T09:30:00Z"
            }""";

    static final String PAGE = "{\"items\": [" + COMPLETED + "]}";

    static final String REGISTERS =
            """
            {
              "items": [
                {
                  "register": "UK-TPS",
                  "copy": "5b2f3c1e-8d57-8a4e-9c11-7a5be1c2d001",
                  "asOf": "2026-11-23",
                  "ageInDays": 1,
                  "rows": 4999870,
                  "importedAt": "2026-11-24T09:31:12Z"
                }
              ]
            }""";

    private ScreeningExamples() {}
}
