// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.platform.ComponentFailure;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class TemoinTest {

    @Test
    void saysAPreparedSentenceHoweverDeepItIs() {
        var failure = new ComponentFailure("Keycloak is not ready after 130 s.");

        assertThat(Temoin.sentence(new CompletionException(new CompletionException(failure))))
                .isEqualTo("Keycloak is not ready after 130 s.");
    }

    @Test
    void namesTheFileWithTheDetailsOfWhatItDoesNotKnow() {
        var sentence = Temoin.sentence(new CompletionException(new TimeoutException("late")));

        assertThat(sentence)
                .contains("failed unexpectedly", "TimeoutException: late", ".log")
                .doesNotContain("\tat ");
    }
}
