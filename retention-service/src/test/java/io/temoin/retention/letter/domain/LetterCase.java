// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.letter.domain;

import static io.temoin.retention.rights.domain.Requests.ITEM;
import static io.temoin.retention.rights.domain.Requests.LATER;
import static io.temoin.retention.rights.domain.Requests.OTHER;
import static io.temoin.retention.rights.domain.Requests.PERSON;
import static io.temoin.retention.rights.domain.Requests.REQUEST;
import static io.temoin.retention.rights.domain.Requests.RHONE;
import static io.temoin.retention.rights.domain.Requests.acknowledged;
import static io.temoin.retention.rights.domain.Requests.answered;
import static io.temoin.retention.rights.domain.Requests.byTheDesk;
import static io.temoin.retention.rights.domain.Requests.declared;
import static io.temoin.retention.rights.domain.Requests.excused;
import static io.temoin.retention.rights.domain.Requests.granted;
import static io.temoin.retention.rights.domain.Requests.lifted;
import static io.temoin.retention.rights.domain.Requests.named;
import static io.temoin.retention.rights.domain.Requests.notConcerned;
import static io.temoin.retention.rights.domain.Requests.nothing;
import static io.temoin.retention.rights.domain.Requests.opened;
import static io.temoin.retention.rights.domain.Requests.proofAsked;
import static io.temoin.retention.rights.domain.Requests.ready;
import static io.temoin.retention.rights.domain.Requests.refusal;
import static io.temoin.retention.rights.domain.Requests.refused;
import static io.temoin.retention.rights.domain.Requests.told;
import static io.temoin.retention.rights.domain.Requests.upheld;

