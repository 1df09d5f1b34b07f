// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

/** Examples of the OpenAPI document; a test reads them as answers of the running service. */
final class SavedSearchExamples {

    static final String REQUEST =
            """
            {
              "name": "Refused listenings of the week",
              "description": "For the meeting on Mondays.",
              "filters": { "service": "recording", "action": "LISTENING_REFUSED" },
              "window": "P7D",
              "visibility": "ORGANISATION"
            }""";

    static final String SAVED =
            """
            {
              "id": "01990000-0000-8000-8000-000000000060",
              "name": "Refused listenings of the week",
              "description": "For the meeting on Mondays.",
              "filters": { "action": "LISTENING_REFUSED", "service": "recording" },
              "window": "P7D",
              "visibility": "ORGANISATION",
              "owner": "7a1d2c3e-4f50-4b61-8c72-9d83ae94bfa5",
              "version": 1,
              "createdAt": "2026-11-24T09:30:00Z",
              "changedAt": "2026-11-24T09:30:00Z"
            }""";

    static final String PAGE = "{\"items\": [" + SAVED + "]}";

    static final String REGISTER =
            """
            {
              "items": [
                {
                  "id": "01990000-0000-8000-8000-000000000060",
                  "owner": "7a1d2c3e-4f50-4b61-8c72-9d83ae94bfa5",
                  "organisation": "voix-du-rhone",
                  "visibility": "PRIVATE",
                  "version": 1,
                  "createdAt": "2026-11-24T09:30:00Z",
                  "changedAt": "2026-11-24T09:30:00Z"
                }
              ]
            }""";

    private SavedSearchExamples() {}
}
