// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Erasures;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.audit.evidence.Stranger.Finding;
import io.temoin.audit.export.RequestedExport;
import io.temoin.audit.log.LogReader;
import io.temoin.audit.log.LogSize;
import io.temoin.shredding.TenantId;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a backup of the trail brings back is forgotten again, as they were the first time. */
@QuarkusTest
class ForgottenAgainTest {

    private static final String PERSON = "4b0f6c1d3e4f5a60718293a4b5c6d7e8";
    private static final String OTHER = "5c1f6c1d3e4f5a60718293a4b5c6d7e8";

    @TempDir private Path folder = Path.of("");

    private final Space space = new Space();
    private final EvidenceDesk desk = new EvidenceDesk(space);
    private final LogReader log = new LogReader(space);
    private final TrailCheckJob check;
    private final Clock clock;

    ForgottenAgainTest(TrailCheckJob check, Clock clock) {
        this.check = check;
        this.clock = clock;
    }

    /** Of the second piece nothing is known; the first is enough. */
    @Test
    void whoIsFoundBeforeTheComparisonFails() throws SQLException {
        // Given
        desk.record(List.of(about(PERSON)));
        restoredAfterTheErasure(); // which is on record in the first piece, too
        List<Published> others = IntStream.range(0, 20).mapToObj(_ -> about(OTHER)).toList();
        Space.publish(others);
        log.awaitSize(23);

        // When
        try (Unreadable _ = Unreadable.log(log.id(), 16)) {
            check.look(clock.instant());
        }

        // Then
        assertThat(named("subject")).containsOnly(OTHER);
    }

    /** A parent, say, who acted for a child. Their name is salted as what tells of the child is. */
    @Test
    void whoActedForSomebodyElseIsWithheldAndForgotten() throws SQLException {
        // Given
        Published event = about(OTHER).with("ce_actor", PERSON);
        desk.record(List.of(event));
        Map<String, Object> question = Map.of("entries", List.of(event.header("ce_id")));
        Stranger before = new Stranger(folder, desk.ask(question).asByteArray());
        assertThat(String.join("\n", before.files().values())).contains(PERSON);

        // When
        restoredAfterTheErasure();

        // Then
        assertThat(named("actor")).contains(PERSON);
        Stranger after = new Stranger(folder, desk.ask(question).asByteArray());
        assertThat(String.join("\n", after.files().values())).doesNotContain(PERSON);
        Finding finding = after.verifies(space);
        assertThat(finding.status()).as(finding.said()).isZero();

        // When the trail is compared with its log
        check.look(clock.instant());

        // Then
        assertThat(named("actor")).doesNotContain(PERSON);
        assertThat(
                        check.differences(
                                new LogSize(log.id(), new TenantId(space.tenant()), 1),
                                clock.instant()))
                .isEmpty();
    }

    @Test
    void whatWasReadMeanwhileIsWithdrawn() throws SQLException {
        // Given
        desk.record(List.of(about(PERSON)));
        restoredAfterTheErasure();
        RequestedExport export =
                RequestedExport.of(space, "dpo", "CSV", Map.of("service", "consent"))
                        .awaitCompleted();
        assertThat(export.download("dpo").asString()).contains(PERSON);

        // When
        check.look(clock.instant());

        // Then
        assertProblem(export.download("dpo"), 410, "export-withdrawn");
    }

    /** Most comparisons find nobody, and take nothing away. */
    @Test
    void whereNobodyIsNamedNothingIsWithdrawn() {
        desk.record(List.of(about(PERSON)));
        RequestedExport export =
                RequestedExport.of(space, "dpo", "CSV", Map.of("service", "consent"))
                        .awaitCompleted();

        check.look(clock.instant());

        assertThat(export.download("dpo").statusCode()).isEqualTo(200);
    }

    private Published about(String person) {
        return space.about(person);
    }

    private void restoredAfterTheErasure() throws SQLException {
        TrailBackup backup = TrailBackup.of(space);
        Erasures.erase(space, PERSON, UUID.randomUUID().toString()).then().statusCode(201);
        Erasures.awaitRecorded(space, 1);
        backup.putBack();
    }

    private List<String> named(String column) {
        return space.texts(
                "select distinct %1$s from audit_entry where %1$s is not null".formatted(column));
    }
}
