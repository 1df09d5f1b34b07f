// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a person is erased from the trail although other services still hold something of them. */
public enum OverrideGround {
    /** A law has it kept (GDPR art. 17(3)(b)). */
    KEPT_BY_LAW,
    /** It is needed for a legal claim (GDPR art. 17(3)(e)). */
    LEGAL_CLAIM,
    /** No law has it kept: its owner did not destroy it, for instance since it still uses it. */
    REFUSED_BY_OWNER,
    /** It is gone already, and the trail does not say so. */
    ERASED_ELSEWHERE;

    private static final String LEGAL_CLAIMS = "LEGAL_CLAIMS";

    /**
     * The ground of an erasure that the rights desk asks for. Of several, the one that comes first
     * above: what only an owner refused must not be called kept by law.
     *
     * @param kept why each thing stays that an owner still has, as the rights desk names the ground
     *     of GDPR art. 17(3); {@code null} where no law is behind it
     */
    public static OverrideGround of(List<@Nullable String> kept) {
        if (kept.isEmpty()) {
            return ERASED_ELSEWHERE;
        }
        if (kept.stream().anyMatch(ground -> ground != null && !ground.equals(LEGAL_CLAIMS))) {
            return KEPT_BY_LAW;
        }
        return kept.stream().anyMatch(LEGAL_CLAIMS::equals) ? LEGAL_CLAIM : REFUSED_BY_OWNER;
    }
}
