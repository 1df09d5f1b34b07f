// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

/** A consent record, for the OpenAPI document; its context is cut short. */
final class ConsentRecordExample {

    static final String RECORD =
            """
            {"@context": {"@vocab": "urn:temoin:consent-record#", "dpv": "https://w3id.org/dpv#"},
             "@id": "urn:uuid:019ab4d2-7c30-7c3e-9f41-0c6d7a1b2e41", "@type": "ConsentRecord",
             "schema_version": "ISO/IEC TS 27560:2023; temoin 1",
             "record_id": "019ab4d2-7c30-7c3e-9f41-0c6d7a1b2e41",
             "pii_principal_id": "0123456789abcdef0123456789abcdef", "tenant": "helios",
             "consent_status": "ConsentGiven",
             "pii_processing": {"privacy_notice": "FR-CONSENT-CALLS-3",
               "notice_served_at": "2026-11-24T09:14:20Z", "language": "fr",
               "purposes": [{"purpose": "PROSPECTING_CALL", "purpose_type": "dpv:DirectMarketing",
                 "lawful_basis": "eu-gdpr:A6-1-a"}],
               "pii_information": [{"pii_type": "pd:TelephoneNumber"}],
               "pii_controllers": ["rhone-telecom"], "recipient_third_parties": ["voix-du-rhone"],
               "collection_method": "VOICE", "collection_point": "fibre-script-9",
               "storage_locations": ["FR"], "proof_kept_until": "2029-11-24T09:15:00Z",
               "jurisdiction": "FR", "rule_set": "FR-2026/2026.4",
               "withdrawal_method": ["VOICE", "WEB"],
               "privacy_rights": "https://rhone-telecom.example/privacy"},
             "party_identification": [
               {"party_id": "rhone-telecom", "party_type": "ORGANISATION",
                "party_role": "PII_CONTROLLER", "party_name": "Rhône Télécom SA", "party_country": "FR",
                "party_address": "1 quai du Rhône, 69002 Lyon",
                "party_email": "privacy@rhone-telecom.example", "party_phone": "+33199005678"},
               {"party_id": "voix-du-rhone", "party_type": "ORGANISATION",
                "party_role": "PII_PROCESSOR"}],
             "events": [{"event_time": "2026-11-24T09:15:00Z",
               "valid_until": "2027-11-24T09:15:00Z", "validity_duration": "PT8760H",
               "entity_id": "0123456789abcdef0123456789abcdef",
               "event_type": "dpv:ExplicitlyExpressedConsent", "event_state": "ConsentGiven"}],
             "call_evidence": {"wording_version": "fibre-2026-09",
               "mentions": {"professional_and_goods": true, "choice": true, "period": true,
                 "withdrawal": true, "proof_access": true},
               "positive_act": "SPOKEN_YES", "tied": false, "pre_ticked": false,
               "age_declaration": "ADULT", "call_id": "call-7421",
               "audio_segment": {"recording": "019ab4d2-0000-7c3e-9f41-0c6d7a1b2e00",
                 "start_ms": 12500, "end_ms": 19800},
               "evidence": {"kind": "CALL_SEGMENT", "reference": "call-7421/12500-19800"},
               "collector": {"agent_id": "agent-42", "processor_id": "voix-du-rhone",
                 "controller_id": "rhone-telecom"}, "object": "fibre"}}""";

    private ConsentRecordExample() {}
}
