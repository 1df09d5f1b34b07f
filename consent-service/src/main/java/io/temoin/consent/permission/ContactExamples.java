// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

/** What requests and answers look like, for the OpenAPI document. The number is one of fiction. */
public final class ContactExamples {

    public static final String CALL =
            """
            {"controller": "rhone-telecom", "number": "+33 1 99 00 12 34",
             "purpose": "PROSPECTING_CALL", "campaign": "fibre-autumn", "offer": "fibre"}""";

    public static final String DENIED =
            """
            {"id": "019ab4d2-5a10-7c3e-9f41-0c6d7a1b2e3f", "verdict": "DENY",
             "reasons": [{"code": "NO_CONSENT",
               "detail": "No consent from this person is recorded for this controller.",
               "source": "C. conso. L223-1, R223-1"}],
             "warnings": [], "ruleSets": [{"id": "FR-2026", "version": "2026.4"}],
             "tzdataVersion": "2026a",
             "place": {"jurisdictions": ["FR"], "zones": ["Europe/Paris"],
               "sources": [{"kind": "NUMBER_PLAN", "jurisdiction": "FR", "parts": [],
                 "zones": ["Europe/Paris"]}]},
             "subject": "0123456789abcdef0123456789abcdef",
             "decidedAt": "2026-11-24T09:30:00Z"}""";

    public static final String REVIEW =
            """
            {"id": "019ab4d2-5a10-7c3e-9f41-0c6d7a1b2e3f", "verdict": "REVIEW",
             "reasons": [{"code": "CONSENT_SCOPE_MISMATCH",
               "detail": "The person consented to such calls on behalf of this controller, but was told that a different caller would make them. Have that caller make the call, or ask the controller to check what the person was told.",
               "source": "C. conso. L223-1, R223-1"}],
             "warnings": [], "ruleSets": [{"id": "FR-2026", "version": "2026.4"}],
             "tzdataVersion": "2026a",
             "place": {"jurisdictions": ["FR"], "zones": ["Europe/Paris"],
               "sources": [{"kind": "NUMBER_PLAN", "jurisdiction": "FR", "parts": [],
                 "zones": ["Europe/Paris"]}]},
             "subject": "0123456789abcdef0123456789abcdef",
             "decidedAt": "2026-11-24T09:30:00Z"}""";

    public static final String TOO_EARLY =
            """
            {"id": "019ab4d2-5a10-7c3e-9f41-0c6d7a1b2e3f", "verdict": "DENY",
             "reasons": [{"code": "OUTSIDE_HOURS",
               "detail": "Calls of this kind are not allowed at this hour at the person's location.",
               "source": "C. conso. D223-9"}],
             "warnings": [], "ruleSets": [{"id": "FR-2026", "version": "2026.4"}],
             "tzdataVersion": "2026a",
             "place": {"jurisdictions": ["FR"], "zones": ["Europe/Paris"],
               "sources": [{"kind": "NUMBER_PLAN", "jurisdiction": "FR", "parts": [],
                 "zones": ["Europe/Paris"]}]},
             "nextAllowedAt": "2026-11-24T13:00:00Z",
             "subject": "0123456789abcdef0123456789abcdef",
             "decidedAt": "2026-11-24T12:30:00Z"}""";

    public static final String ALLOWED =
            """
            {"id": "019ab4d2-6b20-7c3e-9f41-0c6d7a1b2e40", "verdict": "ALLOW",
             "reasons": [{"code": "CONSENT_IN_FORCE",
               "detail": "The person consented to this purpose and this caller, and the consent is valid. It was given on 24 November 2026, 10:15 (Europe/Paris) and ends on 24 November 2027, 10:15 (Europe/Paris). It concerns fibre.",
               "source": "C. conso. L223-1, R223-1",
               "facts": [{"name": "CONSENT", "kind": "ID",
                   "value": "019ab4d2-7c30-7c3e-9f41-0c6d7a1b2e41"},
                 {"name": "COLLECTED_AT", "kind": "INSTANT", "value": "2026-11-24T09:15:00Z"},
                 {"name": "VALID_UNTIL", "kind": "INSTANT", "value": "2027-11-24T09:15:00Z"},
                 {"name": "OBJECT", "kind": "CODE", "value": "fibre"}]}],
             "consent": "019ab4d2-7c30-7c3e-9f41-0c6d7a1b2e41", "validUntil": "2027-11-24T09:15:00Z",
             "warnings": [], "ruleSets": [{"id": "FR-2026", "version": "2026.4"}],
             "tzdataVersion": "2026a",
             "place": {"jurisdictions": ["FR"], "zones": ["Europe/Paris"],
               "sources": [{"kind": "NUMBER_PLAN", "jurisdiction": "FR", "parts": [],
                 "zones": ["Europe/Paris"]}]},
             "subject": "0123456789abcdef0123456789abcdef",
             "decidedAt": "2026-11-24T09:31:00Z", "startBy": "2026-11-24T09:32:00Z",
             "recording": {"mode": "NOTICE_PLUS_OPTOUT", "scope": "SAMPLE",
               "onRefusal": "CONTINUE_UNRECORDED",
               "announcement": {"id": "FR-NOTICE-QUALITY-1", "text": "Rhône Télécom SA enregistre cet appel pour…",
                 "language": "fr"},
               "purposes": ["QUALITY"],
               "retention": [{"purpose": "QUALITY", "keepFor": "P6M", "from": "RECORDING_ENDED",
                 "bound": "AT_MOST"}]},
             "recordingExplained": {"mode": "NOTICE_PLUS_OPTOUT",
               "rules": [{"id": "FR-RECORDING", "version": "2026.1"}], "unknown": [],
               "purposes": [{"purpose": "QUALITY", "recorded": true, "code": "DRAWN",
                   "detail": "The call was selected at random for the controller's sample."},
                 {"purpose": "TRAINING", "recorded": false, "code": "NOT_DRAWN",
                   "detail": "The call was not selected for the sample; recording every call is unlawful."}]},
             "receipt": "eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJ1cm46dGVtb2luIn0.c2lnbmF0dXJl"}""";

