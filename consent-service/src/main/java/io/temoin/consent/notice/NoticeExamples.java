// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice;

/** What requests and answers look like, for the OpenAPI document. */
final class NoticeExamples {

    static final String DRAFT =
            """
            {"controller": "rhone-telecom", "notice": "RECORDING", "language": "en",
             "channel": "VOICE", "layer": "SPOKEN",
             "text": "Rhone Telecom records this call for training. You may refuse now or at any time. More at rhone.example/calls.",
             "detailedBy": {"channel": "WEB", "where": "https://rhone.example/calls"},
             "purposes": ["TRAINING"],
             "items": {
               "RECORDING": {"passage": "records this call"},
               "CONTROLLER": {"passage": "Rhone Telecom"},
               "PURPOSES": {"passage": "for training"},
               "OBJECTION": {"passage": "You may refuse now or at any time."},
               "FURTHER_INFORMATION": {"passage": "More at rhone.example/calls."}}}""";

    static final String PUBLICATION =
            """
            {"controller": "rhone-telecom", "validFrom": "2026-12-01T00:00:00+01:00"}""";

    static final String RETIREMENT =
            """
            {"controller": "rhone-telecom", "reason": "service-ended"}""";

    private static final String SUMMARY =
            """
            "notice": "RECORDING", "version": 2, "controller": "rhone-telecom",
             "state": "PUBLISHED", "announcement": "rhone-telecom.RECORDING.2.en",
             "language": "en", "channel": "VOICE", "layer": "SPOKEN", "purposes": ["TRAINING"],
             "fulfils": [], "spokenSeconds": 8, "warnings": [],
             "hash": "7d9f5cba2a8c8f7d3c7bd1b6a2a9c0a5f5a2b6d8a3d4e5f60718293a4b5c6d7e",
             "validFrom": "2026-11-30T23:00:00Z",
             "detailedBy": {"channel": "WEB", "where": "https://rhone.example/calls"}""";

    static final String NOTICE =
            "{"
                    + SUMMARY
                    + """
            , "text": "Rhone Telecom records this call for training. You may refuse now or at any time. More at rhone.example/calls.",
             "items": {"RECORDING": {"article": "GDPR art. 13(1)", "passage": "records this call"}}}""";

    static final String PAGE = "{\"items\": [{" + SUMMARY + "}]}";

    private NoticeExamples() {}
}
