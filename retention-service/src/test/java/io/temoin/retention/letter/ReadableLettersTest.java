// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.letter;

import static io.temoin.retention.rights.domain.Requests.ITEM;
import static io.temoin.retention.rights.domain.Requests.LATER;
import static io.temoin.retention.rights.domain.Requests.OTHER;
import static io.temoin.retention.rights.domain.Requests.PERSON;
import static io.temoin.retention.rights.domain.Requests.REQUEST;
import static io.temoin.retention.rights.domain.Requests.RHONE;
import static io.temoin.retention.rights.domain.Requests.answered;
import static io.temoin.retention.rights.domain.Requests.byTheDesk;
import static io.temoin.retention.rights.domain.Requests.declared;
import static io.temoin.retention.rights.domain.Requests.excused;
import static io.temoin.retention.rights.domain.Requests.named;
import static io.temoin.retention.rights.domain.Requests.opened;
import static io.temoin.retention.rights.domain.Requests.proofAsked;
import static io.temoin.retention.rights.domain.Requests.refusal;
import static io.temoin.retention.rights.domain.Requests.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.requests.ReaderLanguage;
import io.temoin.retention.erasure.domain.ErasedItems;
import io.temoin.retention.erasure.domain.Erasure;
import io.temoin.retention.erasure.domain.ErasureEvent.ErasureCompleted;
import io.temoin.retention.erasure.domain.KeptItems;
import io.temoin.retention.erasure.domain.TrailOutcome;
import io.temoin.retention.letter.domain.DescribedItem;
import io.temoin.retention.letter.domain.LetterCase;
import io.temoin.retention.letter.domain.LetterContent;
import io.temoin.retention.letter.domain.LetterFacts;
import io.temoin.retention.letter.domain.LetterFacts.Authority;
import io.temoin.retention.letter.domain.LetterFacts.Names;
import io.temoin.retention.rights.domain.AnswerPart;
import io.temoin.retention.rights.domain.AnswerPart.Outcome;
import io.temoin.retention.rights.domain.AskedAbout;
import io.temoin.retention.rights.domain.ExtensionReason;
import io.temoin.retention.rights.domain.LetterKind;
import io.temoin.retention.rights.domain.OwnerService;
import io.temoin.retention.rights.domain.RecipientExcuse;
import io.temoin.retention.rights.domain.RefusalGround;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.retention.rights.domain.RequestEvent;
import io.temoin.retention.rights.domain.RequestEvent.DsrExtended;
import io.temoin.retention.rights.domain.RequestType;
import io.temoin.retention.schedule.domain.KeepingCause;
import io.temoin.retention.schedule.domain.ListedKind;
import io.temoin.retention.text.PersonText;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every letter, over all that the domain knows to put into one: a person reads it without knowing
 * what a code or an id is, in one language.
 */
class ReadableLettersTest {

    private static final List<String> CITATIONS =
            List.of(
                    "GDPR art. 17(3)(e), 21(1)",
                    "GDPR art. 12, 5(2)",
                    "C. assurances art. R.112-7",
                    "MiFID II art. 16(7); Reg. (EU) 2017/565 art. 76",
                    "CNIL, by analogy",
                    "GDPR art. 21; Temoin: kept for as long as it must be honoured",
                    "Temoin: until withdrawal, a year at most",
                    "CNIL, L'écoute et l'enregistrement des appels sur le lieu de travail;"
                            + " référentiel durées RH (2026-04-02)");

    private static final Authority CNIL =
            new Authority("CNIL", URI.create("https://www.cnil.fr/fr/plaintes?a=1&b=2"));

    private static final Names NAMES =
            new Names(
                    Map.of(RHONE, "Rh\u00f4ne T\u00e9l\u00e9com SA"),
                    Map.of(
                            ITEM,
                            new DescribedItem(ListedKind.RECORDING, LocalDate.of(2026, 11, 24))));

    private static void reads(LetterKind kind, RequestEvent... events) {
        reads(kind, new Erasure.Undecided(), NAMES, events);
    }

    private static void reads(
            LetterKind kind, Erasure erasure, Names names, RequestEvent... events) {
        var decider = new RequestDecider();
        Request state = decider.initialState();
        for (RequestEvent event : events) {
            state = decider.evolve(state, event);
        }
        var facts = new LetterFacts(state, erasure, List.of(OTHER), CNIL, names, true);
        for (Locale language : ReaderLanguage.ALL) {
            String text = LetterTexts.in(language).plain(LetterContent.of(kind, facts));
            PersonText.isForAPerson(text, language, RHONE, "crm-host");
            assertThat(text).contains("Rh\u00f4ne T\u00e9l\u00e9com SA");
        }
    }

