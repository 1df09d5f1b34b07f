// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import io.temoin.retention.rights.domain.AnswerPart.Outcome;
import io.temoin.retention.rights.domain.RequestCommand.OpenRequest;
import io.temoin.retention.rights.domain.RequestEvent.AboutRecipient.RecipientAcknowledged;
import io.temoin.retention.rights.domain.RequestEvent.AboutRecipient.RecipientExcused;
import io.temoin.retention.rights.domain.RequestEvent.AboutRecipient.RecipientNotified;
import io.temoin.retention.rights.domain.RequestEvent.AboutRecipient.RecipientsNamed;
import io.temoin.retention.rights.domain.RequestEvent.DsrAnswered;
import io.temoin.retention.rights.domain.RequestEvent.DsrRefused;
import io.temoin.retention.rights.domain.RequestEvent.DsrWithdrawn;
import io.temoin.retention.rights.domain.RequestEvent.ErasureDecided;
import io.temoin.retention.rights.domain.RequestEvent.IdentityProofReceived;
import io.temoin.retention.rights.domain.RequestEvent.IdentityProofRequested;
import io.temoin.retention.rights.domain.RequestEvent.LetterSent;
import io.temoin.retention.rights.domain.RequestEvent.ObjectionUpheld;
import io.temoin.retention.rights.domain.RequestEvent.ProcessingRestricted;
import io.temoin.retention.rights.domain.RequestEvent.ProcessingRestrictionLifted;
import io.temoin.retention.rights.domain.RequestEvent.RectificationNoted;
import io.temoin.retention.rights.domain.RequestEvent.RequestAttached;
import io.temoin.retention.rights.domain.RequestEvent.RequestJoined;
import io.temoin.retention.rights.domain.RequestEvent.RequestNoted;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import io.temoin.retention.rights.domain.RequestEvent.RequestOverdue;
import io.temoin.retention.rights.domain.RequestEvent.RequestTaskCompleted;
import io.temoin.shredding.Personal;
import io.temoin.shredding.SubjectId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The request of scenario A18, in words of the tests. */
public final class Requests {

    public static final UUID REQUEST = UUID.fromString("019a0000-0000-7000-8000-000000000004");
    public static final UUID OTHER = UUID.fromString("019a0000-0000-7000-8000-000000000005");
    public static final UUID NOTE = UUID.fromString("019a0000-0000-7000-8000-000000000006");
    public static final UUID ITEM = UUID.fromString("019a0000-0000-7000-8000-000000000007");
    public static final String ACTOR = "00000000-0000-4000-8000-0000000000d1";
    public static final String RHONE = "rhone-telecom";
    public static final String PERSON = "0123456789abcdef0123456789abcdef";
    public static final Instant RECEIVED = Instant.parse("2026-11-24T09:30:00Z");
    public static final Instant DUE = Instant.parse("2026-12-24T23:00:00Z");
    public static final Instant LATER = Instant.parse("2026-12-01T10:00:00Z");

    /** Of a letter. */
    public static final String DIGEST =
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private Requests() {}

    public static Intake selfService() {
        return new Intake(Intake.Way.SELF_SERVICE, RHONE, null, null, RECEIVED);
    }

    public static OpenRequest asking(RequestType type) {
        return asking(type, null, 0);
    }

    public static OpenRequest asking(RequestType type, @Nullable AskedAbout about, int earlier) {
        return asking(type, about, null, earlier);
    }

    /** By a person who contests a consent. */
    static OpenRequest asking(RequestType type, UUID consent) {
        return asking(type, null, consent, 0);
    }

    private static OpenRequest asking(
            RequestType type, @Nullable AskedAbout about, @Nullable UUID consent, int earlier) {
        return new OpenRequest(
                REQUEST,
                RHONE,
                PERSON,
                type,
                selfService(),
                about,
                Contested.ofConsent(consent),
                null,
                earlier,
                "FR",
                PARIS,
                type.services(),
                RECEIVED);
    }

