// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

/** Why a request, or a part of it, may be refused. */
public enum RefusalGround {
    /** GDPR art. 11(2): the controller cannot identify the person. */
    NOT_IDENTIFIABLE,
    /** GDPR art. 12(5): nothing but harassment. */
    MANIFESTLY_UNFOUNDED,
    /** GDPR art. 12(5): the same again and again. */
    EXCESSIVE,
    /** GDPR art. 15(4) and 20(4): it would harm the rights of others. */
    RIGHTS_OF_OTHERS,
    /** GDPR art. 16: the data are accurate and complete. */
    DATA_ACCURATE,
    /** GDPR art. 17(1), 18(1) or 22(1): nothing that the right depends on is the case. */
    NO_GROUND,
    /** GDPR art. 17(3)(a): freedom of expression and information. */
    EXPRESSION,
    /** GDPR art. 17(3)(b): a law orders the data kept. */
    LEGAL_OBLIGATION,
    /** GDPR art. 17(3)(c): public health. */
    PUBLIC_HEALTH,
    /** GDPR art. 17(3)(d): archives, research and statistics. */
    ARCHIVING,
    /** GDPR art. 17(3)(e) and 21(1): legal claims. */
    LEGAL_CLAIMS,
    /** GDPR art. 21(1): compelling legitimate grounds. */
    COMPELLING_GROUNDS,
    /** GDPR art. 20(1)(a) and 21(1): the right does not exist for the legal basis. */
    BASIS_MISMATCH
}
