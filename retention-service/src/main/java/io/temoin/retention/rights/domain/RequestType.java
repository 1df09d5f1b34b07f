// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import static io.temoin.retention.rights.domain.OwnerService.AUDIT;
import static io.temoin.retention.rights.domain.OwnerService.CONSENT;
import static io.temoin.retention.rights.domain.OwnerService.RECORDING;
import static io.temoin.retention.rights.domain.OwnerService.RETENTION;
import static io.temoin.retention.rights.domain.RefusalGround.ARCHIVING;
import static io.temoin.retention.rights.domain.RefusalGround.BASIS_MISMATCH;
import static io.temoin.retention.rights.domain.RefusalGround.COMPELLING_GROUNDS;
import static io.temoin.retention.rights.domain.RefusalGround.DATA_ACCURATE;
import static io.temoin.retention.rights.domain.RefusalGround.EXCESSIVE;
import static io.temoin.retention.rights.domain.RefusalGround.EXPRESSION;
import static io.temoin.retention.rights.domain.RefusalGround.LEGAL_CLAIMS;
import static io.temoin.retention.rights.domain.RefusalGround.LEGAL_OBLIGATION;
import static io.temoin.retention.rights.domain.RefusalGround.MANIFESTLY_UNFOUNDED;
import static io.temoin.retention.rights.domain.RefusalGround.NOT_IDENTIFIABLE;
import static io.temoin.retention.rights.domain.RefusalGround.NO_GROUND;
import static io.temoin.retention.rights.domain.RefusalGround.PUBLIC_HEALTH;
import static io.temoin.retention.rights.domain.RefusalGround.RIGHTS_OF_OTHERS;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a person may ask for: whether the answer may be extended (GDPR art. 12(3)), which services
 * contribute to it, and on which grounds it may be refused. All are answered within a month;
 * marketing objections and withdrawals take effect at once, and the answer confirms that.
 */
public enum RequestType {
    /** GDPR art. 15. */
    ACCESS(true, Scope.EVERYWHERE),
    /** GDPR art. 16. */
    RECTIFICATION(true, Scope.EVERYWHERE),
    /** GDPR art. 17. */
    ERASURE(true, Scope.EVERYWHERE),
    /** GDPR art. 18. */
    RESTRICTION(true, Scope.EVERYWHERE),
    /** GDPR art. 20. */
    PORTABILITY(true, Scope.EVERYWHERE),
    /** GDPR art. 21(1). */
    OBJECTION(true, Scope.EVERYWHERE),
    /** GDPR art. 21(2) and (3). */
    MARKETING_OBJECTION(false, Scope.CONSENTS),
    /** GDPR art. 7(3). */
    CONSENT_WITHDRAWAL(false, Scope.CONSENTS),
    /** GDPR art. 22(3). */
    AUTOMATED_DECISION_REVIEW(true, Scope.CONSENTS),
    /** GDPR art. 19: who received the data. */
    RECIPIENT_LIST(true, Scope.EVERYWHERE),
    /** C. consom. R223-2: a copy of the proof of consent. */
    CONSENT_PROOF_COPY(false, Scope.CONSENTS),
    /** C. assur. R112-7: a copy of the recording of an insurance sale. */
    INSURANCE_RECORDING_COPY(false, Scope.RECORDINGS),
    /** Regulation (EU) 2017/565 art. 76: a copy of the recording of an order. */
    MIFID_RECORDING_COPY(false, Scope.RECORDINGS),
    /** Loi Informatique et Libertés art. 85: what is to become of the data of the deceased. */
    POST_MORTEM(false, Scope.EVERYWHERE);

    /** Which services hold what a request is about. */
    private enum Scope {
        EVERYWHERE,
        CONSENTS,
        RECORDINGS
    }

    private final boolean extendable;
    private final Scope scope;

    RequestType(boolean extendable, Scope scope) {
        this.extendable = extendable;
        this.scope = scope;
    }

    /** Whether the month may become three. */
    public boolean isExtendable() {
        return extendable;
    }

    /** Whether a proof of identity may be asked for, and the want of one be a ground. */
    public boolean mayAskForProof() {
        return grounds().contains(NOT_IDENTIFIABLE);
    }

    /** Whether consent-service takes such a request in: it stops calls at once. */
    public boolean belongsToConsentService() {
        return this == MARKETING_OBJECTION || this == CONSENT_WITHDRAWAL;
    }