import io.temoin.retention.erasure.domain.ErasedItems;
import io.temoin.retention.erasure.domain.Erasure;
import io.temoin.retention.erasure.domain.ErasureEvent.ErasureCompleted;
import io.temoin.retention.erasure.domain.KeptItems;
import io.temoin.retention.erasure.domain.TrailOutcome;
import io.temoin.retention.letter.domain.LetterFacts.Authority;
import io.temoin.retention.letter.domain.LetterFacts.Names;
import io.temoin.retention.rights.domain.AnswerPart;
import io.temoin.retention.rights.domain.AnswerPart.Outcome;
import io.temoin.retention.rights.domain.AskedAbout;
import io.temoin.retention.rights.domain.ExtensionReason;
import io.temoin.retention.rights.domain.LetterKind;
import io.temoin.retention.rights.domain.LiftingCause;
import io.temoin.retention.rights.domain.OwnerService;
import io.temoin.retention.rights.domain.RecipientExcuse;
import io.temoin.retention.rights.domain.RefusalGround;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.retention.rights.domain.RequestEvent;
import io.temoin.retention.rights.domain.RequestEvent.DsrExtended;
import io.temoin.retention.rights.domain.RequestType;
import io.temoin.retention.rights.domain.Requests;
import io.temoin.retention.schedule.domain.ListedKind;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A letter, and the facts that it is written from. */
public enum LetterCase {
    ACKNOWLEDGEMENT(LetterKind.ACKNOWLEDGEMENT, opened(RequestType.ACCESS)),
    ACKNOWLEDGEMENT_RESTRICTED(
            LetterKind.ACKNOWLEDGEMENT,
            opened(RequestType.ERASURE, AskedAbout.ofRecording(ITEM), 0),
            Requests.restricted(
                    RequestType.ERASURE, AskedAbout.ofRecording(ITEM), OwnerService.RECORDING)),
    ACKNOWLEDGEMENT_AFTER_LIFTING(
            LetterKind.ACKNOWLEDGEMENT,
            Requests.objectionToRecordings(),
            Requests.restricted(RequestType.OBJECTION, null, OwnerService.RECORDING),
            upheld(false, LATER),
            lifted(LiftingCause.OBJECTION_UPHELD, LATER, OwnerService.RECORDING)),
    ACKNOWLEDGEMENT_AFTER_AN_EXTENSION(
            LetterKind.ACKNOWLEDGEMENT, opened(RequestType.ACCESS), extended()),
    ACKNOWLEDGEMENT_OF_A_CALL(
            LetterKind.ACKNOWLEDGEMENT,
            opened(RequestType.RECIPIENT_LIST, AskedAbout.ofDecision(ITEM), 0)),
    ACKNOWLEDGEMENT_WITHOUT_EXTENSION(
            LetterKind.ACKNOWLEDGEMENT, opened(RequestType.CONSENT_PROOF_COPY)),
    HEIRS_ACKNOWLEDGEMENT(LetterKind.ACKNOWLEDGEMENT, opened(RequestType.POST_MORTEM)),
    HEIRS_NOTHING_HELD(
            LetterKind.ANSWER,
            ready(
                    RequestType.POST_MORTEM,
                    answered(
                            false,
                            nothing(OwnerService.CONSENT),
                            nothing(OwnerService.RECORDING)))),
    IDENTITY_PROOF(
            LetterKind.IDENTITY_PROOF,
            opened(RequestType.ACCESS),
            proofAsked("2026-11-26T10:00:00Z", true)),
    IDENTITY_PROOF_LATE(
            LetterKind.IDENTITY_PROOF,
            opened(RequestType.ACCESS),
            proofAsked("2026-12-20T10:00:00Z", false)),
    IDENTITY_PROOF_AFTER_AN_EXTENSION(
            LetterKind.IDENTITY_PROOF,
            opened(RequestType.ACCESS),
            proofAsked("2026-12-20T10:00:00Z", false),
            extended()),
    EXTENSION(LetterKind.EXTENSION, opened(RequestType.ACCESS), extended()),
    ANSWER_GRANTED(
            LetterKind.ANSWER,
            ready(
                    RequestType.ACCESS,
                    answered(
                            false,
                            granted(OwnerService.CONSENT),
                            new AnswerPart(OwnerService.RECORDING, ITEM, Outcome.GRANTED, null),
                            nothing(OwnerService.RETENTION),
                            new AnswerPart(
                                    OwnerService.AUDIT, OTHER, Outcome.NOTHING_HELD, null)))),
    ANSWER_PARTLY(
            LetterKind.ANSWER,
            ready(
                    RequestType.ERASURE,
                    answered(
                            true,
                            granted(OwnerService.CONSENT),
                            refused(OwnerService.RECORDING, RefusalGround.LEGAL_CLAIMS),
                            new AnswerPart(
                                    OwnerService.RETENTION,
                                    null,
                                    Outcome.REFUSED,
                                    RefusalGround.LEGAL_OBLIGATION),
                            nothing(OwnerService.AUDIT)))),
    ANSWER_NOTHING_HELD(
            LetterKind.ANSWER,
            ready(
                    RequestType.RESTRICTION,
                    answered(
                            false,
                            nothing(OwnerService.CONSENT),
                            nothing(OwnerService.RECORDING),
                            nothing(OwnerService.RETENTION),
                            nothing(OwnerService.AUDIT)),
                    lifted(
                            LiftingCause.ANSWERED,
                            LATER,
                            OwnerService.CONSENT,
                            OwnerService.RECORDING))),
    ANSWER_OBJECTION_UPHELD(
            LetterKind.ANSWER,
            ready(
                    RequestType.OBJECTION,
                    answered(
                            false,
                            granted(OwnerService.CONSENT),
                            granted(OwnerService.RECORDING),
                            nothing(OwnerService.RETENTION),
                            nothing(OwnerService.AUDIT)),
                    upheld(true, LATER),
                    lifted(LiftingCause.OBJECTION_UPHELD, LATER, OwnerService.RECORDING))),
    /** Of the services that are not concerned it says nothing. */
    ANSWER_RESTRICTED_BY_ANOTHER(
            LetterKind.ANSWER,
            true,
            new Erasure.Undecided(),
            ready(
                    RequestType.RECTIFICATION,
                    answered(
                            false,
                            notConcerned(OwnerService.CONSENT),
                            new AnswerPart(OwnerService.RECORDING, ITEM, Outcome.GRANTED, null),
                            notConcerned(OwnerService.RETENTION),
                            notConcerned(OwnerService.AUDIT)),
                    lifted(
                            LiftingCause.ANSWERED,
                            LATER,
                            OwnerService.CONSENT,
                            OwnerService.RECORDING))),
    ANSWER_LIFTED_LATER(
            LetterKind.ANSWER,
            ready(
                    RequestType.RESTRICTION,
                    answered(
                            false,
                            granted(OwnerService.CONSENT),
                            granted(OwnerService.RECORDING),
                            granted(OwnerService.RETENTION),
                            granted(OwnerService.AUDIT)),
                    lifted(
                            LiftingCause.PERSON_INFORMED,
                            LATER.plusSeconds(60),
                            OwnerService.CONSENT,
                            OwnerService.RECORDING))),
    ANSWER_WITH_RECIPIENTS(
            LetterKind.ANSWER,
            ready(
                    RequestType.RECIPIENT_LIST,
                    named(declared("quality-team"), byTheDesk("crm-host")),
                    answered(
                            false,
                            granted(OwnerService.CONSENT),
                            granted(OwnerService.RECORDING),
                            granted(OwnerService.RETENTION),
                            granted(OwnerService.AUDIT)))),
    RECIPIENTS(
            LetterKind.RECIPIENTS,
            opened(RequestType.ERASURE),
            named(
                    declared("quality-team"),
                    byTheDesk("crm-host"),
                    byTheDesk("mailer"),
                    byTheDesk("reseller"),
                    byTheDesk("survey-agency")),
            excused("quality-team", RecipientExcuse.NOT_DISCLOSED),
            told("crm-host", LATER, "2027-01-04T23:00:00Z"),
            acknowledged("crm-host", LATER),
            told("mailer", LATER, "2027-01-04T23:00:00Z"),
            excused("reseller", RecipientExcuse.IMPOSSIBLE)),
    NO_RECIPIENTS(
            LetterKind.RECIPIENTS,
            opened(RequestType.ACCESS),
            named(declared("quality-team")),
            excused("quality-team", RecipientExcuse.NOT_DISCLOSED)),
    REFUSAL(
            LetterKind.REFUSAL,
            opened(RequestType.PORTABILITY),
            refusal(RefusalGround.BASIS_MISMATCH, RequestType.ACCESS)),
    REFUSAL_IN_PARTS(
            LetterKind.REFUSAL,
            ready(
                    RequestType.OBJECTION,
                    refusal(
                            null,
                            null,
                            refused(OwnerService.RECORDING, RefusalGround.COMPELLING_GROUNDS),
                            refused(OwnerService.CONSENT, RefusalGround.LEGAL_CLAIMS)),
                    lifted(
                            LiftingCause.REFUSED,
                            LATER,
                            OwnerService.CONSENT,
                            OwnerService.RECORDING))),
    ERASURE(
            LetterKind.ERASURE,
            erased(List.of(), TrailOutcome.ERASED, null),
            opened(RequestType.ERASURE)),
    ERASURE_WITH_KEPT_ITEMS(
            LetterKind.ERASURE,
            erased(
                    List.of(
                            kept(1, RefusalGround.LEGAL_CLAIMS, null, null),
                            kept(2, RefusalGround.LEGAL_OBLIGATION, "2028-11-24", null),
                            kept(3, RefusalGround.LEGAL_OBLIGATION, null, "RGPD art. 21(3)"),
                            kept(
                                    4,
                                    RefusalGround.LEGAL_OBLIGATION,
                                    "2028-12-01",
                                    "C. assurances art. R.112-7"),
                            kept(5, null, null, null),
                            kept(6, null, "2026-12-26", null)),
                    TrailOutcome.LEFT_TO_ITS_PERIOD,
                    LocalDate.of(2027, 12, 10)),
            opened(RequestType.ERASURE));

