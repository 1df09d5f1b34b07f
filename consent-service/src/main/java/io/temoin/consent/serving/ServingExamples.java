// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.serving;

/** What requests and answers look like, for the OpenAPI document. */
final class ServingExamples {

    static final String SERVED =
            """
            {"decision": "019a0000-0000-7000-8000-000000000003", "controller": "rhone-telecom",
             "subject": "0123456789abcdef0123456789abcdef", "notice": "FR-NOTICE-QUALITY-1",
             "language": "fr", "channel": "VOICE", "servedAt": "2026-11-24T09:30:12Z",
             "outcome": "SERVED",
             "answer": {"said": "YES", "at": "2026-11-24T09:30:14Z", "by": "SPOKEN"}}""";

    static final String FAILED =
            """
            {"decision": "019a0000-0000-7000-8000-000000000003", "controller": "rhone-telecom",
             "subject": "0123456789abcdef0123456789abcdef", "notice": "FR-NOTICE-QUALITY-1",
             "language": "fr", "channel": "VOICE", "servedAt": "2026-11-24T09:30:02Z",
             "outcome": "FAILED"}""";

    static final String RECORDED =
            """
            {"id": "019a0000-0000-7000-8000-000000000021",
             "decision": "019a0000-0000-7000-8000-000000000003", "notice": "FR-NOTICE-QUALITY-1",
             "textHash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
             "language": "fr", "channel": "VOICE", "servedAt": "2026-11-24T09:30:12Z",
             "outcome": "SERVED",
             "answer": {"said": "YES", "at": "2026-11-24T09:30:14Z", "by": "SPOKEN"},
             "recordedAt": "2026-11-24T09:30:15Z", "receipt": "eyJhbGciOiJFZERTQSIs..."}""";

    static final String LISTING =
            """
            {"decision": "019a0000-0000-7000-8000-000000000003", "reports": [
              {"id": "019a0000-0000-7000-8000-000000000020",
               "decision": "019a0000-0000-7000-8000-000000000003", "notice": "FR-NOTICE-QUALITY-1",
               "language": "fr", "channel": "VOICE", "servedAt": "2026-11-24T09:30:02Z",
               "outcome": "FAILED", "recordedAt": "2026-11-24T09:30:03Z"},
              {"id": "019a0000-0000-7000-8000-000000000021",
               "decision": "019a0000-0000-7000-8000-000000000003", "notice": "FR-NOTICE-QUALITY-1",
               "textHash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
               "language": "fr", "channel": "VOICE", "servedAt": "2026-11-24T09:30:12Z",
               "outcome": "SERVED",
               "answer": {"said": "YES", "at": "2026-11-24T09:30:14Z", "by": "SPOKEN"},
               "recordedAt": "2026-11-24T09:30:15Z"}]}""";

    private ServingExamples() {}
}
