// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import java.util.Set;

/**
 * What the services of the suite do, by the names that their events have in the trail: a test holds
 * them against {@link EntryMapping} and the published events.
 */
final class SuiteActions {

    private static final Set<String> NAMES =
            Set.of(
                    "AGREEMENT_ACTIVATED",
                    "AGREEMENT_DRAFTED",
                    "AGREEMENT_ENDED",
                    "AGREEMENT_SUSPENDED",
                    "BUSINESS_EVENT_NOTED",
                    "BUSINESS_EVENT_REPORTED",
                    "CALL_ALLOWED",
                    "CALL_ATTEMPTED",
                    "CALL_LEFT_TO_REVIEW",
                    "CALL_REFUSED",
                    "CONFLICT_RAISED",
                    "CONSENTS_LISTED",
                    "CONSENT_EXPIRED",
                    "CONSENT_GIVEN",
                    "CONSENT_REFUSED",
                    "CONSENT_WITHDRAWN",
                    "DISPOSITION_CONFIRMED",
                    "DISPOSITION_ORDERED",
                    "DISPOSITION_RUN_COMPLETED",
                    "DISPOSITION_SCHEDULED",
                    "DSR_RECEIVED",
                    "ERASED_WITHOUT_ORDER",
                    "EVIDENCE_HANDED_OUT",
                    "EXPORT_CANCELLED",
                    "EXPORT_COMPLETED",
                    "EXPORT_DELETED",
                    "EXPORT_DELIVERED",
                    "EXPORT_DELIVERY_FAILED",
                    "EXPORT_DELIVERY_REQUESTED",
                    "EXPORT_DOWNLOADED",
                    "EXPORT_FAILED",
                    "EXPORT_REQUESTED",
                    "EXPORT_WITHDRAWN",
                    "HOLD_PLACED",
                    "HOLD_RELEASED",
                    "HOLD_RELEASE_CANCELLED",
                    "HOLD_RELEASE_PROPOSED",
                    "INSTRUCTIONS_AMENDED",
                    "ITEM_RETAINED",
                    "LISTENING_GRANTED",
                    "LISTENING_REFUSED",
                    "LIST_SCRUBBED",
                    "MINOR_FLAGGED",
                    "NOTICE_DRAFTED",
                    "NOTICE_FAILED",
                    "NOTICE_PUBLISHED",
                    "NOTICE_RETIRED",
                    "NOTICE_SERVED",
                    "OBJECTION_RECORDED",
                    "PARTY_AMENDED",
                    "PARTY_REGISTERED",
                    "PERSONAL_DATA_READ",
                    "PLAYBACK_RECORDED",
                    "POLICY_ACTIVATED",
                    "POLICY_PROPOSED",
                    "POLICY_WITHDRAWN",
                    "PREFERENCES_STATED",
                    "PROOF_RETAINED",
                    "PURPOSES_ENDED",
                    "PURPOSE_ACTIVATED",
                    "PURPOSE_DECLARED",
                    "PURPOSE_END_NOTED",
                    "PURPOSE_FULFILLED",
                    "PURPOSE_PERIOD_NOTED",
                    "PURPOSE_RETIRED",
                    "PURPOSE_REVISED",
                    "QUARANTINE_NOTED",
                    "RECORDING_ERASED",
                    "RECORDING_OBJECTION_RECORDED",
                    "RECORDING_OPTED_OUT",
                    "RECORDING_QUARANTINED",
                    "RECORDING_REFUSED",
                    "RECORDING_REGISTERED",
                    "RECORDING_STORED",
                    "REGISTER_IMPORTED",
                    "RETAINED_UNDER_MINIMUM",
                    "SAVED_SEARCH_CHANGED",
                    "SAVED_SEARCH_CREATED",
                    "SAVED_SEARCH_DELETED",
                    "SELF_SERVICE_LINK_ISSUED",
                    "SUBJECT_ERASED",
                    "SUBJECT_KEY_DESTROYED",
                    "SUB_PROCESSOR_AUTHORISED",
                    "SUB_PROCESSOR_OBJECTED",
                    "TRAIL_ENTRY_READ",
                    "TRAIL_FOLLOWED",
                    "TRAIL_SEARCHED",
                    "TRIGGER_AWAITED",
                    "UPLOAD_ABANDONED");

    private SuiteActions() {}

    static boolean contains(String action) {
        return NAMES.contains(action);
    }
}
