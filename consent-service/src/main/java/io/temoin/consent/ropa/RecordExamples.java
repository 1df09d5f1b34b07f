// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.ropa;

/** What a record looks like, for the OpenAPI document. */
final class RecordExamples {

    static final String RECORD =
            """
            {"party": {"id": "rhone-telecom", "legalName": "Rhône Télécom SA", "country": "FR",
               "contact": "contact@rhone-telecom.example", "dpo": "dpo@rhone-telecom.example",
               "security": "PSSI-2026-03"},
             "generatedAt": "2026-11-24T09:30:00Z",
             "activities": [{"purpose": "QUALITY",
               "names": {"en": "service quality", "fr": "qualité de service"},
               "declaration": {"state": "ACTIVE", "revision": 2,
                 "legalBasis": "LEGITIMATE_INTEREST", "recipients": ["SUPERVISORS"]},
               "dataTypes": ["PHONE_NUMBER", "VOICE"],
               "subjectCategories": ["AGENT", "CALLEE", "PROSPECTS"],
               "recipients": [{"agreement": "019ab4d2-5a10-7c3e-9f41-0c6d7a1b2e40",
                 "processor": {"id": "voix-du-rhone", "legalName": "La Voix du Rhône SAS",
                   "country": "FR"},
                 "state": "ACTIVE", "endsAt": "2026-12-31T23:00:00Z",
                 "security": "PSSI-2026-03"}],
               "transfers": [],
               "erasure": [{"jurisdictions": [], "keepFor": "P3M", "bound": "AT_MOST",
                 "from": "RecordingEnded", "source": "CNIL, référentiel des durées (2026-04-02)"},
                 {"ruleSet": "FR-2026 2026.4", "jurisdictions": ["FR"],
                 "keepFor": "P6M", "bound": "AT_MOST", "from": "RECORDING_ENDED",
                 "source": "CNIL"}]}],
             "mandates": []}\
            """;

    private RecordExamples() {}
}
