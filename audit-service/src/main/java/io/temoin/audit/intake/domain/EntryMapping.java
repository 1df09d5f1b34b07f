// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import static io.temoin.audit.intake.domain.Outcome.ALLOWED;
import static io.temoin.audit.intake.domain.Outcome.DONE;
import static io.temoin.audit.intake.domain.Outcome.REFUSED;
import static io.temoin.audit.intake.domain.Outcome.UNCLASSIFIED;

import io.temoin.audit.intake.domain.AuditEntry.How;
import io.temoin.audit.intake.domain.AuditEntry.Links;
import io.temoin.audit.intake.domain.AuditEntry.StatedReason;
import io.temoin.audit.intake.domain.AuditEntry.What;
import io.temoin.audit.intake.domain.AuditEntry.When;
import io.temoin.audit.intake.domain.AuditEntry.Why;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a published event as a line of the trail. No event is left out: one of a type unknown here
 * becomes an {@link Outcome#UNCLASSIFIED} entry with everything its envelope tells.
 */
public final class EntryMapping {

    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    /** {@code contact-<controller>-<subject>}: what one controller may do towards one person. */
    private static final Pattern CONTACT = Pattern.compile("contact-(.+)-([0-9a-f]{32})");

    /** {@code recording-<id>} and, in retention-service, {@code item-<id of the recording>}. */
    private static final Pattern RECORDING = Pattern.compile("(?:recording|item)-(.+)");

    /** Before the names of what was asked of the trail. */
    private static final String FILTERS = "filters.";

    private static final String ACTOR = "actor";
    private static final String SUBJECT = "subject";

    private static final Set<String> LINKS = Set.of("subject", "recording", "decision", "consent");

    /** What else tells of a question: where its page goes on, whether and how it was kept. */
    private static final Set<String> ABOUT_A_QUESTION =
            Set.of("after", "savedSearch", "window", "visibility");

    /** What was destroyed under an order, and until when copies of it may be there. */
    private static final Map<String, String> DISPOSED =
            Map.of(
                    "batch", "batch",
                    "digest", "digest",
                    "disposed", "disposed",
                    "horizon", "horizon",
                    "kind", "kind");

    /** What was put right, and which content took the place of which. */
    private static final Map<String, String> RECTIFIED =
            Map.of(
                    "kind", "kind",
                    "request", "request",
                    "before", "before",
                    "content", "contentSha256");

    /** Under which request a consent was put right, and its end if that was wrong. */
    private static final Map<String, String> RIGHT =
            Map.of("request", "request", "validUntil", "validUntil");

    /** What an erasure says of the key, by the names that it has in the entry. */
    private static final Map<String, String> DESTROYED = Map.of("key", "evidence.keyId");

    /** What an erasure says that it took. */
    private static final Map<String, String> TAKEN =
            Map.of(
                    "digest", "entriesDigest",
                    "entries", "entries",
                    "key", "evidence.keyId",
                    "override", "override.code",
                    "overrideReference", "override.reference");

    private EntryMapping() {}

    /** The entry of an event that enters the trail at {@code recordedAt}. */
    public static AuditEntry entryOf(PublishedEvent event, Instant recordedAt) {
        Facts facts = event.facts();
        return new AuditEntry(
                event.id(),
                event.who(),
                what(event),
                new Why(purposes(facts), statedReason(event)),
                new How(event.service(), event.name(), channel(facts)),
                new When(event.at(), recordedAt),
                event.workstation(),
                links(facts, event.trace().stream()),
                event.trace());
    }

    private static What what(PublishedEvent event) {
        Facts facts = event.facts();
        return switch (event.service() + "." + event.name()) {
            case "consent.ConsentGiven" -> done("CONSENT_GIVEN");
            case "consent.ConsentRefused" ->
                    new What("CONSENT_REFUSED", REFUSED, facts.texts("defects.code"));
            case "consent.PersonalDataRead" -> done("PERSONAL_DATA_READ", read(facts));
            case "consent.ConsentsListed" -> done("CONSENTS_LISTED", asked(facts));
            case "consent.DsrReceived" -> done("DSR_RECEIVED", facts.texts("right"));
            case "consent.SelfServiceLinkIssued" ->
                    done("SELF_SERVICE_LINK_ISSUED", facts.texts("scopes"));
            case "consent.PreferencesStated" -> done("PREFERENCES_STATED");
            case "consent.ItemsDisposed", "audit.ItemsDisposed" ->
                    done("ITEMS_DISPOSED", named(facts, DISPOSED));
            case "consent.ConsentExpired" -> done("CONSENT_EXPIRED");
            case "consent.ConsentRectified" ->
                    done("CONSENT_RECTIFIED", both(facts.texts("fields"), named(facts, RIGHT)));
            case "consent.ConsentWithdrawn" -> done("CONSENT_WITHDRAWN");
            case "consent.MarketingObjectionRecorded" -> done("OBJECTION_RECORDED");
            case "consent.RecordingObjectionRecorded" -> done("RECORDING_OBJECTION_RECORDED");
            case "consent.ContactRestricted" -> done("CONTACT_RESTRICTED");
            case "consent.ContactReleased" -> done("CONTACT_RELEASED");
            case "consent.CallDecided" -> callDecision(facts);
            case "consent.MinorFlagged" -> done("MINOR_FLAGGED");
            case "consent.ListScrubbed" -> done("LIST_SCRUBBED");
            case "consent.RegisterImported" -> done("REGISTER_IMPORTED", facts.texts("register"));
            case "consent.CallAttempted" -> done("CALL_ATTEMPTED", facts.texts("outcome"));
            case "consent.NoticeDrafted" -> done("NOTICE_DRAFTED");
            case "consent.NoticePublished" -> done("NOTICE_PUBLISHED");
            case "consent.NoticeRetired" -> done("NOTICE_RETIRED");
            case "consent.NoticeServed" -> done("NOTICE_SERVED", facts.texts("answer.said"));
            case "consent.NoticeFailed" -> done("NOTICE_FAILED");
            case "consent.PartyRegistered" -> done("PARTY_REGISTERED");
            case "consent.PartyAmended" -> done("PARTY_AMENDED");
            case "consent.ControllerCountryRestated" -> done("CONTROLLER_COUNTRY_RESTATED");
            case "consent.AgreementDrafted" -> done("AGREEMENT_DRAFTED");
            case "consent.AgreementActivated" -> done("AGREEMENT_ACTIVATED");
            case "consent.InstructionsAmended" -> done("INSTRUCTIONS_AMENDED");
            case "consent.AgreementSuspended" -> done("AGREEMENT_SUSPENDED");
            case "consent.AgreementEnded" -> done("AGREEMENT_ENDED");
            case "consent.SubProcessorAuthorised" -> done("SUB_PROCESSOR_AUTHORISED");
            case "consent.SubProcessorObjected" -> done("SUB_PROCESSOR_OBJECTED");

            case "consent.PurposeDeclared" -> done("PURPOSE_DECLARED");
            case "consent.PurposeActivated" -> done("PURPOSE_ACTIVATED");
            case "consent.PurposeRevised" -> done("PURPOSE_REVISED");
            case "consent.PurposeRetired" -> done("PURPOSE_RETIRED");

            case "recording.RecordingRegistered" -> done("RECORDING_REGISTERED");
            case "recording.RecordingRefused" ->
                    new What("RECORDING_REFUSED", REFUSED, facts.texts("code"));
            case "recording.UploadAbandoned" -> done("UPLOAD_ABANDONED");
            case "recording.RecordingOptedOut" ->
                    done("RECORDING_OPTED_OUT", facts.texts("instruction"));
            case "recording.RecordingRestricted" -> done("RECORDING_RESTRICTED");
            case "recording.RestrictionLifted" -> done("RECORDING_RESTRICTION_LIFTED");
            case "recording.RecordingQuarantined" ->
                    done("RECORDING_QUARANTINED", facts.texts("reason"));
            case "recording.RecordingStored" -> done("RECORDING_STORED");
            case "recording.ListeningGranted" -> new What("LISTENING_GRANTED", ALLOWED, List.of());
            case "recording.PlaybackRecorded" -> done("PLAYBACK_RECORDED", playback(facts));
            case "recording.ListeningRefused" ->
                    new What("LISTENING_REFUSED", REFUSED, facts.texts("code"));
            case "recording.PurposeFulfilled" -> done("PURPOSE_FULFILLED");
            case "recording.PurposesEnded" -> done("PURPOSES_ENDED", facts.texts("reason"));
            case "recording.PurposeLapsed" -> done("PURPOSE_LAPSED");
            case "recording.RecordingErased" -> done("RECORDING_ERASED", erased(facts));

            case "recording.SheetCreated" -> done("SHEET_CREATED");
            case "recording.TranscriptCreated" -> done("TRANSCRIPT_CREATED");
            case "recording.DocumentRectified" ->
                    done(
                            "DOCUMENT_RECTIFIED",
                            both(facts.texts("fields"), named(facts, RECTIFIED)));
            case "recording.DocumentRead" -> done("DOCUMENT_READ", readDocument(facts));
            case "recording.DocumentReadRefused" ->
                    new What("DOCUMENT_READ_REFUSED", REFUSED, facts.texts("code"));
            case "recording.DocumentDestroyed" ->
                    done(
                            "DOCUMENT_DESTROYED",
                            both(facts.texts("basis"), DestructionFacts.ofDocument(facts)));
            case "recording.ItemsDisposed" -> done("ITEMS_DISPOSED", named(facts, DISPOSED));

            case "audit.SubjectKeyDestroyed" ->
                    done("SUBJECT_KEY_DESTROYED", named(facts, DESTROYED));
            case "audit.SubjectErased" -> done("SUBJECT_ERASED", named(facts, TAKEN));
            case "audit.TrailErasureDeferred" ->
                    done("TRAIL_ERASURE_DEFERRED", facts.texts("until"));
            case "audit.EvidenceHandedOut" -> done("EVIDENCE_HANDED_OUT");
            case "audit.TrailSearched" -> done("TRAIL_SEARCHED", searched(facts));
            case "audit.TrailEntryRead" -> done("TRAIL_ENTRY_READ", facts.texts("entry"));
            case "audit.TrailFollowed" -> done("TRAIL_FOLLOWED", asked(facts));
            case "audit.SavedSearchCreated" -> done("SAVED_SEARCH_CREATED", asked(facts));
            case "audit.SavedSearchChanged" -> done("SAVED_SEARCH_CHANGED", asked(facts));
            case "audit.SavedSearchDeleted" -> done("SAVED_SEARCH_DELETED", asked(facts));
            case "audit.ExportRequested" -> done("EXPORT_REQUESTED", facts.texts("format"));
            case "audit.ExportCompleted" -> done("EXPORT_COMPLETED");
            case "audit.ExportFailed" -> done("EXPORT_FAILED", facts.texts("code"));
            case "audit.ExportCancelled" -> done("EXPORT_CANCELLED");
            case "audit.ExportDeleted" -> done("EXPORT_DELETED");
            case "audit.ExportWithdrawn" -> done("EXPORT_WITHDRAWN", facts.texts("code"));
            case "audit.ExportDownloaded" -> done("EXPORT_DOWNLOADED", facts.texts("format"));
            case "audit.ExportDeliveryRequested" ->
                    done("EXPORT_DELIVERY_REQUESTED", facts.texts("collector"));
            case "audit.ExportDelivered" -> done("EXPORT_DELIVERED", facts.texts("collector"));
            case "audit.ExportDeliveryFailed" ->
                    done("EXPORT_DELIVERY_FAILED", facts.texts("code"));

            default -> ofOthers(event);
        };
    }

    private static What ofOthers(PublishedEvent event) {
        return RetentionEntries.of(event)
                .or(() -> PackageEntries.of(event))
                .orElseGet(() -> new What(sentence(event.name()), UNCLASSIFIED, List.of()));
    }

    /** Facts as {@code name=value}: what the log commits to of an erasure. */
    static List<String> named(Facts facts, Map<String, String> names) {
        return names.entrySet().stream()
                .filter(one -> facts.text(one.getValue()) != null)
                .map(one -> one.getKey() + "=" + facts.text(one.getValue()))
                .sorted()
                .toList();
    }

    static What done(String action) {
        return done(action, List.of());
    }

    static What done(String action, List<String> because) {
        return new What(action, DONE, because);
    }

    /** What is left to a review may not be called either, until somebody has looked at it. */
    private static What callDecision(Facts facts) {
        List<String> reasons = facts.texts("reasons.code");
        return switch (facts.text("verdict")) {
            case "ALLOW" -> new What("CALL_ALLOWED", ALLOWED, reasons);
            case "REVIEW" -> new What("CALL_LEFT_TO_REVIEW", REFUSED, reasons);
            case null, default -> new What("CALL_REFUSED", REFUSED, reasons);
        };
    }

    static List<String> both(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).distinct().toList();
    }

    /** Which document of a person was read, and which fields it had. */
    private static List<String> read(Facts facts) {
        return Stream.concat(facts.texts("document").stream(), facts.texts("fields").stream())
                .toList();
    }

    /** Which document was read, and which of its versions if one was asked for. */
    private static List<String> readDocument(Facts facts) {
        return both(facts.texts("kind"), named(facts, Map.of("version", "version")));
    }

    /** How much was heard and how it ended; which parts of the audio, the event tells. */
    private static List<String> playback(Facts facts) {
        return Stream.of("heardMs", "end", "incomplete")
                .filter(name -> facts.text(name) != null)
                .map(name -> name + "=" + facts.text(name))
                .toList();
    }

    /** The ground, as a code of its own, and what is known of the destruction. */
    private static List<String> erased(Facts facts) {
        return Stream.concat(facts.texts("basis").stream(), DestructionFacts.of(facts).stream())
                .toList();
    }

    /**
     * What was asked of the trail, as {@code name=value}. What the links say is not repeated: they
     * alone lead from a person to who looked the person up, and are forgotten with the person. Nor
     * is what a person did who is a data subject, and perhaps not the one whom the links name: of
     * what is here nothing can be forgotten.
     */
    private static List<String> asked(Facts facts) {
        return facts.values().keySet().stream()
                .filter(path -> path.startsWith(FILTERS) || ABOUT_A_QUESTION.contains(path))
                .map(path -> path.substring(path.lastIndexOf('.') + 1))
                .filter(name -> !LINKS.contains(name) || isErased(facts.text(FILTERS + name)))
                .filter(name -> !isOfPerson(facts.text(FILTERS + name), facts))
                .sorted()
                .map(name -> name + "=" + either(facts.text(FILTERS + name), facts.text(name)))
                .toList();
    }

    /** What was asked, and the certificate that was given. */
    private static List<String> searched(Facts facts) {
        return Stream.concat(asked(facts).stream(), CertificateFacts.of(facts)).toList();
    }

    /** It leads to nobody, so it is told here. */
    private static boolean isErased(@Nullable String value) {
        return SealedPerson.ERASED.equals(value);
    }

    /** Whether a value is the pseudonym of somebody who was asked for, whatever it was asked as. */
    private static boolean isOfPerson(@Nullable String value, Facts facts) {
        return value != null
                && (value.equals(personWhoActed(facts))
                        || (EntryFields.isPseudonym(value)
                                && value.equals(facts.text(FILTERS + SUBJECT))));
    }

    /** A consent tells its channel with its proof. */
    private static @Nullable String channel(Facts facts) {
        return either(facts.text("channel"), facts.text("proof.channel"));
    }

    private static List<String> purposes(Facts facts) {
        List<String> several = facts.texts("purposes");
        return several.isEmpty() ? facts.texts("purpose") : several;
    }

    private static @Nullable StatedReason statedReason(PublishedEvent event) {
        Facts facts = event.facts();
        String code = facts.text("reason.code");
        return code == null
                ? DestructionFacts.reason(event)
                : new StatedReason(code, facts.text("reason.reference"));
    }

    /** As the payload says; what it leaves out, the stream's name may know. */
    private static Links links(Facts facts, String stream) {
        Matcher contact = CONTACT.matcher(stream);
        boolean ofContact = contact.matches();
        Matcher recording = RECORDING.matcher(stream);
        String subject = either(link(facts, "subject"), ofContact ? contact.group(2) : null);
        return new Links(
                either(facts.text("controller"), ofContact ? contact.group(1) : null),
                either(subject, personWhoActed(facts)),
                either(link(facts, "recording"), recording.matches() ? recording.group(1) : null),
                link(facts, "decision"),
                link(facts, "consent"));
    }

    /** Who looked for somebody in the trail is found where that one is looked for. */
    private static @Nullable String link(Facts facts, String name) {
        String said = either(facts.text(name), facts.text(FILTERS + name));
        return isErased(said) ? null : said;
    }

    /**
     * Whose deeds were asked for, when that is a data subject: they act by their pseudonym. To ask
     * what they did is to look them up.
     */
    private static @Nullable String personWhoActed(Facts facts) {
        String actor = facts.text(FILTERS + ACTOR);
        return actor != null && EntryFields.isPseudonym(actor) ? actor : null;
    }

    private static @Nullable String either(@Nullable String first, @Nullable String second) {
        return first == null ? second : first;
    }

    /** {@code ItemRetained} becomes {@code ITEM_RETAINED}. */
    private static String sentence(String name) {
        return WORD_START.matcher(name).replaceAll("_").toUpperCase(Locale.ROOT);
    }
}
