// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.domain;

import static io.temoin.retention.rights.domain.OwnerService.AUDIT;
import static io.temoin.retention.rights.domain.OwnerService.CONSENT;
import static io.temoin.retention.rights.domain.OwnerService.RECORDING;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.retention.rights.domain.AnswerPart;
import io.temoin.retention.rights.domain.AnswerPart.Outcome;
import io.temoin.retention.rights.domain.OwnerService;
import io.temoin.retention.rights.domain.RefusalGround;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WithheldTest {

    private static final UUID ONE = new UUID(1, 1);

    private static AnswerPart refused(OwnerService service, @Nullable UUID item) {
        return new AnswerPart(service, item, Outcome.REFUSED, RefusalGround.RIGHTS_OF_OTHERS);
    }

    @Test
    void whatIsRefusedOfAServiceIsAllOrSingleItems() {
        var withheld =
                Withheld.of(
                        List.of(
                                refused(RECORDING, ONE),
                                refused(AUDIT, null),
                                new AnswerPart(RECORDING, null, Outcome.GRANTED, null),
                                new AnswerPart(CONSENT, ONE, Outcome.NOTHING_HELD, null)));

        assertThat(withheld.isAllOf(AUDIT)).isTrue();
        assertThat(withheld.isAllOf(RECORDING)).isFalse();
        assertThat(withheld.isAllOf(CONSENT)).isFalse();
        assertThat(withheld.itemsOf(RECORDING)).containsExactly(ONE);
        assertThat(withheld.itemsOf(AUDIT)).isEmpty();
        assertThat(withheld.itemsOf(CONSENT)).isEmpty();
        assertThat(withheld.parts()).hasSize(2);
    }

    @Test
    void nothingIsWithheldWhereNothingWasRefused() {
        assertThat(Withheld.of(List.of(new AnswerPart(AUDIT, null, Outcome.GRANTED, null))))
                .isEqualTo(Withheld.NOTHING);
    }
}
