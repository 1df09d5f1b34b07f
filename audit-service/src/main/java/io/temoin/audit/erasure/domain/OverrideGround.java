// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure.domain;

/** Why a person is erased from the trail although other services still hold something of them. */
public enum OverrideGround {
    /** A law has it kept (GDPR art. 17(3)(b)). */
    KEPT_BY_LAW,
    /** It is needed for a legal claim (GDPR art. 17(3)(e)). */
    LEGAL_CLAIM,
    /** It is gone already, and the trail does not say so. */
    ERASED_ELSEWHERE
}
