// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import static io.temoin.consent.screening.ScreeningImportResourceTest.as;
import static io.temoin.consent.screening.ScreeningImportResourceTest.completed;
import static io.temoin.consent.screening.ScreeningImportResourceTest.send;
import static io.temoin.consent.screening.ScreeningImportResourceTest.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.testing.Backlog;
import io.temoin.consent.screening.CopyStore.Claim;
import io.temoin.consent.screening.domain.FingerprintPages;
import io.temoin.platform.ServiceComponents;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.postgres.TenantSetting;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Which process builds a copy: one at a time, and another one when it falls silent. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class ImportLeaseTest {

    private static final TenantId HELIOS = new TenantId("helios");
    private static final String ANOTHER = "builder = gen_random_uuid(), touched_at = now() + %s";

    private final ImportStore imports;
    private final CopyStore copies;
    private final RegisterImporter importer;

    ImportLeaseTest(ImportStore imports, CopyStore copies, RegisterImporter importer) {
        this.imports = imports;
        this.copies = copies;
        this.importer = importer;
    }

    @Test
    void isHeldByOneProcess() {
        // Given
        UUID id = readyToBuild("UK-L1");
        Claim first = claim(id);

        // When
        boolean taken = await(copies.take(first));
        boolean takenAgain = await(copies.take(claim(id)));

        // Then
        assertThat(taken).isTrue();
        assertThat(takenAgain).isFalse();
        assertThat(await(copies.keep(first))).isTrue();
        importer.build(first);
        assertThat(completed(id.toString()).<Integer>path("rows")).isEqualTo(3);
    }

    @Test
    void isTakenOverFromASilentProcessWhichWritesNothingWhenItWakesUp() throws SQLException {
        // Given a process that has been replaced by another
        UUID id = readyToBuild("UK-L2");
        Claim first = claim(id);
        await(copies.take(first));
        change(ANOTHER.formatted("interval '1 hour'"), id);

        // When
        importer.build(first);

        // Then
        assertThat(await(copies.keep(first))).isFalse();
        assertThat(await(imports.find(HELIOS, id)).built()).isZero();
        assertThat(as("dpo").get("/v1/screening-imports/" + id).<String>path("state"))
                .isEqualTo("RUNNING");

        // When the other falls silent, the service goes on
        change(ANOTHER.formatted("interval '-5 seconds'"), id);
        assertThat(completed(id.toString()).<Integer>path("rows")).isEqualTo(3);
    }

    /** Its end is what others see: the record, and the copy that calls are screened by. */
    @Test
    void isRequiredToRecordTheEndOfAnImport() throws SQLException {
        // Given a copy that is built, and a process that has been replaced since
        UUID id = readyToBuild("UK-L3");
        Claim first = claim(id);
        await(copies.take(first));
        change(built(ScreeningImport.RANGES) + ANOTHER.formatted("interval '1 hour'"), id);

        // When
        importer.build(first);

        // Then
        assertThat(number("select count(*) from event where command_id = '%s'", recordOf(id)))
                .isZero();
        assertThat(as("dpo").get("/v1/screening-imports/" + id).<String>path("state"))
                .isEqualTo("RUNNING");
        change(built(0) + ANOTHER.formatted("interval '-5 seconds'"), id);
        assertThat(completed(id.toString()).<Integer>path("rows")).isEqualTo(3);
        assertThat(number("select count(*) from event where command_id = '%s'", recordOf(id)))
                .isOne();
    }

    @Test
    void lastsAsLongAsOneStepOfItsProcess() throws SQLException {
        // Given
        UUID id = readyToBuild("UK-L4");
        Claim first = claim(id);
        await(copies.take(first));
        long taken = touched(id);
        CompletableFuture<Void> building;
        try (Connection connection = Backlog.Role.OWNER.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table screening_piece in access exclusive mode");

            // When it reads for longer than its lease was
            building = CompletableFuture.runAsync(() -> importer.build(first));
            Awaitility.await().until(() -> touched(id) > taken + CopyStore.LEASE.toMillis());

            // Then nobody else has it
            assertThat(await(copies.keep(first))).isTrue();
            connection.rollback();
        }
        assertThat(building).succeedsWithin(Duration.ofSeconds(10));
        assertThat(completed(id.toString()).<Integer>path("rows")).isEqualTo(3);
    }

    /** When its process has shown last that it is alive. */
    private static long touched(UUID id) throws SQLException {
        return number(
                "select (extract(epoch from touched_at) * 1000)::bigint from screening_import"
                        + " where id = '%s'",
                id);
    }

    /** The command that records that the copy is in use. */
    private static UUID recordOf(UUID id) {
        return UUID.nameUUIDFromBytes(("import " + id).getBytes(StandardCharsets.UTF_8));
    }

    private static long number(String query, UUID id) throws SQLException {
        return Backlog.count(HELIOS.value(), query.formatted(id));
    }

    private static String built(int ranges) {
        return "built = " + ranges + ", ";
    }

    /** A whole file, as if the process that took it had been killed before it began to build. */
    private UUID readyToBuild(String register) {
        String id = start(register, Map.of());
        send(id, "07700900001\n07700900002\n07700900003\n", 0, "?0");
        ScreeningImport received = await(imports.find(HELIOS, UUID.fromString(id)));
        await(
                imports.build(
                        received,
                        received.metadata().actor(),
                        FileDigest.from(received.progress().digest()).finish(),
                        FingerprintPages.forRows(received.progress().lines())));
        return received.id();
    }

    private static Claim claim(UUID id) {
        return new Claim(HELIOS, id, UUID.randomUUID());
    }

    private static void change(String values, UUID id) throws SQLException {
        try (Connection connection = Backlog.Role.APP.connect();
                var statement = connection.createStatement()) {
            statement.execute(TenantSetting.ofSession(HELIOS.value()));
            statement.execute("update screening_import set " + values + " where id = '" + id + "'");
        }
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(10));
    }
}
