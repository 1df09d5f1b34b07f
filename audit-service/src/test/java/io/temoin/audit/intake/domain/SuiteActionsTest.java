// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import static io.temoin.audit.intake.domain.MappedEvents.what;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.temoin.chassis.testing.ContractFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        assertThat(SuiteActions.contains(decided(verdict))).isTrue();
    }

    /** Senders read there which names are taken. */
    @Test
    void areThoseThatTheSchemaOfEntriesRefuses() throws IOException {
        List<String> refused = new ArrayList<>();
        new ObjectMapper()
                .readTree(
                        ContractFiles.read(
                                ContractFiles.folder().resolve("entries/entry.schema.json")))
                .at("/properties/action/not/enum")
                .forEach(name -> refused.add(name.textValue()));

        assertThat(refused).containsExactlyInAnyOrderElementsOf(actions());
    }

    private static Set<String> actions() {
        Set<String> actions = new HashSet<>();
        events().map(type -> type.split("\\.", -1))
                .forEach(words -> actions.add(what(words[2], words[3], Map.of()).action()));
        for (String verdict : List.of("ALLOW", "DENY", "REVIEW")) {
            actions.add(decided(verdict));
        }
        return actions;
    }

    private static String decided(String verdict) {
        return what("consent", "CallDecided", Map.of("verdict", List.of(verdict))).action();
    }

    @Test
    void hasNoOther() {
        assertThat(SuiteActions.contains("CUSTOMER_LIST_EXPORTED")).isFalse();
    }
}