    /**
     * Whether what is asked about is restricted from receipt on (GDPR art. 18): because the person
     * asks for that, contests the accuracy (1)(a), objects (1)(d), or wants it erased.
     */
    public boolean restricts() {
        return switch (this) {
            case RECTIFICATION, ERASURE, RESTRICTION, OBJECTION -> true;
            case ACCESS,
                    PORTABILITY,
                    MARKETING_OBJECTION,
                    CONSENT_WITHDRAWAL,
                    AUTOMATED_DECISION_REVIEW,
                    RECIPIENT_LIST,
                    CONSENT_PROOF_COPY,
                    INSURANCE_RECORDING_COPY,
                    MIFID_RECORDING_COPY,
                    POST_MORTEM ->
                    false;
        };
    }

    /**
     * Whether what is asked about is not destroyed before the answer: it was asked for, or its
     * destruction is what the person does not want (GDPR art. 18(1)(b) and (c)).
     */
    public boolean freezes() {
        return switch (this) {
            case ACCESS,
                    PORTABILITY,
                    RESTRICTION,
                    CONSENT_PROOF_COPY,
                    INSURANCE_RECORDING_COPY,
                    MIFID_RECORDING_COPY ->
                    true;
            case RECTIFICATION,
                    ERASURE,
                    OBJECTION,
                    MARKETING_OBJECTION,
                    CONSENT_WITHDRAWAL,
                    AUTOMATED_DECISION_REVIEW,
                    RECIPIENT_LIST,
                    POST_MORTEM ->
                    false;
        };
    }

    /**
     * Whether what is granted changes data of which those who received them are told (GDPR art.
     * 19): rectified, erased or restricted, also since an objection was upheld.
     */
    public boolean tellsRecipients() {
        return restricts();
    }

    /** Whether it is asked who they are: by the law, or by the person (art. 15(1)(c), 19). */
    public boolean namesRecipients() {
        return tellsRecipients() || this == ACCESS || this == RECIPIENT_LIST;
    }

    /** Which services contribute to the answer. */
    public List<OwnerService> services() {
        return switch (scope) {
            case EVERYWHERE -> List.of(CONSENT, RECORDING, RETENTION, AUDIT);
            case CONSENTS -> List.of(CONSENT);
            case RECORDINGS -> List.of(RECORDING);
        };
    }

    /** On which grounds such a request may be refused; none for those that cannot be. */
    public Set<RefusalGround> grounds() {
        return switch (this) {
            case ACCESS -> withGeneral(EnumSet.of(RIGHTS_OF_OTHERS));
            case RECTIFICATION -> withGeneral(EnumSet.of(DATA_ACCURATE));
            case ERASURE ->
                    withGeneral(
                            EnumSet.of(
                                    NO_GROUND,
                                    EXPRESSION,
                                    LEGAL_OBLIGATION,
                                    PUBLIC_HEALTH,
                                    ARCHIVING,
                                    LEGAL_CLAIMS));
            case RESTRICTION, AUTOMATED_DECISION_REVIEW -> withGeneral(EnumSet.of(NO_GROUND));
            case PORTABILITY -> withGeneral(EnumSet.of(BASIS_MISMATCH, RIGHTS_OF_OTHERS));
            case OBJECTION ->
                    withGeneral(
                            EnumSet.of(
                                    COMPELLING_GROUNDS,
                                    LEGAL_CLAIMS,
                                    LEGAL_OBLIGATION,
                                    BASIS_MISMATCH));
            case RECIPIENT_LIST -> withGeneral(EnumSet.noneOf(RefusalGround.class));
            case CONSENT_PROOF_COPY, INSURANCE_RECORDING_COPY, MIFID_RECORDING_COPY, POST_MORTEM ->
                    EnumSet.of(NOT_IDENTIFIABLE);
            case MARKETING_OBJECTION, CONSENT_WITHDRAWAL -> EnumSet.noneOf(RefusalGround.class);
        };
    }

    private static Set<RefusalGround> withGeneral(Set<RefusalGround> grounds) {
        grounds.addAll(EnumSet.of(NOT_IDENTIFIABLE, MANIFESTLY_UNFOUNDED, EXCESSIVE));
        return grounds;
    }
}
