// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import io.temoin.audit.intake.domain.AuditEntry.What;
import io.temoin.audit.intake.domain.Outcome;

/**
 * What an action is in the words of OCSF 1.8.0: a class, and an activity of that class.
 *
 * @param activityId as the class numbers it; 0 when it is not known, 99 when the class has none
 * @param activity its name, or the action itself where the class has no name for it
 */
record OcsfKind(OcsfClass type, int activityId, String activity) {

    private static final int OTHER = 99;
    private static final int TYPES_PER_CLASS = 100;

    private static final OcsfKind CREATE = OcsfClass.ENTITY_MANAGEMENT.activity(1, "Create");
    private static final OcsfKind UPDATE = OcsfClass.ENTITY_MANAGEMENT.activity(3, "Update");
    private static final OcsfKind REMOVE = OcsfClass.ENTITY_MANAGEMENT.activity(4, "Delete");
    private static final OcsfKind ENROLL = OcsfClass.ENTITY_MANAGEMENT.activity(6, "Enroll");
    private static final OcsfKind DISABLE = OcsfClass.ENTITY_MANAGEMENT.activity(9, "Disable");
    private static final OcsfKind ACTIVATE = OcsfClass.ENTITY_MANAGEMENT.activity(10, "Activate");
    private static final OcsfKind DEACTIVATE =
            OcsfClass.ENTITY_MANAGEMENT.activity(11, "Deactivate");
    private static final OcsfKind SUSPEND = OcsfClass.ENTITY_MANAGEMENT.activity(12, "Suspend");

    private static final OcsfKind UPLOAD = OcsfClass.FILE_HOSTING_ACTIVITY.activity(1, "Upload");
    private static final OcsfKind DOWNLOAD =
            OcsfClass.FILE_HOSTING_ACTIVITY.activity(2, "Download");
    private static final OcsfKind CHANGE = OcsfClass.FILE_HOSTING_ACTIVITY.activity(3, "Update");
    private static final OcsfKind DELETE = OcsfClass.FILE_HOSTING_ACTIVITY.activity(4, "Delete");
    private static final OcsfKind PREVIEW = OcsfClass.FILE_HOSTING_ACTIVITY.activity(9, "Preview");
    private static final OcsfKind LOCK = OcsfClass.FILE_HOSTING_ACTIVITY.activity(10, "Lock");
    private static final OcsfKind UNLOCK = OcsfClass.FILE_HOSTING_ACTIVITY.activity(11, "Unlock");
    private static final OcsfKind SHARE = OcsfClass.FILE_HOSTING_ACTIVITY.activity(12, "Share");
    private static final OcsfKind ACCESS_CHECK =
            OcsfClass.FILE_HOSTING_ACTIVITY.activity(17, "Access Check");

    private static final OcsfKind CALL = OcsfClass.API_ACTIVITY.activity(1, "Create");
    private static final OcsfKind ASSIGN =
            OcsfClass.AUTHORIZE_SESSION.activity(1, "Assign Privileges");
    private static final OcsfKind READ = OcsfClass.DATASTORE_ACTIVITY.activity(1, "Read");
    private static final OcsfKind QUERY = OcsfClass.DATASTORE_ACTIVITY.activity(4, "Query");
    private static final OcsfKind FORGET = OcsfClass.DATASTORE_ACTIVITY.activity(7, "Delete");
    private static final OcsfKind IMPORT = OcsfClass.WEB_RESOURCES_ACTIVITY.activity(6, "Import");
    private static final OcsfKind EXPORT = OcsfClass.EVENT_LOG_ACTIVITY.activity(3, "Export");

    /** {@code class_uid * 100 + activity_id}, as the schema has it. */
    int typeUid() {
        return type.uid() * TYPES_PER_CLASS + activityId;
    }

    /** Class and activity by the schema's names; it has none for a customer's own activity. */
    String typeName() {
        return type.caption() + ": " + (activityId == OTHER ? "Other" : activity);
    }

