// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.temoin.audit.Database;
import io.temoin.audit.Erasures;
import io.temoin.audit.export.ExportQueueStore.Claim;
import io.temoin.audit.log.PostQuantum;
import io.temoin.chassis.testing.Metrics;
import io.temoin.objectstorage.StorageFull;
import io.temoin.objectstorage.StorageUnavailable;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.postgres.TenantSetting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The same with the chunks in a bucket, which may be away, full or altered. The profile has the
 * bucket beside what it is named for, so that the service does not start once more for it.
 */
@QuarkusTest
@TestProfile(PostQuantum.class)
class ExportInBucketTest extends ExportWritingContract {

    private static ExportBucket bucket;

    private final ChunkStorage chunks;

    ExportInBucketTest(ExportJob job, ChunkStorage chunks) {
        super(job);
        this.chunks = chunks;
    }

    @BeforeAll
    static void open() {
        bucket = new ExportBucket();
    }

    @AfterAll
    static void close() {
        bucket.close();
    }

    @BeforeEach
    void heal() {
        bucket.way.heal();
    }

    @Test
    void thePiecesAreInTheBucketAndNotInTheDatabase() throws SQLException {
        // Given
        published();

        // When
        RequestedExport export = completed();

        // Then
        assertThat(bucket.names(export)).hasSize(6).hasSize(ExportLeases.chunks(export));
        assertThat(bucket.encryption(export)).isEqualTo("AES256");
        assertThat(longestRow(export)).isEqualTo("116");
    }

    private static String longestRow(RequestedExport export) throws SQLException {
        return Database.text(
                "owner",
                "select max(octet_length(content)) from export_chunk where export = '%s'"
                        .formatted(export.id()));
    }

    @Test
    void everyVersionGoesWhenTheExportIsDeleted() throws SQLException {
        // Given
        published();
        RequestedExport export = completed();
        bucket.alter(export);
        bucket.hide(export);
        bucket.leave(export, UUID.randomUUID().toString());

        // When
        export.delete(space.as("dpo")).then().statusCode(204);

        // Then
        assertThat(bucket.names(export)).isEmpty();
        assertThat(ExportLeases.chunks(export)).isZero();
    }

    @Test
    void everyVersionGoesWhenAPersonIsErased() {
        // Given
        published();
        RequestedExport export = completed();
        String person = "9f2b6c1d9f2b6c1d9f2b6c1d9f2b6c1d";
        space.publishAndAwait(List.of(space.about(person)));

        // When
        Erasures.erase(space, person, UUID.randomUUID().toString()).then().statusCode(201);

        // Then
        assertThat(export.get().<String>path("state")).isEqualTo("WITHDRAWN");
        assertThat(bucket.names(export)).isEmpty();
    }

    @Test
    void whatExpiredAndWhatADeadWriterLeftIsSweptAway() throws SQLException {
        // Given
        published();
        RequestedExport export = completed();
        bucket.leave(export, UUID.randomUUID().toString());

        // When
        expire(export);

        // Then
        await().atMost(Duration.ofSeconds(10)).until(() -> bucket.names(export).isEmpty());
    }

    private void expire(RequestedExport export) throws SQLException {
        Database.run(
                "app",
                TenantSetting.ofSession(space.tenant()),
                "update export set expires_at = now() - interval '1 second' where id = '%s'"
                        .formatted(export.id()));
    }

    /** Nobody gets it from then on; the bucket loses it as soon as it answers. */
    @Test
    void aBucketThatIsAwayIsAskedAgainToRemoveAnExport() {
        // Given
        published();
        RequestedExport export = completed();
        bucket.way.answer(403, "AccessDenied");

        // When
        export.delete(space.as("dpo")).then().statusCode(204);

        // Then
        assertThat(export.download("dpo").statusCode()).isEqualTo(410);
        assertThat(bucket.names(export)).isNotEmpty();
        bucket.way.heal();
        await().atMost(Duration.ofSeconds(10)).until(() -> bucket.names(export).isEmpty());
    }

    /** Alerts and dashboards ask for it by this name. */
    @Test
    void prometheusIsToldOfWhatWasNotRemoved() {
        assertThat(Metrics.text()).containsPattern("(?m)^temoin_audit_export_unremoved[{ ]");
    }

    /** As the storage answers who deletes a version under an object lock. */
    @Test
    void anObjectThatIsLockedHoldsUpNoOtherExport() throws IOException {
        // Given
        bucket.way.answer("DELETE ", 403, "AccessDenied");
        Set<ExportId> left = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            left.add(new ExportId(new TenantId(space.tenant()), UUID.randomUUID()));
        }
        left.forEach(bucket::leave);
        ExportId locked = // the first in the order in which the sweep goes
                chunks.bucket().orElseThrow().exports().stream()
                        .filter(left::contains)
                        .findFirst()
                        .orElseThrow();
        left.remove(locked);

        // When
        bucket.way.answer("DELETE [^ ]*" + locked.export(), 403, "AccessDenied");

        // Then
        await().atMost(Duration.ofSeconds(10))
                .until(() -> left.stream().allMatch(bucket::isFreeOf));
        assertThat(bucket.isFreeOf(locked)).isFalse();
        bucket.way.heal();
        await().atMost(Duration.ofSeconds(10)).until(() -> bucket.isFreeOf(locked));
    }

    @Test
    void aWriterThatIsReplacedTakesBackWhatItStored() throws SQLException {
        // Given
        published();
        RequestedExport export = ExportLeases.requestedAndHeld(space);
        Claim first = ExportLeases.take(export);
        ExportLeases.take(export);

        // When
        assertThatThrownBy(() -> job.writeNext(first)).isInstanceOf(LeaseLost.class);

        // Then
        assertThat(bucket.names(export)).isEmpty();
    }

    @Test
    void anExportWaitsForABucketThatIsAwayOrFull() throws SQLException {
        // Given
        List<String> ids = published();
        RequestedExport export = ExportLeases.requestedAndHeld(space);
        Claim writer = ExportLeases.take(export);
        job.writeNext(writer);

        // When
        bucket.way.answer(503, "SlowDown");
        assertThatThrownBy(() -> job.writeNext(writer)).isInstanceOf(StorageUnavailable.class);
        bucket.way.answer(507, "InsufficientStorage");
        assertThatThrownBy(() -> job.writeNext(writer)).isInstanceOf(StorageFull.class);

        // Then
        assertThat(ExportLeases.chunks(export)).isEqualTo(1);
        bucket.way.heal();
        ExportLeases.runOut(export);
        export.awaitCompleted();
        assertThat(ids(export.download("dpo").asString())).containsExactlyInAnyOrderElementsOf(ids);
    }

    /** It never looks as if it were whole. */
    @Test
    void whatWasAlteredIsNotHandedOut() {
        // Given
        published();
        RequestedExport export = completed();
        assertThat(isWhole(export)).isTrue();

        // When
        bucket.alter(export);

        // Then
        assertThat(isWhole(export)).isFalse();
    }

    /** With a client that says so when an answer is broken off. */
    private boolean isWhole(RequestedExport export) {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://localhost:%d/v1/exports/%s/content"
                                                .formatted(RestAssured.port, export.id())))
                        .header("Authorization", "Bearer " + space.token("dpo"))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofByteArray()).statusCode() == 200;
        } catch (IOException _) {
            return false; // broken off
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private RequestedExport completed() {
        return RequestedExport.of(space, "dpo", "JSON_LINES", Map.of("service", "recording"))
                .awaitCompleted();
    }
}
