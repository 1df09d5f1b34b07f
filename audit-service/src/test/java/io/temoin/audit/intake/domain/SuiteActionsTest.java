// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import static io.temoin.audit.intake.domain.MappedEvents.what;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.testing.ContractFiles;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuiteActionsTest {

    static Stream<String> events() {
        return ContractFiles.eventTypes().stream();
    }

    @ParameterizedTest
    @MethodSource("events")
    void hasWhatEveryPublishedEventSays(String type) {
        String[] words = type.split("\\.", -1);

        assertThat(SuiteActions.contains(what(words[2], words[3], Map.of()).action())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALLOW", "DENY", "REVIEW"})
    void hasEveryEndOfADecision(String verdict) {
        String action =
                what("consent", "CallDecided", Map.of("verdict", List.of(verdict))).action();

        assertThat(SuiteActions.contains(action)).isTrue();
    }

    @Test
    void hasNoOther() {
        assertThat(SuiteActions.contains("CUSTOMER_LIST_EXPORTED")).isFalse();
    }
}
