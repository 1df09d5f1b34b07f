// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

/** What requests and answers look like, for the OpenAPI document. */
final class AgreementExamples {

    private static final String SAID =
            """
            "legalName": "Rhône Télécom SA", "roles": ["CONTROLLER"], "country": "FR",
             "contact": {"email": "contact@rhone-telecom.example",
               "postalAddress": "1 quai du Rhône, 69002 Lyon"},
             "dpo": {"email": "dpo@rhone-telecom.example"}, "unnamedCallers": "REVIEW",
             "securityReference": "PSSI-2026-03"}""";

    static final String PROFILE = "{" + SAID;

    static final String REGISTRATION = "{\"id\": \"rhone-telecom\", \"profile\": " + PROFILE + "}";

    static final String PARTY = "{\"id\": \"rhone-telecom\", " + SAID;

    static final String PARTIES =
            """
            {"items": [{"id": "rhone-telecom", "legalName": "Rhône Télécom SA",
              "roles": ["CONTROLLER"], "country": "FR"}]}""";

    private static final String INSTRUCTIONS =
            """
            {"purposes": ["PROSPECTING_CALL", "QUALITY", "TRAINING"], "allCampaigns": false,
              "campaigns": ["fibre-autumn"], "countries": ["FR"]}""";

    private static final String DOCUMENT =
            """
            {"reference": "DPA-2026-017",
              "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}""";

    private static final String TERMS =
            """
            "controller": "rhone-telecom", "processor": "voix-du-rhone",
             "subjectMatter": "Outbound calls to prospects", "nature": "Calling and recording",
             "dataTypes": ["PHONE_NUMBER", "VOICE"], "subjectCategories": ["PROSPECTS"],
             "subProcessors": ["studio-transcription"], "validFrom": "2025-12-31T23:00:00Z",
             "validUntil": "2026-12-31T23:00:00Z", "securityReference": "PSSI-2026-03",
             "transfers": [], "atEnd": "DELETE", "instructions":""";

    static final String DRAFT = "{" + TERMS + INSTRUCTIONS + "}";

    static final String ACTIVATION = "{\"document\": " + DOCUMENT + "}";

    static final String AMENDMENT =
            "{\"instructions\": " + INSTRUCTIONS + ", \"document\": " + DOCUMENT + "}";

    static final String ENDING = "{\"endsAt\": \"2026-12-31T23:00:00Z\"}";

    static final String ENGAGEMENT =
            """
            {"party": "studio-transcription", "judgement": "AUTHORISED"}""";

    static final String AGREEMENT =
            "{\"id\": \"019ab4d2-5a10-7c3e-9f41-0c6d7a1b2e40\", "
                    + TERMS
                    + INSTRUCTIONS
                    + ", \"state\": \"ACTIVE\", \"version\": 1, \"document\": "
                    + DOCUMENT
                    + ", \"endsAt\": \"2026-12-31T23:00:00Z\"}";

    static final String PAGE =
            """
            {"items": [{"id": "019ab4d2-5a10-7c3e-9f41-0c6d7a1b2e40",
              "controller": "rhone-telecom", "processor": "voix-du-rhone",
              "subjectMatter": "Outbound calls to prospects", "state": "ACTIVE", "version": 1,
              "validFrom": "2025-12-31T23:00:00Z", "endsAt": "2026-12-31T23:00:00Z"}]}""";

    private AgreementExamples() {}
}
