// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temoin.audit.Published;
import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.intake.domain.EntryMapping;
import io.temoin.audit.intake.domain.Outcome;
import io.temoin.chassis.events.CloudEvents;
import io.temoin.chassis.testing.ContractFiles;
import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.store.EventCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every event that is published, as its example shows it, becomes exactly the entry committed under
 * {@code src/test/resources/entries}. {@code -Dtemoin.contracts.update=true} writes those anew;
 * read the difference before you commit it.
 */
class ConsumedEventsTest {

    private static final Path ENTRIES = Path.of("src/test/resources/entries");
    private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");
    private static final ObjectMapper JSON = EventCodec.JSON;

    static Stream<EventContract> contracts() {
        return ContractFiles.eventTypes().stream().map(EventContract::of);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void anExampleIsReadAsTheCommittedEntry(EventContract contract) throws IOException {
        // Given
        Path committed = ENTRIES.resolve(contract.type() + ".json");

        // When
        AuditEntry entry = entryOf(contract);

        // Then
        if (Boolean.getBoolean("temoin.contracts.update")) {
            Files.createDirectories(ENTRIES);
            Files.writeString(
                    committed,
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsString(entry) + "\n");
        }
        assertThat(JSON.readTree(JSON.writeValueAsString(entry)))
                .isEqualTo(JSON.readTree(Files.readString(committed)));
        assertThat(entry.what().outcome())
                .as("a published event must be known here")
                .isNotEqualTo(Outcome.UNCLASSIFIED);
    }

    @Test
    void noEntryRepeatsAPersonalValue() {
        // Given
        List<EventContract> withPersonalValues =
                contracts().filter(contract -> contract.example().contains("\"sealed\"")).toList();

        // When
        List<String> entries =
                withPersonalValues.stream().map(contract -> json(entryOf(contract))).toList();

        // Then
        assertThat(withPersonalValues).isNotEmpty();
        assertThat(entries)
                .allSatisfy(
                        entry ->
                                assertThat(withPersonalValues)
                                        .allSatisfy(
                                                contract ->
                                                        assertThat(entry)
                                                                .doesNotContain(sealed(contract))));
    }

    private static String sealed(EventContract contract) {
        return contract.exampleNode().findValue("sealed").asText();
    }

    private static AuditEntry entryOf(EventContract contract) {
        return EntryMapping.entryOf(
                EventReading.read(CloudEvents.read(Published.example(contract).received())), NOW);
    }

    private static String json(AuditEntry entry) {
        try {
            return JSON.writeValueAsString(entry);
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
