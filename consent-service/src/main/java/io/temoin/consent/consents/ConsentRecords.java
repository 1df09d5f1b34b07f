// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

import io.temoin.consent.consents.ConsentDocument.CallEvidence;
import io.temoin.consent.consents.ConsentDocument.Collector;
import io.temoin.consent.consents.ConsentDocument.Event;
import io.temoin.consent.consents.ConsentDocument.Party;
import io.temoin.consent.consents.ConsentDocument.PersonalDataEntry;
import io.temoin.consent.consents.ConsentDocument.Processing;
import io.temoin.consent.consents.ConsentDocument.PurposeEntry;
import io.temoin.consent.consents.ConsentDocument.RecordedMentions;
import io.temoin.consent.consents.ConsentDocument.RectificationEntry;
import io.temoin.consent.consents.ConsentDocument.Reference;
import io.temoin.consent.consents.ConsentDocument.Segment;
import io.temoin.consent.permission.domain.AudioSegment;
import io.temoin.consent.permission.domain.ConsentParticulars;
import io.temoin.consent.permission.domain.ConsentProblem;
import io.temoin.consent.permission.domain.ConsentProof;
import io.temoin.consent.permission.domain.ContactDisposal;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentExpired;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentWithdrawn;
import io.temoin.consent.permission.domain.Mentions;
import io.temoin.consent.permission.domain.RectifiedConsent;
import io.temoin.consent.permission.domain.ServedNotice;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.shredding.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes consent records and receipts from what happened between a controller and a person. */
final class ConsentRecords {

    private static final String GIVEN = "ConsentGiven";
    private static final String WITHDRAWN = "ConsentWithdrawn";
    private static final String EXPIRED = "ConsentExpired";

    private ConsentRecords() {}

    /** The event that a consent began with; rejects {@code CONSENT_UNKNOWN} without one. */
    static RecordedEvent<ContactPermissionEvent> given(
            List<RecordedEvent<ContactPermissionEvent>> history, UUID consent) {
        for (RecordedEvent<ContactPermissionEvent> recorded : history) {
            if (recorded.event() instanceof ConsentGiven given && given.consent().equals(consent)) {
                return recorded;
            }
        }
        throw unknown();
    }

    /** The answer to whoever asks for a consent that is not there, or not for them. */
    static Rejected unknown() {
        return new Rejected(
                ConsentProblem.CONSENT_UNKNOWN, "There is no such consent for this contact.");
    }

    /** A consent as it is shown. */
    static RectifiedConsent shown(
            ConsentGiven given, List<RecordedEvent<ContactPermissionEvent>> history) {
        return RectifiedConsent.of(given, history.stream().map(RecordedEvent::event).toList());
    }

    /**
     * The person's copy of what they agreed to, as of the moment they did: it never changes.
     *
     * @param recorded a {@link ConsentGiven}
     */
    static ConsentDocument receipt(RecordedEvent<ContactPermissionEvent> recorded) {
        ConsentGiven given = (ConsentGiven) recorded.event();
        return document(
                new RectifiedConsent(given, List.of()),
                recorded.metadata().tenant(),
                given.consent().toString(),
                null,
                given.proofKeptUntil(),
                List.of(giving(given, given.validUntil())));
    }

    /**
     * The same, followed by what was put right since, if something was: what was given is the
     * proof, so both are in it.
     */
    static ConsentDocument receipt(
            List<RecordedEvent<ContactPermissionEvent>> history, UUID consent) {
        RecordedEvent<ContactPermissionEvent> recorded = given(history, consent);
        return receipt(recorded)
                .rectified(
                        RectificationEntry.withValues(
                                shown((ConsentGiven) recorded.event(), history)));
    }

    /** The whole record, with all that has happened to the consent by {@code now}. */
    static ConsentDocument record(
            List<RecordedEvent<ContactPermissionEvent>> history, UUID consent, Instant now) {
        RecordedEvent<ContactPermissionEvent> recorded = given(history, consent);
        ConsentGiven given = (ConsentGiven) recorded.event();
        RectifiedConsent shown = shown(given, history);
        List<Event> events = new ArrayList<>(List.of(giving(given, shown.validUntil())));
        String status = now.isBefore(shown.validUntil()) ? GIVEN : EXPIRED;
        for (RecordedEvent<ContactPermissionEvent> later : history) {
            Event end = end(shown, later.event());
            if (end != null) {
                events.add(end);
                status = end.eventState();
                break;
            }
        }
        return document(
                        shown,
                        recorded.metadata().tenant(),
                        null,
                        status,
                        proofKeptUntil(history, given),
                        List.copyOf(events))
                .rectified(RectificationEntry.of(shown));
    }