    @ParameterizedTest
    @EnumSource
    void thatARequestArrived(RequestType type) {
        for (@Nullable AskedAbout about :
                new @Nullable AskedAbout[] {
                    null,
                    AskedAbout.ofRecording(ITEM),
                    AskedAbout.ofDecision(ITEM),
                    AskedAbout.ofDecision(OTHER)
                }) {
            reads(LetterKind.ACKNOWLEDGEMENT, opened(type, about, 0));
        }
        reads(LetterKind.IDENTITY_PROOF, opened(type), proofAsked("2026-11-26T10:00:00Z", true));
        reads(LetterKind.IDENTITY_PROOF, opened(type), proofAsked("2026-12-20T10:00:00Z", false));
        Instant due = Instant.parse("2027-02-24T23:00:00Z");
        for (ExtensionReason reason : ExtensionReason.values()) {
            reads(
                    LetterKind.EXTENSION,
                    opened(type),
                    new DsrExtended(REQUEST, RHONE, PERSON, reason, due, due, null, null));
        }
    }

    /** Nothing that is said of a dead person's data is said of the heir's. */
    @Test
    void thatHeirsAreNotTheDeceased() {
        for (Locale language : ReaderLanguage.ALL) {
            for (LetterCase given :
                    List.of(LetterCase.HEIRS_ACKNOWLEDGEMENT, LetterCase.HEIRS_NOTHING_HELD)) {
                assertThat(LetterTexts.in(language).plain(given.letter()))
                        .doesNotContain("\u00e0 votre sujet", "about you");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheAnswerIs(RequestType type) {
        List<AnswerPart> parts = new ArrayList<>();
        for (OwnerService service : OwnerService.values()) {
            for (UUID item : new @Nullable UUID[] {null, ITEM, OTHER}) {
                for (Outcome outcome : Outcome.values()) {
                    parts.addAll(parts(type, service, item, outcome));
                }
            }
        }
        RequestEvent recipients = named(declared("quality-team"), byTheDesk("crm-host"));
        for (AnswerPart part : parts) {
            reads(LetterKind.ANSWER, opened(type), recipients, answered(false, part));
        }
        reads(
                LetterKind.ANSWER,
                opened(type),
                recipients,
                answered(true, parts.toArray(AnswerPart[]::new)));
        reads(
                LetterKind.REFUSAL,
                opened(type),
                refusal(null, RequestType.ACCESS, parts.toArray(AnswerPart[]::new)));
        for (RefusalGround ground : RefusalGround.values()) {
            reads(LetterKind.REFUSAL, opened(type), refusal(ground, null));
        }
    }

    private static List<AnswerPart> parts(
            RequestType type, OwnerService service, @Nullable UUID item, Outcome outcome) {
        return outcome == Outcome.REFUSED
                ? type.grounds().stream()
                        .map(ground -> new AnswerPart(service, item, outcome, ground))
                        .toList()
                : List.of(new AnswerPart(service, item, outcome, null));
    }

    @ParameterizedTest
    @EnumSource
    void whichItem(ListedKind kind) {
        var names =
                new Names(
                        Map.of(RHONE, "Rh\u00f4ne T\u00e9l\u00e9com SA"),
                        Map.of(ITEM, new DescribedItem(kind, LocalDate.of(2026, 12, 1))));
        reads(
                LetterKind.ANSWER,
                new Erasure.Undecided(),
                names,
                opened(RequestType.ACCESS),
                answered(false, new AnswerPart(OwnerService.CONSENT, ITEM, Outcome.GRANTED, null)));
    }

    @Test
    void whoReceivedTheData() {
        for (RecipientExcuse excuse : RecipientExcuse.values()) {
            reads(
                    LetterKind.RECIPIENTS,
                    opened(RequestType.ERASURE),
                    named(declared("quality-team"), byTheDesk("crm-host"), byTheDesk("mailer")),
                    told("crm-host", LATER, "2027-01-04T23:00:00Z"),
                    excused("mailer", excuse));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAnErasureLeft(KeepingCause cause) {
        for (@Nullable RefusalGround ground :
                new @Nullable RefusalGround[] {
                    null, RefusalGround.LEGAL_CLAIMS, RefusalGround.LEGAL_OBLIGATION
                }) {
            for (@Nullable LocalDate until :
                    new @Nullable LocalDate[] {null, LocalDate.of(2028, 12, 1)}) {
                kept(cause, ground, until, null);
                CITATIONS.forEach(citation -> kept(cause, ground, until, citation));
            }
        }
    }

    private static void kept(
            KeepingCause cause,
            @Nullable RefusalGround ground,
            @Nullable LocalDate until,
            @Nullable String citation) {
        List<KeptItems> kept = new ArrayList<>();
        List<ErasedItems> erased = new ArrayList<>();
        for (ListedKind kind : ListedKind.values()) {
            kept.add(new KeptItems(kind, 2, cause, ground, until, citation));
            erased.add(new ErasedItems(kind, 1));
        }
        for (TrailOutcome trail : TrailOutcome.values()) {
            reads(
                    LetterKind.ERASURE,
                    new Erasure.Complete(
                            new ErasureCompleted(
                                    REQUEST,
                                    RHONE,
                                    PERSON,
                                    erased,
                                    kept,
                                    trail,
                                    trail == TrailOutcome.ERASED
                                            ? null
                                            : LocalDate.of(2027, 12, 10),
                                    Instant.parse("2026-12-10T23:30:00Z"))),
                    NAMES,
                    opened(RequestType.ERASURE));
        }
    }
}
