// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Database;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.ProblemContract;
import io.temoin.chassis.testing.Response;
import io.temoin.transparency.StrictText;
import io.temoin.transparency.entry.StatementLeaf;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.trust.TlogProof;
import io.temoin.transparency.trust.TrustPolicy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The log whose leaves are checkpoints of the others: one thing to watch for all of them. */
@QuarkusTest
class LogOfLogsTest {

    private static final String LOGS = "/v1/logs/log-of-logs/";

    private final Space space = new Space();
    private final LogReader log = new LogReader(space);

    @Test
    void theCheckpointOfALogIsProvenToBeInTheLogOfLogs() {
        log.grow(2);
        log.awaitEnrolment();

        SignedNote enrolled = SignedNote.parse(log.get("enrolment").asByteArray());
        TlogProof proof = TlogProof.parse(log.get("enrolment/proof").asByteArray());

        enrolled.verify(List.of(log.key()));
        byte[] leaf = StatementLeaf.of(enrolled.text());
        assertThat(StrictText.base64(Objects.requireNonNull(proof.extra()), "extra"))
                .isEqualTo(leaf);
        TrustPolicy policy = TrustPolicy.parse(Http.get(LOGS + "policy").asByteArray());
        assertThat(proof.verify(leaf, policy).checkpoint().origin())
                .isEqualTo(log.key().name().replace(log.id(), "log-of-logs"));
    }

    /** A log that grows all the time enters it once a minute. */
    @Test
    void aLogEntersItOnceAMinute() throws SQLException {
        log.grow(1);
        log.awaitEnrolment();
        log.grow(1);
        log.grow(1);

        assertThat(
                        Database.text(
                                "feed",
                                "select count(*) from log_leaf where event_id like '%s@%%'"
                                        .formatted(log.id())))
                .isEqualTo("1");
        assertThat(log.get("enrolment").asString()).contains("\n1\n");
    }

    /** A checkpoint that is on its way into it does not take the place of the one that is there. */
    @Test
    void theProofStaysWhileTheNextCheckpointIsOnItsWay() throws SQLException {
        // Given
        log.grow(1);
        log.awaitEnrolment();
        SignedNote first = enrolled();

        // When nothing enters the log of logs, as if it were stopped, and the log grows on
        Database.run(
                "owner",
                "create policy held on log_pending as restrictive for select to audit_feed"
                        + " using (shard <> 'log-of-logs')");
        try {
            for (int size = 2; size <= 3; size++) {
                enrolledLongAgo();
                log.grow(1);
                awaitHandedIn(size);

                // Then
                assertThat(enrolled()).isEqualTo(first);
                assertProven(first);
            }
        } finally {
            Database.run("owner", "drop policy held on log_pending");
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> enrolled().text().contains("\n3\n"));
        assertProven(enrolled());
    }

    private SignedNote enrolled() {
        return SignedNote.parse(log.get("enrolment").asByteArray());
    }

    private void enrolledLongAgo() throws SQLException {
        Database.run(
                "owner",
                "update log_head set enrolled_at = now() - interval '1 hour' where shard = '%s'"
                        .formatted(log.id()));
    }

    private void awaitHandedIn(long size) {
        String query = "select enrolled_size from log_head where shard = '%s'".formatted(log.id());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Database.text("feed", query), Long.toString(size)::equals);
    }

    private void assertProven(SignedNote enrolled) {
        TlogProof proof = TlogProof.parse(log.get("enrolment/proof").asByteArray());
        TrustPolicy policy = TrustPolicy.parse(Http.get(LOGS + "policy").asByteArray());
        proof.verify(StatementLeaf.of(enrolled.text()), policy);
    }

    /** In a log of logs of its own: without its tiles, that of the others would be stopped. */
    @Test
    void aLostTileIsNoIncident() throws SQLException {
        log.grow(2);
        String logs = "e".repeat(32);
        String one = "f".repeat(32);
        Database.run(
                "owner",
                """
                insert into log_head (shard, tenant, period, size, root, checkpoint,
                  checkpoint_size, checkpoint_at, enrolled, enrolled_size)
                select id, 'nobody', 'ever', h.size, h.root, h.checkpoint, h.checkpoint_size,
                  now(), h.checkpoint, 1
                from log_head h, unnest(array['%s', '%s']) as id where h.shard = '%s'"""
                        .formatted(logs, one, log.id()),
                "insert into log_leaf values ('%s', 0, '*', '%s@1', '')".formatted(logs, one));

        Response answer = Http.get("/v1/logs/" + one + "/enrolment/proof");

        Database.run(
                "owner",
                "delete from log_leaf where shard = '%s'".formatted(logs),
                "delete from log_head where shard in ('%s', '%s')".formatted(logs, one));
        assertProblem(answer, 404, "tile-unknown");
        ProblemContract.of("audit-service").accepts("getEnrolmentProof", answer);
    }

    /** Who reads it learns neither how many logs there are nor where. */
    @Test
    void itNamesNoLogAndIsNoTenants() {
        log.grow(1);
        log.awaitEnrolment();

        Response bundle = Http.get(LOGS + "tile/entries/000.p/1");

        assertThat(bundle.statusCode()).isEqualTo(200);
        assertThat(bundle.asByteArray()).hasSize(2 + StatementLeaf.SIZE);
        assertThat(log.logs()).extracting(one -> one.get("id")).containsExactly(log.id());
    }

    @Test
    void aLogThatIsNotThereHasNoPlaceInItAndNoPolicy() {
        for (String none : List.of("enrolment", "enrolment/proof")) {
            assertProblem(Http.get("/v1/logs/none/" + none), 404, "checkpoint-not-enrolled");
        }
        assertProblem(Http.get("/v1/logs/none/policy"), 404, "log-unknown");
        assertProblem(Http.get(LOGS + "enrolment"), 404, "checkpoint-not-enrolled");
    }
}