    public static final String CONSENT =
            """
            {"controller": "rhone-telecom", "processor": "voix-du-rhone",
             "number": "+33 1 99 00 12 34", "purposes": ["PROSPECTING_CALL"],
             "channel": "VOICE", "wordingVersion": "fibre-2026-09",
             "mentions": {"professionalAndGoods": true, "choice": true, "period": true,
                          "withdrawal": true, "proofAccess": true},
             "positiveAct": "SPOKEN_YES", "validFor": "P1Y", "object": "fibre",
             "collectedAt": "2026-11-24T09:15:00Z",
             "evidence": {"kind": "CALL_SEGMENT", "reference": "call-7421/12500-19800"},
             "language": "fr", "noticeId": "FR-CONSENT-CALLS-3",
             "noticeServedAt": "2026-11-24T09:14:20Z", "callId": "call-7421",
             "audio": {"recording": "019ab4d2-0000-7c3e-9f41-0c6d7a1b2e00",
                       "startMs": 12500, "endMs": 19800},
             "agentId": "agent-42", "tied": false, "preTicked": false,
             "ageDeclaration": "ADULT", "withdrawalChannels": ["VOICE", "WEB"]}""";

    public static final String GIVEN =
            """
            {"id": "019ab4d2-7c30-7c3e-9f41-0c6d7a1b2e41",
             "subject": "0123456789abcdef0123456789abcdef",
             "controller": "rhone-telecom", "processor": "voix-du-rhone",
             "purposes": ["PROSPECTING_CALL"], "state": "GIVEN",
             "collectedAt": "2026-11-24T09:15:00Z", "validUntil": "2027-11-24T09:15:00Z",
             "proofKeptUntil": "2029-11-24T09:15:00Z",
             "receipt": "eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJ1cm46dGVtb2luIn0.c2lnbmF0dXJl"}""";

    public static final String PAGE =
            """
            {"items": [{"id": "019ab4d2-7c30-7c3e-9f41-0c6d7a1b2e41",
              "subject": "0123456789abcdef0123456789abcdef", "controller": "rhone-telecom",
              "processor": "voix-du-rhone", "purposes": ["PROSPECTING_CALL"], "state": "GIVEN",
              "channel": "VOICE", "collectedBy": "voix-du-rhone",
              "collectedAt": "2026-11-24T09:15:00Z", "validUntil": "2027-11-24T09:15:00Z"}],
             "next": "c2lnbmVk"}""";

    public static final String SEARCH =
            """
            {"number": "+33 1 99 00 12 34", "controller": "rhone-telecom", "state": "GIVEN"}""";

    public static final String OBJECTION =
            """
            {"controller": "rhone-telecom", "number": "+33 1 99 00 12 34", "kind": "MARKETING",
             "channel": "VOICE", "statedAt": "2026-11-24T10:42:10Z"}""";

    public static final String WITHDRAWAL =
            """
            {"controller": "rhone-telecom", "number": "+33 1 99 00 12 34",
             "channel": "VOICE", "statedAt": "2026-11-24T10:42:10Z"}""";

    public static final String ATTEMPT =
            """
            {"controller": "rhone-telecom", "number": "+33 1 99 00 12 34",
             "purpose": "PROSPECTING_CALL", "decision": "019ab4d2-6b20-7c3e-9f41-0c6d7a1b2e40",
             "outcome": "NO_ANSWER", "attemptedAt": "2026-11-24T10:40:00Z"}""";

    public static final String REFUSED =
            """
            {"controller": "rhone-telecom", "number": "+33 1 99 00 12 34",
             "purpose": "PROSPECTING_CALL", "decision": "019ab4d2-6b20-7c3e-9f41-0c6d7a1b2e40",
             "outcome": "REFUSED", "attemptedAt": "2026-11-24T10:40:00Z",
             "refusedAt": "2026-11-24T10:42:10Z"}""";

    public static final String ATTEMPTED =
            """
            {"id": "019ab4d2-9e50-7c3e-9f41-0c6d7a1b2e43",
             "subject": "0123456789abcdef0123456789abcdef",
             "recordedAt": "2026-11-24T10:42:12Z", "attemptRecorded": true,
             "withdrawal": "019ab4d2-9e50-7c3e-9f41-0c6d7a1b2e42",
             "objection": "019ab4d2-9e50-7c3e-9f41-0c6d7a1b2e41"}""";

    public static final String STATED =
            """
            {"id": "019ab4d2-8d40-7c3e-9f41-0c6d7a1b2e42",
             "subject": "0123456789abcdef0123456789abcdef",
             "effectiveAt": "2026-11-24T10:42:12Z"}""";

    private ContactExamples() {}
}
