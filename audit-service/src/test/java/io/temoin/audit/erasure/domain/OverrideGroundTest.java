// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure.domain;

import static io.temoin.audit.erasure.domain.OverrideGround.ERASED_ELSEWHERE;
import static io.temoin.audit.erasure.domain.OverrideGround.KEPT_BY_LAW;
import static io.temoin.audit.erasure.domain.OverrideGround.LEGAL_CLAIM;
import static io.temoin.audit.erasure.domain.OverrideGround.REFUSED_BY_OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OverrideGroundTest {

    private static OverrideGround of(@Nullable String... kept) {
        return OverrideGround.of(Arrays.asList(kept));
    }

    @Test
    void nothingIsKept() {
        assertThat(OverrideGround.of(List.of())).isEqualTo(ERASED_ELSEWHERE);
    }

    @Test
    void aLawKeepsSomething() {
        assertThat(of("LEGAL_CLAIMS", null, "LEGAL_OBLIGATION")).isEqualTo(KEPT_BY_LAW);
    }

    @Test
    void onlyClaimsKeepSomething() {
        assertThat(of(null, "LEGAL_CLAIMS")).isEqualTo(LEGAL_CLAIM);
    }

    @Test
    void anOwnerMerelyRefused() {
        assertThat(of(null, null)).isEqualTo(REFUSED_BY_OWNER);
    }
}
