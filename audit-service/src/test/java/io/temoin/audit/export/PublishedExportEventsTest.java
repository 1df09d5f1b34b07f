// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import io.temoin.audit.EventExamples;
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
import io.temoin.audit.export.domain.ExportVisibility;
import io.temoin.chassis.testing.EventContract;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
    private static final EventExamples<ExportEvent> EXAMPLES = examples();

    static List<EventContract> contracts() {
        return EventExamples.contracts("Export");
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void isExactlyTheExampleOfItsContract(EventContract contract) {
        EXAMPLES.areExactly(contract);
    }

    @Test
    void hasAContractForEveryEvent() {
        EXAMPLES.haveContracts(contracts());
    }

    private static EventExamples<ExportEvent> examples() {
        RequestExport request =
                new RequestExport(
                        ID,
                        ExportFormat.CSV,
                        Map.of("action", "LISTENING_GRANTED", "from", "2026-11-01T00:00:00Z"),
                        new ExportReason("INCIDENT", "INC-2026-0042"),
                        new ExportVisibility(
                                "voix-du-rhone", List.of("voix-du-rhone", "rhone-telecom")),
                        List.of());
        CompleteExport completed =
                new CompleteExport(
                        12_874,
                        15_448_800,
                        "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae");
        RequestExport syslog =
                new RequestExport(
                        ID,
                        ExportFormat.SYSLOG,
                        Map.of(),
                        new ExportReason("A", "1"),
                        null,
                        List.of());
        CompleteExport written =
                new CompleteExport(
                        1, 1, "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae");
        RequestDelivery delivery = new RequestDelivery(DELIVERY, "siem.example.org:6514", false);
        ExportDecider decider = new ExportDecider();
        return new EventExamples<>(ExportStream.codec(new InMemoryShreddableKeys()), "export", ID)
                .decided(decider, List.of(request, completed, new DownloadExport(false)))
                .decided(decider, List.of(request, new FailExport("GIVEN_UP")))
                .decided(decider, List.of(request, new RemoveExport(false)))
                .decided(decider, List.of(request, new WithdrawExport(ERASURE)))
                .decided(
                        decider, List.of(syslog, written, delivery, new CompleteDelivery(DELIVERY)))
                .decided(
                        decider,
                        List.of(
                                syslog,
                                written,
                                delivery,
                                new FailDelivery(DELIVERY, "COLLECTOR_UNREACHABLE")))
                .decided(decider, List.of(syslog, written, new RemoveExport(false)));
    }
}
