// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.audit.log.LogReader;
import io.temoin.chassis.testing.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody changed the database: nothing leaves, nothing is on record, and it is an alarm. */
@QuarkusTest
class ChangedTrailTest {

    private final Space space = new Space();
    private final EvidenceDesk desk = new EvidenceDesk(space);
    private final MeterRegistry meters;

    ChangedTrailTest(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Somebody changed the database: nothing leaves, nothing is on record, and it is an alarm. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    audit_entry | actor = 'somebody else'
                    audit_entry | at = at + interval '1 microsecond'
                    audit_entry | workstation = null
                    audit_entry | purposes = '{DREAMING}'
                    audit_entry | purposes = '{NULL}'
                    audit_entry | outcome = 'REGRETTED'
                    audit_entry | subject = 'ffffffffffffffffffffffffffffffff'
                    entry_salt  | action = sha256('')
                    entry_salt  | subject = sha256('')
                    entry_salt  | subject = null
                    entry_salt  | subject = set_byte(subject, 20, 255 - get_byte(subject, 20))
                    entry_salt  | subject = set_byte(subject, 50, 255 - get_byte(subject, 50))
                    entry_salt  | subject = null, subject_digests = sha256('')
                    log_leaf    | leaf = set_byte(leaf, 3, 255 - get_byte(leaf, 3))
                    log_leaf    | leaf = set_byte(leaf, 40, 255 - get_byte(leaf, 40))
                    log_leaf    | leaf = ''
                    log_tile    | content = set_byte(content, 40, 255 - get_byte(content, 40))
                    """)
    void aChangedTrailIsNotHandedOut(String table, String change) throws SQLException {
        // Given
        Published first = desk.example("io.temoin.recording.ListeningGranted.v1");
        desk.record(List.of(first, desk.example("io.temoin.recording.RecordingStored.v1")));
        double before = differing();
        String which =
                table.equals("log_tile")
                        ? "level = 0 and shard = '" + new LogReader(space).id() + "'"
                        : "tenant = '" + space.tenant() + "'";
        EvidenceDesk.asOwner(table, "update " + table + " set " + change + " where " + which);

        // When
        Response answer = desk.ask(Map.of("recording", EvidenceDesk.RECORDING));
        Response proof = space.as("dpo").get("/v1/entries/{id}/proof", first.header("ce_id"));

        // Then
        assertProblem(answer, 500, "trail-differs");
        assertProblem(proof, 500, "trail-differs");
        assertThat(differing()).isGreaterThan(before);
        assertThat(handedOut()).isZero();
    }

    @Test
    void anEntryWhoseTileIsLostIsNotHandedOut() throws SQLException {
        // Given
        Published first = desk.example("io.temoin.recording.ListeningGranted.v1");
        desk.record(List.of(first, desk.example("io.temoin.recording.RecordingStored.v1")));
        double before = differing();
        EvidenceDesk.asOwner(
                "log_tile",
                "delete from log_tile where shard = '%s'".formatted(new LogReader(space).id()));

        // When
        Response answer = desk.ask(Map.of("recording", EvidenceDesk.RECORDING));
        Response proof = space.as("dpo").get("/v1/entries/{id}/proof", first.header("ce_id"));

        // Then
        assertProblem(answer, 500, "trail-differs");
        assertProblem(proof, 500, "trail-differs");
        assertThat(proof.<String>path("detail")).contains(first.header("ce_id"));
        assertThat(differing()).isGreaterThan(before);
        assertThat(handedOut()).isZero();
    }

    private double differing() {
        return meters.get("temoin.audit.trail.differs").gauge().value();
    }

    private int handedOut() throws SQLException {
        return EvidenceResourceTest.recorded(space.tenant()).size();
    }
}
