// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.retention.policy.domain.NotePurposePeriod;
import io.temoin.retention.policy.domain.NotePurposePeriod.Change;
import io.temoin.retention.policy.domain.PolicyProblem;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.shredding.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples that consent-service publishes are understood. */
class ControllerPurposeReaderTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:05:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

    private final ControllerPurposeReader reader =
            new ControllerPurposeReader(ZoneId.of("Europe/Paris"));

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "PurposeDeclared, DECLARED, 1, P3M",
                "PurposeRevised, REVISED, 2, P1M",
                "PurposeActivated, ACTIVATED, 1, -",
                "PurposeRetired, RETIRED, 2, -"
            })
    void readsEveryChangeOfAPurpose(
            String name, Change change, int revision, @Nullable Period keepFor) {
        assertThat(reader.commandOf(event(name, _ -> {}), NOW))
                .isEqualTo(
                        new NotePurposePeriod(
                                "rhone-telecom",
                                Purpose.QUALITY,
                                change,
                                revision,
                                keepFor,
                                null,
                                keepFor == null ? null : List.of("quality-team"),
                                DAY,
                                NOW));
    }

    /** Days are those of the controller. */
    @Test
    void countsTheDayInTheZoneOfTheController() {
        var late = event("PurposeRetired", data -> data.put("at", "2026-11-24T23:30:00Z"));
        assertThat(reader.commandOf(late, NOW))
                .extracting(NotePurposePeriod::since)
                .isEqualTo(DAY.plusDays(1));
    }

    @Test
    void leavesOtherEventsAlone() {
        assertThat(reader.commandOf(event("NoticeDrafted", _ -> {}), NOW)).isNull();
    }

    @Test
    void guessesNothing() {
        refused(data -> data.put("purpose", "PODCAST"));
        refused(data -> data.remove("controller"));
        refused(data -> data.remove("terms"));
        refused(data -> ((ObjectNode) data.required("terms")).put("keepFor", "half a year"));
    }

    private void refused(Consumer<ObjectNode> change) {
        assertThatThrownBy(() -> reader.commandOf(event("PurposeDeclared", change), NOW))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        it -> assertThat(it.code()).isEqualTo(PolicyProblem.PURPOSE_UNREADABLE));
    }

    private static ReceivedEvent event(String name, Consumer<ObjectNode> change) {
        var contract = EventContract.of("io.temoin.consent." + name + ".v1");
        var data = (ObjectNode) contract.exampleNode();
        change.accept(data);
        return new ReceivedEvent(
                "1.0",
                contract.service(),
                contract.name(),
                contract.version(),
                new TenantId("helios"),
                "purpose-rhone-telecom-quality",
                1,
                NOW,
                "correlation",
                null,
                null,
                Actor.service("consent-service"),
                data);
    }
}
