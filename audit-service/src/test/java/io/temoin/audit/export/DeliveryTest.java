// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Database;
import io.temoin.audit.Space;
import io.temoin.audit.export.ExportQueueStore.Claim;
import io.temoin.audit.export.domain.ExportCommand.RequestDelivery;
import io.temoin.audit.export.domain.SyslogFrames;
import io.temoin.chassis.testing.Response;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.postgres.TenantSetting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/**
 * Exports sent to a collector that is a real TLS server. A chunk has twenty entries here, a
 * connection two chunks.
 */
@QuarkusTest
class DeliveryTest {

    private static final Map<String, String> RECORDING = Map.of("service", "recording");

    private final Space space = new Space();
    private final ExportStream streams;
    private final DeliveryJob job;

    DeliveryTest(ExportStream streams, DeliveryJob job) {
        this.streams = streams;
        this.job = job;
    }

    @Test
    void theCollectorHasEveryMessageOfTheFileInOrder() throws IOException {
        try (TlsCollector collector = collector()) {
            // Given
            RequestedExport export = exported(110);

            // When
            Response answer = deliver(export, "k-1");
            Response done = awaitDelivery(export, "COMPLETED");

            // Then
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.header("Location"))
                    .isEqualTo("/v1/exports/" + export.id() + "/delivery");
            assertThat(done.<String>path("id")).isEqualTo(answer.path("id"));
            assertThat(done.<Integer>path("done")).isPositive().isEqualTo(done.path("total"));
            assertThat(answer.<String>path("collector")).isEqualTo("localhost:" + collector.port());
            assertThat(joined(collector.awaitConnections(3)))
                    .isEqualTo(export.download("dpo").asByteArray());
            assertThat(SyslogFrames.of(joined(collector.connections()))).hasSize(110);
        }
    }

    @Test
    void whatWasCutIsSentAgainAndWhatWasConfirmedIsNot() throws IOException {
        try (TlsCollector collector = collector()) {
            // Given
            RequestedExport export = exported(110);
            List<String> all = SyslogFrames.of(export.download("dpo").asByteArray());

            // When the collector is killed in the middle of the second connection
            collector.cut(1, 5_000);
            deliver(export, "k-2");
            awaitDelivery(export, "COMPLETED");

            // Then
            List<List<String>> connections =
                    collector.awaitConnections(4).stream().map(SyslogFrames::of).toList();
            assertThat(connections.get(0)).isEqualTo(all.subList(0, 40));
            assertThat(connections.get(1)).isNotEmpty().hasSizeLessThan(40);
            assertThat(connections.get(2)).isEqualTo(all.subList(40, 80));
            assertThat(connections.get(3)).isEqualTo(all.subList(80, 110));
            assertThat(new LinkedHashSet<>(connections.stream().flatMap(List::stream).toList()))
                    .containsExactlyElementsOf(all);
        }
    }

    @Test
    void itIsOnRecordWhoSentWhatWhere() throws SQLException, IOException {
        try (TlsCollector collector = collector()) {
            RequestedExport export = exported(3);

            deliver(export, "k-3");
            awaitDelivery(export, "COMPLETED");

            assertThat(recorded(export))
                    .containsExactly(
                            "ExportRequested dpo -",
                            "ExportCompleted service -",
                            "ExportDeliveryRequested soc-analyst localhost:" + collector.port(),
                            "ExportDelivered service localhost:" + collector.port());
        }
    }

    @Test
    void aRepeatedRequestSendsItOnce() throws IOException {
        try (TlsCollector collector = collector()) {
            // Given
            RequestedExport export = exported(3);
            deliver(export, "k-4");
            awaitDelivery(export, "COMPLETED");

            // When
            Response again = deliver(export, "k-4");

            // Then
            assertThat(again.<String>path("state")).isEqualTo("COMPLETED");
            assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
            assertThat(collector.connections()).hasSize(1);

            // When it is asked for anew
            deliver(export, "k-5");
            collector.awaitConnections(2);
            awaitDelivery(export, "COMPLETED");
        }
    }

    @Test
    void oneThatIsBeingSentIsRunning() throws SQLException, IOException {
        try (TlsCollector collector = collector()) {
            // Given
            RequestedExport export = exported(3);
            deliver(export, "k-15");
            awaitDelivery(export, "COMPLETED");

            // When a process has taken it up and not ended it
            Database.run(
                    "app",
                    TenantSetting.ofSession(space.tenant()),
                    ("update export_delivery set state = 'REQUESTED', lease = gen_random_uuid(),"
                                    + " lease_until = now() + interval '1 hour'"
                                    + " where export = '%s'")
                            .formatted(export.id()));

            // Then
            assertThat(
                            space.as("dpo")
                                    .get("/v1/exports/" + export.id() + "/delivery")
                                    .<String>path("state"))
                    .isEqualTo("RUNNING");
            assertThat(collector.connections()).hasSize(1);
        }
    }

    /** Another process has taken the delivery up since, and works on it. */
    @Test
    void aSenderThatComesBackAfterItWasReplacedSendsAndRecordsNothing()
            throws SQLException, IOException {
        try (TlsCollector collector = collector()) {
            // Given
            RequestedExport export = exported(3);
            deliver(export, "k-16");
            awaitDelivery(export, "COMPLETED");
            Database.run(
                    "app",
                    TenantSetting.ofSession(space.tenant()),
                    ("update export_delivery set state = 'REQUESTED', sent = 0,"
                                    + " id = gen_random_uuid(), lease = gen_random_uuid(),"
                                    + " lease_until = now() + interval '1 hour'"
                                    + " where export = '%s'")
                            .formatted(export.id()));
            List<String> before = recorded(export);

            // When
            job.work(
                    new Claim(
                            new TenantId(space.tenant()),
                            UUID.fromString(export.id()),
                            UUID.randomUUID(),
                            1));

            // Then
            assertThat(collector.connections()).hasSize(1);
            assertThat(recorded(export)).isEqualTo(before);
            assertThat(
                            space.as("dpo")
                                    .get("/v1/exports/" + export.id() + "/delivery")
                                    .<Integer>path("done"))
                    .isZero();
        }
    }

    @Test
    void aCollectorThatIsAwayIsWaitedForAndThenGivenUp() throws SQLException {
        // Given
        RequestedExport export = exported(3);

        // When
        deliver(export, "k-6");
        Response told = awaitDelivery(export, "FAILED");

        // Then
        assertThat(told.<String>path("failure")).isEqualTo("COLLECTOR_UNREACHABLE");
        assertThat(recorded(export)).last().asString().startsWith("ExportDeliveryFailed service");
    }

    /** What was taken away after it was asked for is not sent, and not tried sixty times. */
    @Test
    void aFileThatIsGoneIsNotSent() throws SQLException {
        // Given
        RequestedExport export = exported(3);
        Database.run(
                "app",
                TenantSetting.ofSession(space.tenant()),
                "update export set state = 'WITHDRAWN' where id = '" + export.id() + "'");

        // When
        deliver(export, "k-8");
        Response told = awaitDelivery(export, "FAILED");

        // Then
        assertThat(told.<String>path("failure")).isEqualTo("EXPORT_WITHDRAWN");
        assertThat(recorded(export)).last().asString().startsWith("ExportDeliveryFailed service");
    }

    /** The client knows of no failure but its own, and asks under another key. */
    @Test
    void aDeliveryThatACrashLeftOutIsMadeWhenItIsAskedForAnew() throws SQLException, IOException {
        try (TlsCollector collector = collector()) {
            // Given
            RequestedExport export = exported(3);
            requestedOnRecordOnly(export, collector);

            // When
            Response answer = deliver(export, "k-9");

            // Then
            assertProblem(answer, 409, "delivery-under-way");
            awaitDelivery(export, "COMPLETED");
            assertThat(recorded(export))
                    .containsExactly(
                            "ExportRequested dpo -",
                            "ExportCompleted service -",
                            "ExportDeliveryRequested soc-analyst localhost:" + collector.port(),
                            "ExportDelivered service localhost:" + collector.port());
        }
    }

    /** Clocks of two replicas differ, and one may be set back. */
    @Test
    void whatWasAskedForLastIsSentWhateverTheClockSays() throws SQLException, IOException {
        try (TlsCollector collector = collector()) {
            // Given one that was asked for by a clock that is ahead
            RequestedExport export = exported(3);
            deliver(export, "k-13");
            awaitDelivery(export, "COMPLETED");
            Database.run(
                    "app",
                    TenantSetting.ofSession(space.tenant()),
                    "update export_delivery set requested_at = now() + interval '5 seconds'"
                            + " where export = '%s'".formatted(export.id()));

            // When
            Response answer = deliver(export, "k-14");

            // Then
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(collector.awaitConnections(2)).hasSize(2);
            awaitDelivery(export, "COMPLETED");

            // When the first one is asked for again
            Response again = deliver(export, "k-13");

            // Then
            assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
            assertThat(again.<String>path("state")).isEqualTo("COMPLETED");
        }
    }

    @Test
    void soIsOneThatWasLeftOutAfterAnother() throws IOException {
        try (TlsCollector collector = collector()) {
            // Given
            RequestedExport export = exported(3);
            deliver(export, "k-10");
            awaitDelivery(export, "COMPLETED");
            requestedOnRecordOnly(export, collector);

            // When
            deliver(export, "k-11");

            // Then
            assertThat(collector.awaitConnections(2)).hasSize(2);
            awaitDelivery(export, "COMPLETED");
        }
    }

    /** What is left of a request whose process stopped after the record. */
    private void requestedOnRecordOnly(RequestedExport export, TlsCollector collector) {
        UUID delivery = UUID.randomUUID();
        EventMetadata metadata =
                new EventMetadata(
                        new TenantId(space.tenant()),
                        new Actor(Space.ACTOR, "rhone-telecom", "soc-analyst", null),
                        delivery,
                        null,
                        "c-1",
                        null,
                        null,
                        Instant.now().truncatedTo(ChronoUnit.MICROS));
        streams.handle(
                        UUID.fromString(export.id()),
                        new RequestDelivery(delivery, "localhost:" + collector.port(), false),
                        metadata)
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    @Test
    void onlySyslogIsSent() {
        RequestedExport export =
                RequestedExport.of(space, "dpo", "CSV", RECORDING).awaitCompleted();

        assertProblem(deliver(export, "k-7"), 409, "export-not-syslog");
        assertProblem(
                space.as("dpo").get("/v1/exports/" + export.id() + "/delivery"),
                404,
                "delivery-unknown");
    }

    private RequestedExport exported(int entries) {
        space.publishAndAwait(StoredRecordings.of(space, entries));
        return RequestedExport.of(space, "dpo", "SYSLOG", RECORDING).awaitCompleted();
    }

    private Response deliver(RequestedExport export, String key) {
        return space.as("soc-analyst")
                .header("Idempotency-Key", key)
                .post("/v1/exports/" + export.id() + "/delivery");
    }

    private Response awaitDelivery(RequestedExport export, String state) {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> space.as("dpo").get("/v1/exports/" + export.id() + "/delivery"),
                        answer -> state.equals(answer.path("state")));
    }

    private static List<String> recorded(RequestedExport export) throws SQLException {
        List<String> events = new ArrayList<>();
        try (var connection = Database.as("feed");
                var query =
                        connection.prepareStatement(
                                "select type || ' ' || (metadata->'actor'->>'role') || ' '"
                                        + " || coalesce(payload->>'collector', '-')"
                                        + " from event where tenant = ? and stream = ?"
                                        + " and type <> 'ExportDownloaded' order by version")) {
            query.setString(1, export.space().tenant());
            query.setString(2, "export-" + export.id());
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    events.add(rows.getString(1));
                }
            }
        }
        return events;
    }

    private static TlsCollector collector() {
        var config = ConfigProvider.getConfig();
        return TlsCollector.start(
                Path.of(config.getValue(ConfiguredCollector.FOLDER, String.class)),
                config.getValue("temoin.audit.export.syslog.port", Integer.class));
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