    /** What ended the consent, if that did. */
    private static @Nullable Event end(RectifiedConsent shown, ContactPermissionEvent event) {
        ConsentGiven given = shown.given();
        if (event instanceof ConsentWithdrawn withdrawn
                && !given.collectedAt().isAfter(withdrawn.statedAt())
                && withdrawn.statedAt().isBefore(shown.validUntil())) {
            return happened(given, withdrawn.statedAt(), WITHDRAWN);
        }
        if (event instanceof ConsentExpired expired && expired.consent().equals(given.consent())) {
            return happened(given, expired.validUntil(), EXPIRED);
        }
        return null;
    }

    private static Event giving(ConsentGiven given, Instant validUntil) {
        return new Event(
                given.collectedAt(),
                validUntil,
                Duration.between(given.collectedAt(), validUntil).toString(),
                given.subject().value(),
                "dpv:ExplicitlyExpressedConsent",
                GIVEN);
    }

    private static Event happened(ConsentGiven given, Instant at, String state) {
        return new Event(
                at, null, null, given.subject().value(), "dpv:ExplicitlyExpressedConsent", state);
    }

    private static ConsentDocument document(
            RectifiedConsent shown,
            TenantId tenant,
            @Nullable String receiptId,
            @Nullable String status,
            Instant proofKeptUntil,
            List<Event> events) {
        ConsentGiven given = shown.given();
        return new ConsentDocument(
                ConsentDocument.CONTEXT,
                "urn:uuid:" + given.consent(),
                "ConsentRecord",
                ConsentDocument.SCHEMA_VERSION,
                given.consent().toString(),
                receiptId,
                given.subject().value(),
                tenant.value(),
                status,
                processing(shown, proofKeptUntil),
                parties(given),
                events,
                evidence(shown),
                null);
    }

    /** At least; some laws count anew from each use of the consent. */
    static Instant proofKeptUntil(
            List<RecordedEvent<ContactPermissionEvent>> history, ConsentGiven given) {
        return ContactDisposal.proofKeptUntil(
                given, history.stream().map(RecordedEvent::event).toList());
    }

    private static Processing processing(RectifiedConsent shown, Instant proofKeptUntil) {
        ConsentGiven given = shown.given();
        ConsentParticulars more = shown.particulars();
        ServedNotice notice = more.notice();
        return new Processing(
                notice == null ? given.proof().wordingVersion() : notice.id(),
                notice == null ? null : notice.servedAt(),
                more.language(),
                given.purposes().stream().map(PurposeEntry::of).toList(),
                List.of(new PersonalDataEntry("pd:TelephoneNumber")),
                List.of(given.controller().value()),
                given.processor() == null ? List.of() : List.of(given.processor().value()),
                given.proof().channel(),
                more.collectionPoint(),
                more.storageLocations(),
                proofKeptUntil,
                more.jurisdiction(),
                given.ruleSet().id() + "/" + given.ruleSet().version(),
                withdrawal(more),
                more.privacyRightsUrl());
    }

    /** Orally always (C. conso. R223-3). */
    private static List<String> withdrawal(ConsentParticulars more) {
        Set<String> ways = new LinkedHashSet<>(List.of("VOICE"));
        more.withdrawalChannels().forEach(channel -> ways.add(channel.name()));
        return List.copyOf(ways);
    }

    private static List<Party> parties(ConsentGiven given) {
        List<Party> parties = new ArrayList<>();
        parties.add(Party.of(given.controller(), "PII_CONTROLLER"));
        if (given.processor() != null) {
            parties.add(Party.of(given.processor(), "PII_PROCESSOR"));
        }
        return parties;
    }

    private static CallEvidence evidence(RectifiedConsent shown) {
        ConsentGiven given = shown.given();
        ConsentProof proof = given.proof();
        ConsentParticulars more = shown.particulars();
        Mentions mentions = proof.mentions();
        return new CallEvidence(
                proof.wordingVersion(),
                more.wordingHash(),
                new RecordedMentions(
                        mentions.professionalAndGoods(),
                        mentions.choice(),
                        mentions.period(),
                        mentions.withdrawal(),
                        mentions.proofAccess()),
                Objects.requireNonNull(proof.positiveAct()),
                more.tied(),
                more.preTicked(),
                more.age(),
                more.call(),
                segment(more.audio()),
                new Reference(proof.evidence().kind(), proof.evidence().reference()),
                new Collector(
                        more.agent(),
                        given.collectedBy().equals(given.controller())
                                ? null
                                : given.collectedBy().value(),
                        given.controller().value()),
                more.object(),
                shown.exactSlot());
    }

    private static @Nullable Segment segment(@Nullable AudioSegment audio) {
        return audio == null
                ? null
                : new Segment(audio.recording().toString(), audio.startMs(), audio.endMs());
    }
}
