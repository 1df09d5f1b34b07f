// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice.domain;

import static io.temoin.consent.purpose.domain.LegalBasis.CONSENT;
import static io.temoin.consent.purpose.domain.LegalBasis.CONTRACT;
import static io.temoin.consent.purpose.domain.LegalBasis.LEGAL_OBLIGATION;
import static io.temoin.consent.purpose.domain.LegalBasis.LEGITIMATE_INTEREST;
import static io.temoin.consent.purpose.domain.LegalBasis.PUBLIC_TASK;

import io.temoin.consent.purpose.domain.LegalBasis;
import java.util.Set;

/** What a person is told (GDPR art. 13, 14, 21(4)). */
public enum NoticeItem {
    /** That the call is recorded (CNIL, écoute et enregistrement des appels). */
    RECORDING("GDPR art. 13(1)", Layers.BOTH, Need.ALWAYS_IN_THE_CALL),
    /** Who decides, and how to reach them. */
    CONTROLLER("GDPR art. 13(1)(a)", Layers.BOTH, Need.ALWAYS),
    /** Of a controller outside the Union. */
    REPRESENTATIVE("GDPR art. 13(1)(a)", Layers.FULL_ONLY, Need.IF_ANY),
    /** How to reach the data protection officer. */
    DPO("GDPR art. 13(1)(b)", Layers.FULL_ONLY, Need.IF_ANY),
    /** What for, and on which legal basis. */
    PURPOSES("GDPR art. 13(1)(c)", Layers.BOTH, Need.ALWAYS),
    /** Which interest is pursued. */
    LEGITIMATE_INTERESTS("GDPR art. 13(1)(d)", Layers.FULL_ONLY, Need.BY_INTEREST),
    /** Who gets the data. */
    RECIPIENTS("GDPR art. 13(1)(e)", Layers.FULL_ONLY, Need.IF_ANY),
    /** To which third countries, by which safeguard, and how to get a copy of that. */
    TRANSFERS("GDPR art. 13(1)(f)", Layers.FULL_ONLY, Need.IF_ANY),
    /** How long, or what decides how long. */
    RETENTION("GDPR art. 13(2)(a)", Layers.FULL_ONLY, Need.ALWAYS),
    /** Access, rectification, erasure, restriction, portability (art. 15 to 18, 20). */
    RIGHTS("GDPR art. 13(2)(b)", Layers.FULL_ONLY, Need.ALWAYS),
    /** That one may object: clearly, and apart from the rest. */
    OBJECTION("GDPR art. 13(2)(b), 21(4)", Layers.BOTH, Need.BY_BALANCE),
    /** That one may take back one's consent. */
    WITHDRAWAL("GDPR art. 13(2)(c)", Layers.FULL_ONLY, Need.BY_CONSENT),
    /** That one may complain to a supervisory authority. */
    COMPLAINT("GDPR art. 13(2)(d)", Layers.FULL_ONLY, Need.ALWAYS),
    /** Whether one must, and what follows if one does not. */
    OBLIGATION("GDPR art. 13(2)(e)", Layers.FULL_ONLY, Need.BY_DUTY),
    /** Decisions by machines alone: their logic, and what follows. */
    AUTOMATED_DECISIONS("GDPR art. 13(2)(f)", Layers.FULL_ONLY, Need.IF_ANY),
    /** What kinds of data, where they are not from the person. */
    CATEGORIES("GDPR art. 14(1)(d)", Layers.FULL_ONLY, Need.IF_ANY),
    /** Where data are from that are not from the person. */
    SOURCE("GDPR art. 14(2)(f)", Layers.FULL_ONLY, Need.IF_ANY),
    /** What else they will be used for. */
    FURTHER_PURPOSE("GDPR art. 13(3), 14(4)", Layers.FULL_ONLY, Need.IF_ANY),
    /** Of a first layer: where the rest is. */
    FURTHER_INFORMATION("GDPR art. 12(1), 13", Layers.SPOKEN_ONLY, Need.ALWAYS);

    private enum Layers {
        BOTH,
        SPOKEN_ONLY,
        FULL_ONLY
    }

    private enum Need {
        /** It always applies. */
        ALWAYS,
        /** In a call it always applies; elsewhere it may not be about recordings. */
        ALWAYS_IN_THE_CALL,
        /** It may not apply, and then the notice has to say why it does not. */
        IF_ANY,
        /** It applies where a purpose rests on a legitimate interest. */
        BY_INTEREST,
        /** It applies where one may object: to an interest, or a public task (art. 21(1)). */
        BY_BALANCE,
        /** It applies where a purpose rests on consent. */
        BY_CONSENT,
        /** It applies where a contract or a law asks for the data. */
        BY_DUTY
    }

    private final String article;
    private final Layers layers;
    private final Need need;

    NoticeItem(String article, Layers layers, Need need) {
        this.article = article;
        this.layers = layers;
        this.need = need;
    }

    /** Where the law asks for it. */
    public String article() {
        return article;
    }

    /** Whether a text of that layer has to speak of it. */
    boolean belongsTo(NoticeLayer layer) {
        return switch (layers) {
            case BOTH -> true;
            case SPOKEN_ONLY -> layer == NoticeLayer.SPOKEN;
            case FULL_ONLY -> layer == NoticeLayer.FULL;
        };
    }

    /**
     * Whether it applies, so that no reason excuses its absence.
     *
     * @param grounds legal bases that the purposes told of rest on, or may rest on
     */
    boolean applies(NoticeLayer layer, Set<LegalBasis> grounds) {
        return switch (need) {
            case ALWAYS -> true;
            case ALWAYS_IN_THE_CALL -> layer == NoticeLayer.SPOKEN;
            case IF_ANY -> false;
            case BY_INTEREST -> grounds.contains(LEGITIMATE_INTEREST);
            case BY_BALANCE ->
                    grounds.contains(LEGITIMATE_INTEREST) || grounds.contains(PUBLIC_TASK);
            case BY_CONSENT -> grounds.contains(CONSENT);
            case BY_DUTY -> grounds.contains(CONTRACT) || grounds.contains(LEGAL_OBLIGATION);
        };
    }
}
