// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

/** Examples of the API description, as the service really answers. */
final class RecordingExamples {

    static final String DETAIL =
            """
            {
              "id": "01990000-0000-7000-8000-000000000001",
              "state": "STORED",
              "controller": "rhone-telecom",
              "processor": "voix-du-rhone",
              "subject": "0123456789abcdef0123456789abcdef",
              "decision": "01990000-0000-7000-8000-000000000002",
              "consent": "01990000-0000-7000-8000-000000000003",
              "purposes": [
                {"purpose": "QUALITY", "keepFor": "P6M", "from": "RECORDING_ENDED"}
              ],
              "startedAt": "2026-11-24T10:00:20Z",
              "endedAt": "2026-11-24T10:04:00Z",
              "length": 352044,
              "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
              "mediaType": "audio/wav"
            }""";

    static final String LIST =
            """
            {
              "items": [
                {
                  "id": "01990000-0000-7000-8000-000000000001",
                  "state": "STORED",
                  "controller": "rhone-telecom",
                  "processor": "voix-du-rhone",
                  "subject": "0123456789abcdef0123456789abcdef",
                  "purposes": ["QUALITY", "TRAINING"],
                  "fulfilled": [],
                  "startedAt": "2026-11-24T10:00:20Z",
                  "endedAt": "2026-11-24T10:04:00Z",
                  "length": 352044,
                  "storedAt": "2026-11-24T10:05:00Z"
                }
              ]
            }""";

    static final String FULFILMENT =
            """
            {
              "recording": "01990000-0000-7000-8000-000000000001",
              "purpose": "QUALITY",
              "fulfilledAt": "2026-12-01T09:00:00Z"
            }""";

    private RecordingExamples() {}
}