    private final LetterKind kind;
    private final LetterFacts facts;

    LetterCase(LetterKind kind, RequestEvent... events) {
        this(kind, new Erasure.Undecided(), events);
    }

    LetterCase(LetterKind kind, Erasure erasure, RequestEvent... events) {
        this(kind, false, erasure, events);
    }

    LetterCase(
            LetterKind kind, boolean restrictedElsewhere, Erasure erasure, RequestEvent... events) {
        this.kind = kind;
        this.facts =
                new LetterFacts(
                        after(events),
                        erasure,
                        erasure instanceof Erasure.Complete ? List.of(OTHER, ITEM) : List.of(),
                        authority(),
                        new Names(
                                Map.of(RHONE, "Rhône Télécom SA", "crm-host", "CRM Hosting SAS"),
                                Map.of(
                                        ITEM,
                                        new DescribedItem(
                                                ListedKind.RECORDING, LocalDate.of(2026, 11, 24)))),
                        restrictedElsewhere);
    }

    /** With signs that a page must escape. */
    private static Authority authority() {
        return new Authority("CNIL <&\"'>", URI.create("https://www.cnil.fr/fr/plaintes?a=1&b=2"));
    }

    private static DsrExtended extended() {
        var due = Instant.parse("2027-02-24T23:00:00Z");
        return new DsrExtended(
                REQUEST, RHONE, PERSON, ExtensionReason.COMPLEX, due, due, null, null);
    }

    private static Request after(RequestEvent... events) {
        var decider = new RequestDecider();
        Request state = decider.initialState();
        for (RequestEvent event : events) {
            state = decider.evolve(state, event);
        }
        return state;
    }

    private static Erasure erased(
            List<KeptItems> kept, TrailOutcome trail, @Nullable LocalDate until) {
        return new Erasure.Complete(
                new ErasureCompleted(
                        REQUEST,
                        RHONE,
                        PERSON,
                        List.of(
                                new ErasedItems(ListedKind.RECORDING, 2),
                                new ErasedItems(ListedKind.PREFERENCE, 1)),
                        kept,
                        trail,
                        until,
                        Instant.parse("2026-12-10T23:30:00Z")));
    }

    private static KeptItems kept(
            int count,
            @Nullable RefusalGround ground,
            @Nullable String until,
            @Nullable String reference) {
        return new KeptItems(
                ListedKind.RECORDING,
                count,
                null,
                ground,
                until == null ? null : LocalDate.parse(until),
                reference);
    }

    /** From what it is written. */
    public LetterFacts facts() {
        return facts;
    }

    /** The letter. */
    public Letter letter() {
        return LetterContent.of(kind, facts);
    }
}