    public static RequestOpened opened(RequestType type) {
        return opened(type, 0);
    }

    public static RequestOpened opened(RequestType type, int earlier) {
        return opened(type, null, earlier);
    }

    public static RequestOpened opened(RequestType type, @Nullable AskedAbout about, int earlier) {
        return new RequestOpened(
                REQUEST,
                RHONE,
                PERSON,
                type,
                selfService(),
                about,
                null,
                earlier,
                "FR",
                PARIS,
                DUE,
                type.services(),
                null,
                null,
                null);
    }

    /** The same, recorded at another moment than it was received. */
    public static RequestOpened recorded(RequestOpened it, Instant at) {
        return new RequestOpened(
                it.request(),
                it.controller(),
                it.subject(),
                it.type(),
                it.intake(),
                it.about(),
                it.consent(),
                it.earlier(),
                it.country(),
                it.zone(),
                it.dueAt(),
                it.tasks(),
                at,
                it.contested(),
                it.correction());
    }

    /** It restricts what it is about, in those services. */
    public static ProcessingRestricted restricted(
            RequestType type, @Nullable AskedAbout about, OwnerService... services) {
        return new ProcessingRestricted(
                REQUEST, RHONE, PERSON, type, about, List.of(services), RECEIVED, null);
    }

    public static ProcessingRestrictionLifted lifted(
            LiftingCause cause, Instant at, OwnerService... services) {
        return new ProcessingRestrictionLifted(
                REQUEST, RHONE, PERSON, List.of(services), cause, null, at);
    }

    public static ObjectionUpheld upheld(boolean decided, Instant at, UUID... kept) {
        return new ObjectionUpheld(
                REQUEST, RHONE, PERSON, null, List.of(kept), decided, RECEIVED, at);
    }

    public static RequestJoined joined() {
        return new RequestJoined(REQUEST, RHONE, PERSON, OTHER);
    }

    public static RequestAttached attached() {
        return attached(null);
    }

    /** One that was received then, if that was recorded. */
    public static RequestAttached attached(@Nullable Instant receivedAt) {
        return new RequestAttached(REQUEST, RHONE, PERSON, OTHER, receivedAt);
    }

    /** Its sender took it back; it goes on for others, or not. */
    public static DsrWithdrawn withdrawn(boolean continues) {
        return new DsrWithdrawn(
                REQUEST,
                RHONE,
                PERSON,
                WithdrawalReason.CANCELLED_BY_SENDER,
                RHONE,
                continues,
                LATER);
    }

    public static RequestOverdue overdue() {
        return new RequestOverdue(REQUEST, RHONE, PERSON, DUE);
    }

    public static IdentityProofRequested proofAsked(String at, boolean prompt) {
        return new IdentityProofRequested(REQUEST, RHONE, PERSON, Instant.parse(at), prompt, null);
    }

    public static IdentityProofReceived proved(String at, String strict, String due) {
        return new IdentityProofReceived(
                REQUEST,
                RHONE,
                PERSON,
                Instant.parse(at),
                Instant.parse(strict),
                Instant.parse(due),
                null);
    }

    public static RequestTaskCompleted done(OwnerService service) {
        return done(service, TaskResult.DONE);
    }

    public static RequestTaskCompleted done(OwnerService service, TaskResult result) {
        return new RequestTaskCompleted(REQUEST, RHONE, PERSON, service, result, LATER);
    }

    public static ErasureDecided erasureDecided() {
        return new ErasureDecided(REQUEST, RHONE, PERSON, ErasureGround.NO_LONGER_NECESSARY, LATER);
    }

