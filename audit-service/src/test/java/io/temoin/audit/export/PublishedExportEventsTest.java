// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.audit.export.domain.Export;
import io.temoin.audit.export.domain.ExportCommand;
import io.temoin.audit.export.domain.ExportCommand.CompleteDelivery;
import io.temoin.audit.export.domain.ExportCommand.CompleteExport;
import io.temoin.audit.export.domain.ExportCommand.DownloadExport;
import io.temoin.audit.export.domain.ExportCommand.FailDelivery;
import io.temoin.audit.export.domain.ExportCommand.FailExport;
import io.temoin.audit.export.domain.ExportCommand.RemoveExport;
import io.temoin.audit.export.domain.ExportCommand.RequestDelivery;
import io.temoin.audit.export.domain.ExportCommand.RequestExport;
import io.temoin.audit.export.domain.ExportCommand.WithdrawExport;
import io.temoin.audit.export.domain.ExportDecider;
import io.temoin.audit.export.domain.ExportEvent;
import io.temoin.audit.export.domain.ExportFormat;
import io.temoin.audit.export.domain.ExportReason;
import io.temoin.audit.export.domain.ExportScope;
import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.TenantId;
import io.temoin.eventsourcing.shredding.InMemoryShreddableKeys;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the decider really decides, encoded as the store encodes it, is what contracts/ promises.
 */
class PublishedExportEventsTest {

    private static final UUID ID = UUID.fromString("01990000-0000-8000-8000-000000000040");
    private static final UUID DELIVERY = UUID.fromString("01990000-0000-8000-8000-000000000041");
    private static final UUID ERASURE = UUID.fromString("01990000-0000-8000-8000-000000000020");
    private static final InMemoryShreddableKeys KEYS = new InMemoryShreddableKeys();
    private static final Map<String, String> PUBLISHED = published();

    static Stream<EventContract> contracts() {
        return EventContract.publishedBy("audit").stream()
                .filter(contract -> contract.name().startsWith("Export"));
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void isExactlyTheExampleOfItsContract(EventContract contract) {
        contract.isExactly(PUBLISHED.getOrDefault(contract.name(), "null"));
    }

    @Test
    void hasAContractForEveryEvent() {
        assertThat(
                        ExportStream.codec(KEYS).versions().entrySet().stream()
                                .map(it -> it.getKey() + ".v" + it.getValue()))
                .containsExactlyInAnyOrderElementsOf(
                        contracts().map(it -> it.name() + ".v" + it.version()).toList());
    }

    private static Map<String, String> published() {
        RequestExport request =
                new RequestExport(
                        ID,
                        ExportFormat.CSV,
                        Map.of("action", "LISTENING_GRANTED", "from", "2026-11-01T00:00:00Z"),
                        new ExportReason("INCIDENT", "INC-2026-0042"),
                        new ExportScope(
                                "voix-du-rhone", List.of("voix-du-rhone", "rhone-telecom")));
        Map<String, String> published = new HashMap<>();
        decided(
                published,
                request,
                new CompleteExport(
                        12_874,
                        15_448_800,
                        "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"),
                new DownloadExport(false));
        decided(published, request, new FailExport("GIVEN_UP"));
        decided(published, request, new RemoveExport(false));
        decided(published, request, new WithdrawExport(ERASURE));
        RequestExport syslog =
                new RequestExport(
                        ID, ExportFormat.SYSLOG, Map.of(), new ExportReason("A", "1"), null);
        CompleteExport written =
                new CompleteExport(
                        1, 1, "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae");
        RequestDelivery delivery = new RequestDelivery(DELIVERY, "siem.example.org:6514", false);
        Map<String, String> sent = new HashMap<>();
        decided(sent, syslog, written, delivery, new CompleteDelivery(DELIVERY));
        decided(
                sent,
                syslog,
                written,
                delivery,
                new FailDelivery(DELIVERY, "COLLECTOR_UNREACHABLE"));
        decided(sent, syslog, written, new RemoveExport(false));
        sent.forEach(published::putIfAbsent);
        return published;
    }

    private static void decided(Map<String, String> published, ExportCommand... commands) {
        ExportDecider decider = new ExportDecider();
        Export state = decider.initialState();
        for (ExportCommand command : commands) {
            for (ExportEvent event : decider.decide(command, state)) {
                state = decider.evolve(state, event);
                published.put(event.getClass().getSimpleName(), payload(event));
            }
        }
    }

    private static String payload(ExportEvent event) {
        EventMetadata metadata =
                new EventMetadata(
                        new TenantId("helios"),
                        Actor.service("test"),
                        ID,
                        null,
                        "correlation",
                        null,
                        null,
                        Instant.parse("2026-11-24T09:30:00Z"));
        return ExportStream.codec(KEYS)
                .encodeAll(new StreamId("export", ID.toString()), List.of(event), metadata)
                .await()
                .indefinitely()
                .getFirst()
                .payload();
    }
}
