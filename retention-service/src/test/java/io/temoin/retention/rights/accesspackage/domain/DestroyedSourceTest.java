// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.retention.engine.domain.DispositionBasis;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DestroyedSourceTest {

    private static final Instant REQUESTED = Instant.parse("2026-12-01T10:00:00Z");

    @ParameterizedTest
    @EnumSource(DispositionBasis.class)
    void onlyWhatNobodyMayKeepTakesTheCopyAlong(DispositionBasis basis) {
        var source = new DestroyedSource(basis.name(), REQUESTED);

        assertThat(source.takesAlong(REQUESTED))
                .isEqualTo(
                        switch (basis) {
                            case QUARANTINED, DESTRUCTION_DUTY -> true;
                            case CONSENT_WITHDRAWN,
                                    OBJECTED,
                                    ERASURE_UPHELD,
                                    PURPOSE_FULFILLED,
                                    PERIOD_ENDED,
                                    MINIMUM_ENDED ->
                                    false;
                        });
    }

    @Test
    void whatWasGoneBeforeIsInNoCopy() {
        var source = new DestroyedSource("QUARANTINED", REQUESTED.minusSeconds(301));

        assertThat(source.takesAlong(REQUESTED)).isFalse();
        assertThat(source.takesAlong(REQUESTED.minusSeconds(1))).isTrue();
    }

    @Test
    void thePersonLearnsWhyOnlyWhereItIsAboutWhatWasCopied() {
        assertThat(AccessPackageDecider.revoked(RevocationReason.SOURCE_DESTROYED))
                .hasMessageContaining("had to be destroyed");
        assertThat(AccessPackageDecider.revoked(RevocationReason.IDENTITY_DOUBTED))
                .hasMessageNotContaining("IDENTITY");
    }
}
