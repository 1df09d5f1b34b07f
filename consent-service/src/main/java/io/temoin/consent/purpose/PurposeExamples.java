// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose;

/** What requests and answers look like, for the OpenAPI document. */
final class PurposeExamples {

    static final String DECLARATION =
            """
            {"controller": "rhone-telecom", "purpose": "QUALITY",
             "terms": {"legalBasis": "LEGITIMATE_INTEREST", "keepFor": "P3M",
               "recipients": ["quality-team"], "transfers": [],
               "sampling": {"percent": 5, "perMonth": 400}}}""";

    static final String ACTIVATION =
            """
            {"controller": "rhone-telecom", "balancingTestId": "BT-2026-014"}""";

    static final String REVISION =
            """
            {"controller": "rhone-telecom", "replaces": 1,
             "terms": {"legalBasis": "LEGITIMATE_INTEREST", "keepFor": "P1M",
               "recipients": ["quality-team"], "transfers": [], "sampling": {"percent": 3}}}""";

    static final String RETIREMENT =
            """
            {"controller": "rhone-telecom", "reason": "service-ended"}""";

    static final String CHANGE =
            """
            {"change": "DECLARED", "revision": 1,
             "hash": "7d9f5cba2a8c8f7d3c7bd1b6a2a9c0a5f5a2b6d8a3d4e5f60718293a4b5c6d7e",
             "terms": {"legalBasis": "LEGITIMATE_INTEREST", "keepFor": "P3M",
               "recipients": ["quality-team"], "transfers": [],
               "sampling": {"percent": 5, "perMonth": 400}},
             "at": "2026-11-24T09:00:00Z"}""";

    static final String PURPOSE =
            """
            {"purpose": "QUALITY", "controller": "rhone-telecom", "state": "ACTIVE", "revision": 1,
             "hash": "7d9f5cba2a8c8f7d3c7bd1b6a2a9c0a5f5a2b6d8a3d4e5f60718293a4b5c6d7e",
             "terms": {"legalBasis": "LEGITIMATE_INTEREST", "keepFor": "P3M",
               "recipients": ["quality-team"], "transfers": [],
               "sampling": {"percent": 5, "perMonth": 400}},
             "grounds": {"balancingTestId": "BT-2026-014"}}""";

    static final String PAGE = "{\"items\": [" + PURPOSE + "]}";

    static final String TEMPLATES =
            """
            {"version": "2026.1", "purposes": [
              {"code": "QUALITY", "names": {"en": "service quality", "fr": "qualité de service"},
               "legalBases": ["LEGITIMATE_INTEREST"], "keepFor": "P6M", "bound": "AT_MOST",
               "from": "RecordingEnded", "objections": ["PARTICULAR_SITUATION"],
               "dpv": "CustomerCare", "impactAssessment": false, "recording": "DRAW",
               "source": "CNIL, écoute et enregistrement des appels; référentiel des durées (2026-04-02)"}]}""";

    private PurposeExamples() {}
}
