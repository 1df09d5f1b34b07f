// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

/** The examples of the OpenAPI document; a test reads each as the type it stands for. */
final class ItemExamples {

    static final String PAGE =
            """
            {"items": [{"id": "01990000-0000-7000-8000-000000000001",
              "controller": "rhone-telecom", "subject": "0123456789abcdef0123456789abcdef",
              "state": "SCHEDULED", "dueOn": "2027-05-24", "dueAt": "2027-05-24T22:00:00Z"}],
             "next": "c2lnbmVk"}""";

    static final String ITEM =
            """
            {"id": "01990000-0000-7000-8000-000000000001",
             "controller": "rhone-telecom", "subject": "0123456789abcdef0123456789abcdef",
             "decision": "01990000-0000-7000-8000-000000000002",
             "consent": "01990000-0000-7000-8000-000000000003",
             "state": "DISPOSED", "endedAt": "2026-11-24T10:04:00Z",
             "purposes": [{"purpose": "QUALITY", "policyVersion": 1,
               "ended": {"at": "2026-11-24T10:05:00Z", "cause": "FULFILLED"}}],
             "dueOn": "2026-11-24", "dueAt": "2026-11-24T23:00:00Z", "holds": [],
             "order": {"id": "01990000-0000-7000-8000-000000000009",
               "basis": "PURPOSE_FULFILLED", "at": "2026-11-24T23:10:00Z"},
             "erasedAt": "2026-11-24T23:10:02Z",
             "evidence": {"keyId": "3f0c7d0a-6f0e-4a6f-9a53-0c8c6a1e2b11",
               "keyFingerprint": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
               "bytes": 352044}}""";

    static final String EXPLANATION =
            """
            {"id": "01990000-0000-7000-8000-000000000001", "state": "SCHEDULED",
             "dueOn": "2026-11-24", "dueAt": "2026-11-24T23:00:00Z",
             "because": [{"purpose": "QUALITY", "rule": "PURPOSE_FULFILLED", "policyVersion": 1,
               "trigger": "RECORDING_ENDED", "from": "2026-11-24", "until": "2026-11-24",
               "reference": "CNIL, L'écoute et l'enregistrement des appels sur le lieu de travail"}],
             "holds": [],
             "sentences": ["QUALITY was fulfilled on 2026-11-24 and does not justify retention after that day (policy v1; CNIL, L'écoute et l'enregistrement des appels sur le lieu de travail).",
               "No legal hold.", "Its destruction is due at the end of 2026-11-24 in Europe/Paris."]}""";

    static final String RUN =
            """
            {"id": "01990000-0000-8000-8000-000000000010", "dueItems": 1, "ordered": 1}""";

    static final String BUSINESS_EVENT_OF_CALL =
            """
            {"event": "CONTRACT_SIGNED", "at": "2026-12-03T14:20:00Z",
             "decision": "01990000-0000-7000-8000-000000000002",
             "controller": "rhone-telecom"}""";

    static final String BUSINESS_EVENT_OF_RECORDING =
            """
            {"event": "PROPOSAL_REFUSED", "at": "2026-11-25T09:00:00+01:00",
             "recording": "01990000-0000-7000-8000-000000000001"}""";

    static final String BUSINESS_EVENT =
            """
            {"event": "CONTRACT_SIGNED", "at": "2026-12-03T14:20:00Z",
             "items": [{"recording": "01990000-0000-7000-8000-000000000001",
               "state": "SCHEDULED", "noted": true, "dueOn": "2028-12-03",
               "dueAt": "2028-12-03T23:00:00Z"}]}""";

    private ItemExamples() {}
}
