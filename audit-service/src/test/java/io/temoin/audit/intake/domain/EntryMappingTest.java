// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import static io.temoin.audit.intake.domain.MappedEvents.AT;
import static io.temoin.audit.intake.domain.MappedEvents.CLAIRE;
import static io.temoin.audit.intake.domain.MappedEvents.NOW;
import static io.temoin.audit.intake.domain.MappedEvents.SUBJECT;
import static io.temoin.audit.intake.domain.MappedEvents.entry;
import static io.temoin.audit.intake.domain.MappedEvents.event;
import static io.temoin.audit.intake.domain.MappedEvents.what;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.audit.intake.domain.AuditEntry.How;
import io.temoin.audit.intake.domain.AuditEntry.Links;
import io.temoin.audit.intake.domain.AuditEntry.StatedReason;
import io.temoin.audit.intake.domain.AuditEntry.Trace;
import io.temoin.audit.intake.domain.AuditEntry.What;
import io.temoin.audit.intake.domain.AuditEntry.When;
import io.temoin.audit.intake.domain.AuditEntry.Why;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryMappingTest {

    @Test
    void keepsWhoWhatWhyHowWhenAndWhere() {
        // Given
        PublishedEvent granted =
                event(
                        "recording",
                        "ListeningGranted",
                        "recording-r1",
                        Map.of(
                                "recording", List.of("r1"),
                                "controller", List.of("rhone-telecom"),
                                "subject", List.of(SUBJECT),
                                "decision", List.of("d1"),
                                "consent", List.of("c1"),
                                "purpose", List.of("TRAINING"),
                                "reason.code", List.of("COMPLAINT"),
                                "reason.reference", List.of("TCK-2026-1187")));

        // When
        AuditEntry entry = EntryMapping.entryOf(granted, NOW);

        // Then
        assertThat(entry)
                .isEqualTo(
                        new AuditEntry(
                                "e1.0",
                                CLAIRE,
                                new What("LISTENING_GRANTED", Outcome.ALLOWED, List.of()),
                                new Why(
                                        List.of("TRAINING"),
                                        new StatedReason("COMPLAINT", "TCK-2026-1187")),
                                new How("recording", "ListeningGranted", null),
                                new When(AT, NOW),
                                "LYON-3-117",
                                new Links("rhone-telecom", SUBJECT, "r1", "d1", "c1"),
                                new Trace("cor", "cause.0", "recording-r1", 3)));
    }

    /** The trail of a recording also tells who was given evidence of it. */
    @Test
    void readsThatEvidenceWasHandedOut() {
        PublishedEvent handedOut =
                event(
                        "audit",
                        "EvidenceHandedOut",
                        "evidence-b1",
                        Map.of(
                                "recording", List.of("r1"),
                                "reason.code", List.of("COURT_ORDER"),
                                "reason.reference", List.of("RG-26-1")));

        AuditEntry entry = EntryMapping.entryOf(handedOut, NOW);

        assertThat(entry.what())
                .isEqualTo(new What("EVIDENCE_HANDED_OUT", Outcome.DONE, List.of()));
        assertThat(entry.why().reason()).isEqualTo(new StatedReason("COURT_ORDER", "RG-26-1"));
        assertThat(entry.links().recording()).isEqualTo("r1");
    }

    @Nested
    class WhatWasDone {

        @ParameterizedTest
        @CsvSource({
            "consent,ConsentGiven,CONSENT_GIVEN,DONE",
            "consent,ConsentRefused,CONSENT_REFUSED,REFUSED",
            "consent,ConsentWithdrawn,CONSENT_WITHDRAWN,DONE",
            "consent,PurposeDeclared,PURPOSE_DECLARED,DONE",
            "consent,PurposeActivated,PURPOSE_ACTIVATED,DONE",
            "consent,PurposeRevised,PURPOSE_REVISED,DONE",
            "consent,PurposeRetired,PURPOSE_RETIRED,DONE",
            "consent,DsrReceived,DSR_RECEIVED,DONE",
            "consent,PersonalDataRead,PERSONAL_DATA_READ,DONE",
            "consent,ConsentsListed,CONSENTS_LISTED,DONE",
            "consent,SelfServiceLinkIssued,SELF_SERVICE_LINK_ISSUED,DONE",
            "consent,PreferencesStated,PREFERENCES_STATED,DONE",
            "consent,ConsentExpired,CONSENT_EXPIRED,DONE",
            "consent,ItemsDisposed,ITEMS_DISPOSED,DONE",
            "consent,MarketingObjectionRecorded,OBJECTION_RECORDED,DONE",
            "consent,RecordingObjectionRecorded,RECORDING_OBJECTION_RECORDED,DONE",
            "consent,ContactRestricted,CONTACT_RESTRICTED,DONE",
            "consent,ContactReleased,CONTACT_RELEASED,DONE",
            "consent,PartyRegistered,PARTY_REGISTERED,DONE",
            "consent,PartyAmended,PARTY_AMENDED,DONE",
            "consent,ControllerCountryRestated,CONTROLLER_COUNTRY_RESTATED,DONE",
            "consent,AgreementDrafted,AGREEMENT_DRAFTED,DONE",
            "consent,AgreementActivated,AGREEMENT_ACTIVATED,DONE",
            "consent,InstructionsAmended,INSTRUCTIONS_AMENDED,DONE",
            "consent,AgreementSuspended,AGREEMENT_SUSPENDED,DONE",
            "consent,AgreementEnded,AGREEMENT_ENDED,DONE",
            "consent,SubProcessorAuthorised,SUB_PROCESSOR_AUTHORISED,DONE",
            "consent,SubProcessorObjected,SUB_PROCESSOR_OBJECTED,DONE",
            "recording,RecordingRegistered,RECORDING_REGISTERED,DONE",
            "recording,RecordingStored,RECORDING_STORED,DONE",
            "recording,RecordingRestricted,RECORDING_RESTRICTED,DONE",
            "recording,RestrictionLifted,RECORDING_RESTRICTION_LIFTED,DONE",
            "recording,ListeningGranted,LISTENING_GRANTED,ALLOWED",
            "recording,ListeningRefused,LISTENING_REFUSED,REFUSED",
            "recording,PurposeFulfilled,PURPOSE_FULFILLED,DONE",
            "recording,PurposesEnded,PURPOSES_ENDED,DONE",
            "recording,PurposeLapsed,PURPOSE_LAPSED,DONE",
            "recording,UploadAbandoned,UPLOAD_ABANDONED,DONE",
            "recording,PlaybackRecorded,PLAYBACK_RECORDED,DONE",
            "recording,RecordingErased,RECORDING_ERASED,DONE",
            "recording,SheetCreated,SHEET_CREATED,DONE",
            "recording,TranscriptCreated,TRANSCRIPT_CREATED,DONE",
            "recording,DocumentRead,DOCUMENT_READ,DONE",
            "recording,DocumentReadRefused,DOCUMENT_READ_REFUSED,REFUSED",
            "recording,DocumentRectified,DOCUMENT_RECTIFIED,DONE",
            "recording,DocumentDestroyed,DOCUMENT_DESTROYED,DONE",
            "recording,ItemsDisposed,ITEMS_DISPOSED,DONE",
            "audit,TrailErasureDeferred,TRAIL_ERASURE_DEFERRED,DONE",
            "audit,ItemsDisposed,ITEMS_DISPOSED,DONE",
            "retention,AccessPackageRequested,ACCESS_PACKAGE_REQUESTED,DONE",
            "retention,PackagePartRequested,PACKAGE_PART_REQUESTED,DONE",
            "retention,PackagePartSettled,PACKAGE_PART_SETTLED,DONE",
            "retention,AccessPackageCompleted,ACCESS_PACKAGE_COMPLETED,DONE",
            "retention,AccessPackageIncomplete,ACCESS_PACKAGE_INCOMPLETE,DONE",
            "retention,AccessPackageLinkIssued,ACCESS_PACKAGE_LINK_ISSUED,DONE",
            "retention,AccessPackageDownloaded,ACCESS_PACKAGE_DOWNLOADED,DONE",
            "retention,AccessPackageRevoked,ACCESS_PACKAGE_REVOKED,DONE",
            "retention,AccessPackageExpired,ACCESS_PACKAGE_EXPIRED,DONE",
            "consent,PackagePartReady,PACKAGE_PART_READY,DONE",
            "consent,PackagePartFailed,PACKAGE_PART_FAILED,DONE",
            "recording,PackagePartReady,PACKAGE_PART_READY,DONE",
            "recording,PackagePartFailed,PACKAGE_PART_FAILED,DONE",
            "retention,PackagePartReady,PACKAGE_PART_READY,DONE",
            "retention,PackagePartFailed,PACKAGE_PART_FAILED,DONE",
            "audit,PackagePartReady,PACKAGE_PART_READY,DONE",
            "audit,PackagePartFailed,PACKAGE_PART_FAILED,DONE",
            "audit,TrailSearched,TRAIL_SEARCHED,DONE",
            "audit,TrailEntryRead,TRAIL_ENTRY_READ,DONE",
            "audit,TrailFollowed,TRAIL_FOLLOWED,DONE",
            "audit,SavedSearchCreated,SAVED_SEARCH_CREATED,DONE",
            "audit,SavedSearchChanged,SAVED_SEARCH_CHANGED,DONE",
            "audit,SavedSearchDeleted,SAVED_SEARCH_DELETED,DONE",
            "audit,ExportRequested,EXPORT_REQUESTED,DONE",
            "audit,ExportCompleted,EXPORT_COMPLETED,DONE",
            "audit,ExportFailed,EXPORT_FAILED,DONE",
            "audit,ExportCancelled,EXPORT_CANCELLED,DONE",
            "audit,ExportDeleted,EXPORT_DELETED,DONE",
            "audit,ExportWithdrawn,EXPORT_WITHDRAWN,DONE",
            "audit,ExportDownloaded,EXPORT_DOWNLOADED,DONE",
            "audit,ExportDeliveryRequested,EXPORT_DELIVERY_REQUESTED,DONE",
            "audit,ExportDelivered,EXPORT_DELIVERED,DONE",
            "audit,ExportDeliveryFailed,EXPORT_DELIVERY_FAILED,DONE"
        })
        void hasANameThatDoesNotChange(
                String service, String event, String action, Outcome outcome) {
            assertThat(what(service, event, Map.of()))
                    .isEqualTo(new What(action, outcome, List.of()));
        }

        @Test
        void tellsHowMuchWasHeard() {
            assertThat(
                            what(
                                    "recording",
                                    "PlaybackRecorded",
                                    Map.of(
                                            "heardMs", List.of("16500"),
                                            "end", List.of("LOST"),
                                            "incomplete", List.of("true"))))
                    .isEqualTo(
                            new What(
                                    "PLAYBACK_RECORDED",
                                    Outcome.DONE,
                                    List.of("heardMs=16500", "end=LOST", "incomplete=true")));
        }

        @Test
        void tellsAnAllowedCallFromARefusedOne() {
            assertThat(what("consent", "CallDecided", Map.of("verdict", List.of("ALLOW"))))
                    .isEqualTo(new What("CALL_ALLOWED", Outcome.ALLOWED, List.of()));
            assertThat(
                            what(
                                    "consent",
                                    "CallDecided",
                                    Map.of(
                                            "verdict", List.of("DENY"),
                                            "reasons.code",
                                                    List.of("NO_CONSENT", "OUTSIDE_HOURS"))))
                    .isEqualTo(
                            new What(
                                    "CALL_REFUSED",
                                    Outcome.REFUSED,
                                    List.of("NO_CONSENT", "OUTSIDE_HOURS")));
        }

        @Test
        void tellsACallThatIsLeftToAReview() {
            assertThat(what("consent", "CallDecided", Map.of("verdict", List.of("REVIEW"))))
                    .isEqualTo(new What("CALL_LEFT_TO_REVIEW", Outcome.REFUSED, List.of()));
        }

        @Test
        void doesNotTakeAnUnreadableVerdictForAnAllowance() {
            assertThat(what("consent", "CallDecided", Map.of()).outcome())
                    .isEqualTo(Outcome.REFUSED);
        }

        @Test
        void namesTheRulesOfARefusalAndOfADisposition() {
            assertThat(
                            what(
                                            "recording",
                                            "ListeningRefused",
                                            Map.of("code", List.of("ROLE_NOT_ALLOWED")))
                                    .because())
                    .containsExactly("ROLE_NOT_ALLOWED");
            assertThat(
                            what(
                                            "retention",
                                            "DispositionScheduled",
                                            Map.of(
                                                    "because.rule",
                                                    List.of("PURPOSE_PERIOD", "PURPOSE_PERIOD")))
                                    .because())
                    .containsExactly("PURPOSE_PERIOD");
            assertThat(
                            what(
                                            "retention",
                                            "DispositionOrdered",
                                            Map.of("basis", List.of("PURPOSE_FULFILLED")))
                                    .because())
                    .containsExactly("PURPOSE_FULFILLED");
        }

        @Test
        void isKeptForAnEventOfTheFuture() {
            assertThat(what("consent", "WishUttered", Map.of()))
                    .isEqualTo(new What("WISH_UTTERED", Outcome.UNCLASSIFIED, List.of()));
            assertThat(what("telephony", "ConsentGiven", Map.of()).outcome())
                    .isEqualTo(Outcome.UNCLASSIFIED);
        }
    }

    @Nested
    class WhyAndHow {

        @Test
        void severalPurposesStaySeveral() {
            assertThat(
                            entry(Map.of("purposes", List.of("PROSPECTING_CALL", "TRAINING")))
                                    .why()
                                    .purposes())
                    .containsExactly("PROSPECTING_CALL", "TRAINING");
        }

        @Test
        void aReasonMayLackAReference() {
            assertThat(entry(Map.of("reason.code", List.of("INCIDENT"))).why().reason())
                    .isEqualTo(new StatedReason("INCIDENT", null));
        }

        @Test
        void noStatedReasonIsNone() {
            assertThat(entry(Map.of()).why().reason()).isNull();
        }

        @Test
        void theChannelIsToldDirectlyOrWithTheProof() {
            assertThat(entry(Map.of("channel", List.of("VOICE"))).how().channel())
                    .isEqualTo("VOICE");
            assertThat(entry(Map.of("proof.channel", List.of("WEB"))).how().channel())
                    .isEqualTo("WEB");
        }
    }

    @Nested
    class Linking {

        @Test
        void readsControllerAndSubjectFromTheStreamOfAContact() {
            assertThat(links("contact-rhone-telecom-" + SUBJECT))
                    .isEqualTo(new Links("rhone-telecom", SUBJECT, null, null, null));
        }

        @Test
        void readsTheRecordingFromItsOwnStreamAndFromItsRetainedItem() {
            assertThat(links("recording-r1").recording()).isEqualTo("r1");
            assertThat(links("item-r1").recording()).isEqualTo("r1");
        }

        @Test
        void knowsNothingFromAnotherStream() {
            assertThat(links("policy-training")).isEqualTo(new Links(null, null, null, null, null));
        }

        private static Links links(String stream) {
            return EntryMapping.entryOf(event("consent", "ConsentGiven", stream, Map.of()), NOW)
                    .links();
        }
    }

    @Test
    void factsDoNotPrintTheirValues() {
        assertThat(new Facts(Map.of("number", List.of("+33199000000"))).toString())
                .isEqualTo("Facts[1]");
    }
}
