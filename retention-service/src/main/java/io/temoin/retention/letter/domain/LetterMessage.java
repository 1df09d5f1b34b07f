// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.letter.domain;

import static io.temoin.retention.letter.domain.LetterFact.ACKNOWLEDGED_ON;
import static io.temoin.retention.letter.domain.LetterFact.ANSWERED_ON;
import static io.temoin.retention.letter.domain.LetterFact.ANSWER_BY;
import static io.temoin.retention.letter.domain.LetterFact.ASKED_ON;
import static io.temoin.retention.letter.domain.LetterFact.AUTHORITY;
import static io.temoin.retention.letter.domain.LetterFact.CONTROLLER;
import static io.temoin.retention.letter.domain.LetterFact.COUNT;
import static io.temoin.retention.letter.domain.LetterFact.ERASED_ON;
import static io.temoin.retention.letter.domain.LetterFact.EXCUSE;
import static io.temoin.retention.letter.domain.LetterFact.GROUND;
import static io.temoin.retention.letter.domain.LetterFact.ITEM;
import static io.temoin.retention.letter.domain.LetterFact.KIND;
import static io.temoin.retention.letter.domain.LetterFact.NOTIFIED_ON;
import static io.temoin.retention.letter.domain.LetterFact.OFFER;
import static io.temoin.retention.letter.domain.LetterFact.ORDER;
import static io.temoin.retention.letter.domain.LetterFact.REASON;
import static io.temoin.retention.letter.domain.LetterFact.RECEIVED_ON;
import static io.temoin.retention.letter.domain.LetterFact.RECIPIENT;
import static io.temoin.retention.letter.domain.LetterFact.REFERENCE;
import static io.temoin.retention.letter.domain.LetterFact.REQUEST;
import static io.temoin.retention.letter.domain.LetterFact.SERVICE;
import static io.temoin.retention.letter.domain.LetterFact.SINCE;
import static io.temoin.retention.letter.domain.LetterFact.TYPE;
import static io.temoin.retention.letter.domain.LetterFact.UNTIL;
import static io.temoin.retention.letter.domain.LetterFact.URL;
import static io.temoin.retention.letter.domain.LetterFact.WAY;

import io.temoin.retention.rights.domain.RequestType;
import java.util.Set;

/** What a sentence of a letter says, with the facts that it names. */
public enum LetterMessage {
    SUBJECT(TYPE),
    SENDER(CONTROLLER, REQUEST),
    SALUTATION,
    CLOSING(REQUEST),
    RECEIVED(RECEIVED_ON, TYPE, WAY),
    ABOUT_ITEM(ITEM),
    ABOUT_EVERYTHING,
    ABOUT_DECEASED,
    ABOUT_CONSENTS,
    ABOUT_DECISION,
    ABOUT_INSURANCE_SALE,
    ABOUT_ORDER,
    ABOUT_MARKETING,
    ANSWERED_BY(ANSWER_BY),
    MAY_TAKE_LONGER,
    RESTRICTED(SINCE),
    FROZEN,
    PROOF_NEEDED(RECEIVED_ON, TYPE, ASKED_ON),
    PROOF_STARTS_THE_MONTH,
    PROOF_MOVES_NOTHING(ANSWER_BY),
    EXTENDED(RECEIVED_ON, TYPE, REASON, ANSWER_BY),
    GRANTED(RECEIVED_ON, TYPE, ANSWERED_ON),
    GRANTED_IN_PART(RECEIVED_ON, TYPE, ANSWERED_ON),
    NOTHING_HELD(RECEIVED_ON, TYPE, ANSWERED_ON),
    NOTHING_HELD_OF_DECEASED(RECEIVED_ON, TYPE, ANSWERED_ON),
    IN_DETAIL,
    PART_GRANTED(SERVICE),
    ITEM_GRANTED(SERVICE, ITEM),
    PART_NOT_HELD(SERVICE),
    ITEM_NOT_HELD(SERVICE, ITEM),
    PART_REFUSED(SERVICE, GROUND),
    ITEM_REFUSED(SERVICE, ITEM, GROUND),
    REFUSED(RECEIVED_ON, TYPE, ANSWERED_ON),
    REFUSED_BECAUSE(GROUND),
    OFFERED(OFFER),
    COMPLAINT(AUTHORITY, URL),
    COURT,
    RESTRICTION_ENDED,
    RESTRICTION_STAYS,
    RESTRICTION_OF_ANOTHER_STAYS,
    OBJECTION_UPHELD,
    ERASED(RECEIVED_ON, ERASED_ON),
    ITEMS_ERASED,
    ITEM_COUNT(KIND, COUNT),
    ITEMS_KEPT,
    KEPT(KIND, COUNT, GROUND),
    KEPT_UNTIL(KIND, COUNT, GROUND, UNTIL),
    KEPT_BY_LAW(KIND, COUNT, GROUND, REFERENCE),
    KEPT_BY_LAW_UNTIL(KIND, COUNT, GROUND, REFERENCE, UNTIL),
    NOT_DESTROYED_YET(KIND, COUNT),
    NEEDED_UNTIL(KIND, COUNT, UNTIL),
    TRAIL_FORGOT,
    TRAIL_KEEPS_UNTIL(UNTIL),
    NOT_CALLED_AGAIN,
    CERTIFICATES,
    CERTIFICATE(ORDER),
    RECIPIENTS_ASKED(RECEIVED_ON, TYPE),
    NO_RECIPIENTS,
    RECIPIENTS,
    RECIPIENT_LISTED(RECIPIENT),
    RECIPIENT_TO_NOTIFY(RECIPIENT),
    RECIPIENT_NOTIFIED(RECIPIENT, NOTIFIED_ON),
    RECIPIENT_ACKNOWLEDGED(RECIPIENT, NOTIFIED_ON, ACKNOWLEDGED_ON),
    RECIPIENT_EXCUSED(RECIPIENT, EXCUSE);

    @SuppressWarnings("ImmutableEnumChecker") // the set is immutable, its type does not say so
    private final Set<LetterFact> facts;

    LetterMessage(LetterFact... facts) {
        this.facts = Set.of(facts);
    }

    /** What a request of that type is about, if it names no item. */
    static LetterMessage aboutAll(RequestType type) {
        return switch (type) {
            case ACCESS,
                    RECTIFICATION,
                    ERASURE,
                    RESTRICTION,
                    PORTABILITY,
                    OBJECTION,
                    RECIPIENT_LIST ->
                    ABOUT_EVERYTHING;
            case MARKETING_OBJECTION -> ABOUT_MARKETING;
            case CONSENT_WITHDRAWAL, CONSENT_PROOF_COPY -> ABOUT_CONSENTS;
            case AUTOMATED_DECISION_REVIEW -> ABOUT_DECISION;
            case INSURANCE_RECORDING_COPY -> ABOUT_INSURANCE_SALE;
            case MIFID_RECORDING_COPY -> ABOUT_ORDER;
            case POST_MORTEM -> ABOUT_DECEASED;
        };
    }

    /** The facts that the sentence names. */
    public Set<LetterFact> facts() {
        return facts;
    }
}