    /** Opened, and every service is done. */
    public static RequestEvent[] ready(RequestType type, RequestEvent... more) {
        List<RequestEvent> events = new ArrayList<>();
        events.add(opened(type));
        if (type.restricts()) {
            events.add(restricted(type, null, OwnerService.CONSENT, OwnerService.RECORDING));
        }
        type.services().forEach(service -> events.add(done(service)));
        events.addAll(Arrays.asList(more));
        return events.toArray(RequestEvent[]::new);
    }

    public static AnswerPart granted(OwnerService service) {
        return new AnswerPart(service, null, Outcome.GRANTED, null);
    }

    /** Of the one item that was rectified. */
    public static AnswerPart grantedItem() {
        return new AnswerPart(OwnerService.RECORDING, ITEM, Outcome.GRANTED, null);
    }

    public static RectificationNoted rectified() {
        return rectified(ITEM);
    }

    public static RectificationNoted rectified(UUID item) {
        return new RectificationNoted(
                REQUEST, RHONE, PERSON, OwnerService.RECORDING, item, RECEIVED);
    }

    public static AnswerPart nothing(OwnerService service) {
        return new AnswerPart(service, null, Outcome.NOTHING_HELD, null);
    }

    public static AnswerPart notConcerned(OwnerService service) {
        return new AnswerPart(service, null, Outcome.NOT_CONCERNED, null);
    }

    public static AnswerPart refused(OwnerService service, @Nullable RefusalGround ground) {
        return new AnswerPart(service, ITEM, Outcome.REFUSED, ground);
    }

    public static DsrAnswered answered(boolean partial, AnswerPart... parts) {
        return new DsrAnswered(REQUEST, RHONE, PERSON, partial, List.of(parts), LATER, null);
    }

    public static DsrRefused refusal(
            @Nullable RefusalGround ground, @Nullable RequestType offered, AnswerPart... parts) {
        return new DsrRefused(REQUEST, RHONE, PERSON, ground, List.of(parts), offered, LATER, null);
    }

    public static Personal<String> text() {
        return Personal.plaintext(
                "called back, asks for the call of May",
                new SubjectId("019a0000000070008000000000000004"));
    }

    public static RequestNoted noted() {
        return new RequestNoted(REQUEST, RHONE, PERSON, NOTE, text(), LATER, ACTOR);
    }

    /** A letter in French. */
    public static LetterSent sent(LetterKind kind, Instant at) {
        return new LetterSent(REQUEST, RHONE, PERSON, kind, "fr", DIGEST, ACTOR, at);
    }

    /** Declared by the controller, or named by the desk. */
    public static RecipientsNamed named(NamedRecipient... recipients) {
        return new RecipientsNamed(REQUEST, RHONE, PERSON, List.of(recipients), LATER);
    }

    public static NamedRecipient declared(String recipient) {
        return new NamedRecipient(recipient, RecipientOrigin.DECLARED);
    }

    public static NamedRecipient byTheDesk(String recipient) {
        return new NamedRecipient(recipient, RecipientOrigin.DESK);
    }

    public static RecipientNotified told(String recipient, Instant at, String acknowledgeBy) {
        return new RecipientNotified(
                REQUEST, RHONE, PERSON, recipient, at, Instant.parse(acknowledgeBy));
    }

    public static RecipientAcknowledged acknowledged(String recipient, Instant at) {
        return new RecipientAcknowledged(REQUEST, RHONE, PERSON, recipient, at);
    }

    public static RecipientExcused excused(String recipient, RecipientExcuse reason) {
        return new RecipientExcused(REQUEST, RHONE, PERSON, recipient, reason, LATER);
    }

    /** As consent-service takes it in: of the recordings alone. */
    public static RequestEvent objectionToRecordings() {
        var all = opened(RequestType.OBJECTION);
        return new RequestEvent.RequestOpened(
                REQUEST,
                RHONE,
                PERSON,
                RequestType.OBJECTION,
                all.intake(),
                null,
                null,
                0,
                all.country(),
                all.zone(),
                DUE,
                List.of(OwnerService.RECORDING),
                null,
                null,
                null);
    }
}
