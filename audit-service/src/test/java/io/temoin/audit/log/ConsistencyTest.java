// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.ProblemContract;
import io.temoin.chassis.testing.Response;
import io.temoin.transparency.tree.ConsistencyProof;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.TiledTree;
import io.temoin.transparency.tree.TreeHead;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stranger who kept a checkpoint asks whether the log only grew since. */
@QuarkusTest
class ConsistencyTest {

    private final Space space = new Space();
    private final LogReader log = new LogReader(space);

    @Test
    void aKeptCheckpointIsProvenToBeTheBeginning() {
        // Given
        log.grow(3);
        TreeHead kept = log.head();
        log.grow(260);
        TreeHead now = log.head();

        // When
        Response answer = log.get("consistency?from=" + kept.size() + "&to=" + now.size());

        // Then
        answer.then().statusCode(200).contentType("text/plain");
        assertThat(answer.header("Cache-Control")).contains("immutable");
        proof(answer, kept, now).verify(kept, now);
    }

    @Test
    void everyPairOfSizesIsProven() {
        log.grow(9);
        TiledTree tree = log.tree(9);
        for (long to = 0; to <= 9; to++) {
            for (long from = 0; from <= to; from++) {
                TreeHead before = new TreeHead(from, tree.root(from));
                TreeHead after = new TreeHead(to, tree.root(to));
                Response answer = log.get("consistency?from=" + from + "&to=" + to);
                assertThat(answer.statusCode()).isEqualTo(200);
                proof(answer, before, after).verify(before, after);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "consistency",
                "consistency?from=1",
                "consistency?to=1",
                "consistency?from=2&to=1",
                "consistency?from=0&to=3",
                "consistency?from=0&to=9223372036854775807",
                "consistency?from=0&to=9223372036854775808",
                "consistency?from=-1&to=1",
                "consistency?from=01&to=1",
                "consistency?from=a&to=1"
            })
    void whatIsNoPairOfSignedSizesIsRefused(String path) {
        log.grow(2);

        Response answer = log.get(path);

        assertProblem(answer, 400, "request-invalid");
        ProblemContract.of("audit-service").accepts("getConsistency", answer);
    }

    @Test
    void aLogThatIsNotThereHasNoProof() {
        assertProblem(Http.get("/v1/logs/none/consistency?from=0&to=1"), 404, "log-unknown");
    }

    /** Its checkpoint stays when its tiles are gone, and so may a tile be lost. */
    @Test
    void aLogWithoutItsTilesHasNoProof() throws SQLException {
        log.grow(3);
        Backup.asOwner("delete from log_tile where shard = '%s'".formatted(log.id()));

        Response answer = log.get("consistency?from=1&to=2");

        assertProblem(answer, 404, "tile-unknown");
        ProblemContract.of("audit-service").accepts("getConsistency", answer);
    }

    private static ConsistencyProof proof(Response answer, TreeHead from, TreeHead to) {
        List<Hash> hashes = answer.asString().lines().map(Hash::parse).toList();
        return new ConsistencyProof(from.size(), to.size(), hashes);
    }
}