    /**
     * The kind of every action. An action this service does not know is a Base Event of unknown
     * activity: a guess would be taken for knowledge. One that it knows by its outcome alone, since
     * a customer named it, is an API activity of the customer's own.
     */
    static OcsfKind of(What what) {
        return switch (what.action()) {
            case "CONSENT_GIVEN", "CONSENT_REFUSED", "DSR_RECEIVED" -> CREATE;
            case "OBJECTION_RECORDED", "RECORDING_OBJECTION_RECORDED" -> CREATE;
            case "CONSENT_EXPIRED", "CONSENT_WITHDRAWN" -> DEACTIVATE;
            case "ITEMS_DISPOSED" -> DELETE;
            case "PREFERENCES_STATED", "MINOR_FLAGGED", "CONSENT_RECTIFIED" -> UPDATE;
            case "CONTACT_RESTRICTED" -> DEACTIVATE;
            case "CONTACT_RELEASED" -> UPDATE;
            case "SELF_SERVICE_LINK_ISSUED" -> ASSIGN;

            case "CALL_ALLOWED", "CALL_REFUSED", "CALL_LEFT_TO_REVIEW", "CALL_ATTEMPTED" -> CALL;
            case "LIST_SCRUBBED", "CONSENTS_LISTED" -> QUERY;
            case "PERSONAL_DATA_READ" -> READ;
            case "REGISTER_IMPORTED" -> IMPORT;

            case "NOTICE_DRAFTED" -> CREATE;
            case "NOTICE_PUBLISHED" -> ACTIVATE;
            case "NOTICE_RETIRED" -> DEACTIVATE;
            case "NOTICE_SERVED", "NOTICE_FAILED" -> CALL;

            case "PARTY_REGISTERED", "AGREEMENT_DRAFTED", "PURPOSE_DECLARED" -> CREATE;
            case "PARTY_AMENDED", "INSTRUCTIONS_AMENDED", "PURPOSE_REVISED" -> UPDATE;
            case "CONTROLLER_COUNTRY_RESTATED" -> UPDATE;
            case "AGREEMENT_ACTIVATED", "PURPOSE_ACTIVATED" -> ACTIVATE;
            case "AGREEMENT_SUSPENDED" -> SUSPEND;
            case "AGREEMENT_ENDED", "PURPOSE_RETIRED" -> DEACTIVATE;
            case "SUB_PROCESSOR_AUTHORISED" -> ENROLL;
            case "SUB_PROCESSOR_OBJECTED" -> DISABLE;

            case "RECORDING_REGISTERED", "RECORDING_STORED", "RECORDING_REFUSED" -> UPLOAD;
            case "RECORDING_OPTED_OUT", "PURPOSE_FULFILLED", "PURPOSES_ENDED" -> CHANGE;
            case "UPLOAD_ABANDONED", "PURPOSE_LAPSED" -> CHANGE;
            case "RECORDING_QUARANTINED", "QUARANTINE_NOTED" -> LOCK;
            case "RECORDING_RESTRICTED" -> LOCK;
            case "RECORDING_RESTRICTION_LIFTED" -> CHANGE;
            case "LISTENING_GRANTED", "PLAYBACK_RECORDED" -> PREVIEW;
            case "LISTENING_REFUSED" -> ACCESS_CHECK;
            case "RECORDING_ERASED", "DISPOSITION_CONFIRMED", "ERASED_WITHOUT_ORDER" -> DELETE;

            case "SHEET_CREATED", "TRANSCRIPT_CREATED" -> UPLOAD;
            case "DOCUMENT_RECTIFIED" -> CHANGE;
            case "DOCUMENT_READ" -> PREVIEW;
            case "DOCUMENT_READ_REFUSED" -> ACCESS_CHECK;
            case "DOCUMENT_DESTROYED" -> DELETE;

            case "DISPOSITION_BATCH_CONFIRMED" -> DELETE;

            case "ITEM_RETAINED", "ITEMS_REGISTERED" -> CREATE;
            case "DISPOSITION_BATCH_ORDERED", "DISPOSITION_BATCH_OVERDUE" -> UPDATE;
            case "PROOF_RETAINED" -> UPDATE;
            case "BUSINESS_EVENT_REPORTED",
                    "BUSINESS_EVENT_NOTED",
                    "CONTRACT_EVENT_REPORTED",
                    "CONTRACT_LINKED",
                    "PERSON_EVENT_REPORTED" ->
                    UPDATE;
            case "PURPOSE_END_NOTED", "DISPOSITION_SCHEDULED", "RETAINED_UNDER_MINIMUM" -> UPDATE;
            case "TRIGGER_AWAITED", "CONFLICT_RAISED", "DISPOSITION_ORDERED" -> UPDATE;
            case "CONFLICT_RESOLVED", "PURPOSE_ACCESS_ENDED", "DISPOSITION_OVERDUE" -> UPDATE;
            case "ITEM_REVIEWS_DECIDED", "REVIEW_DECIDED" -> UPDATE;
            case "ITEM_REVIEWS_OVERDUE", "REVIEW_OVERDUE" -> UPDATE;
            case "DISPOSITION_RUN_COMPLETED" -> CALL;
            case "HOLD_PLACED", "HOLD_RELEASE_CANCELLED" -> LOCK;
            case "HOLD_RELEASE_PROPOSED" -> UPDATE;
            case "HOLD_RELEASED" -> UNLOCK;
            case "PURPOSE_PERIOD_NOTED" -> UPDATE;
            case "POLICY_PROPOSED" -> CREATE;
            case "POLICY_ACTIVATED" -> ACTIVATE;
            case "POLICY_WITHDRAWN" -> DEACTIVATE;
            case "REQUEST_OPENED" -> CREATE;
            case "CONTESTED_NAMED", "REQUEST_ATTACHED", "REQUEST_JOINED", "REQUEST_NOTED" -> UPDATE;
            case "CORRECTION_READ" -> READ;
            case "REQUEST_TASK_COMPLETED", "RECTIFICATION_NOTED" -> UPDATE;
            case "IDENTITY_PROOF_REQUESTED", "IDENTITY_PROOF_RECEIVED", "DSR_EXTENDED" -> UPDATE;
            case "REQUEST_OVERDUE", "DSR_ANSWERED", "DSR_REFUSED", "DSR_WITHDRAWN", "DSR_CLOSED" ->
                    UPDATE;
            case "ERASURE_DECIDED", "ERASURE_BEGUN" -> UPDATE;
            case "TRAIL_ERASURE_REQUESTED", "ERASURE_COMPLETED" -> UPDATE;
            case "PROCESSING_RESTRICTED", "PROCESSING_RESTRICTION_LIFTED" -> UPDATE;
            case "OBJECTION_UPHELD", "LETTER_SENT" -> UPDATE;
            case "RECIPIENTS_NAMED", "RECIPIENT_NOTIFIED" -> UPDATE;
            case "RECIPIENT_ACKNOWLEDGED", "RECIPIENT_EXCUSED" -> UPDATE;
            case "REQUEST_ASSIGNED" -> ASSIGN;
            case "PERSON_SEARCHED" -> QUERY;
            case "PERSON_SEARCH_REFUSED" -> ACCESS_CHECK;

            case "ACCESS_PACKAGE_REQUESTED", "PACKAGE_PART_REQUESTED" -> EXPORT;
            case "PACKAGE_PART_READY", "PACKAGE_PART_FAILED", "PACKAGE_PART_SETTLED" -> EXPORT;
            case "ACCESS_PACKAGE_COMPLETED", "ACCESS_PACKAGE_INCOMPLETE" -> EXPORT;
            case "ACCESS_PACKAGE_LINK_ISSUED" -> SHARE;
            case "ACCESS_PACKAGE_DOWNLOADED" -> DOWNLOAD;
            case "ACCESS_PACKAGE_EXPIRED", "ACCESS_PACKAGE_REVOKED" -> DELETE;

            case "TRAIL_SEARCHED", "TRAIL_FOLLOWED" -> QUERY;
            case "TRAIL_ENTRY_READ" -> READ;
            case "SAVED_SEARCH_CREATED" -> CREATE;
            case "SAVED_SEARCH_CHANGED" -> UPDATE;
            case "SAVED_SEARCH_DELETED" -> REMOVE;
            case "SUBJECT_KEY_DESTROYED", "SUBJECT_ERASED" -> FORGET;
            case "TRAIL_ERASURE_DEFERRED" -> UPDATE;
            case "EVIDENCE_HANDED_OUT" -> EXPORT;
            case "EXPORT_REQUESTED", "EXPORT_COMPLETED", "EXPORT_FAILED" -> EXPORT;
            case "EXPORT_CANCELLED", "EXPORT_DELETED", "EXPORT_WITHDRAWN" -> DELETE;
            case "EXPORT_DOWNLOADED" -> DOWNLOAD;
            case "EXPORT_DELIVERY_REQUESTED", "EXPORT_DELIVERED", "EXPORT_DELIVERY_FAILED" -> SHARE;

            default ->
                    what.outcome() == Outcome.UNCLASSIFIED
                            ? OcsfClass.BASE_EVENT.activity(0, "Unknown")
                            : OcsfClass.API_ACTIVITY.activity(OTHER, what.action());
        };
    }
}
