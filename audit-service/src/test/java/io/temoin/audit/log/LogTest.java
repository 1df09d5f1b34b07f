// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.Response;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.entry.AuditLeaf;
import io.temoin.transparency.tree.GrowingTree;
import io.temoin.transparency.tree.MerkleHasher;
import io.temoin.transparency.tree.Tile;
import io.temoin.transparency.tree.TreeHead;
import io.temoin.transparency.trust.TlogProof;
import io.temoin.transparency.trust.TrustPolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From a published event to the proof that a stranger verifies. */
@QuarkusTest
class LogTest {

    private final Space space = new Space();
    private final LogReader log = new LogReader(space);

    @Test
    void everyEntryIsALeafUnderTheSignature() {
        log.grow(3);

        TreeHead head = log.head();
        GrowingTree again = GrowingTree.empty((_, _) -> {});
        MerkleHasher hasher = new MerkleHasher();
        log.leaves().forEach(leaf -> again.append(hasher.leaf(leaf)));

        assertThat(head.size()).isEqualTo(3);
        assertThat(log.leaves()).allSatisfy(leaf -> assertThat(leaf).hasSize(AuditLeaf.SIZE));
        assertThat(again.head()).isEqualTo(head);
        assertThat(log.tree(3).root()).isEqualTo(head.root());
    }

    @Test
    void growsAndNeverChangesWhatItHad() {
        log.grow(2);
        TreeHead before = log.head();
        log.grow(260);
        TreeHead after = log.head();

        log.tree(after.size()).consistency(before.size()).verify(before, after);
        assertThat(log.tree(after.size()).root()).isEqualTo(after.root());
    }

    @Test
    void anEntryIsProvenToWhoTrustsTheKeyAlone() {
        log.grow(5);
        String id = space.ids().get(2);

        Response answer = space.as("dpo").get("/v1/entries/{id}/proof", id);

        answer.then().statusCode(200).contentType("text/plain");
        TlogProof proof = TlogProof.parse(answer.asByteArray());
        TrustPolicy policy = policy();
        byte[] leaf = log.leaves().get((int) proof.index());
        assertThat(proof.verify(leaf, policy).checkpoint().head()).isEqualTo(log.head());
        byte[] other = log.leaves().get((int) (proof.index() + 1) % 5);
        assertThatThrownBy(() -> proof.verify(other, policy)).isInstanceOf(Untrusted.class);
    }

    private TrustPolicy policy() {
        String text = "log %s\nquorum none\n".formatted(log.key());
        return TrustPolicy.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void tilesMayBeKeptForEverAndTheCheckpointMayNot() {
        log.grow(1);

        assertThat(log.get("checkpoint").header("Cache-Control")).isEqualTo("no-cache");
        Response tile = log.get("tile/0/000.p/1");
        assertThat(tile.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(tile.contentType()).isEqualTo("application/octet-stream");
        assertThat(tile.asByteArray())
                .isEqualTo(new MerkleHasher().leaf(log.leaves().getFirst()).bytes());
    }

    /** A narrower tile is the beginning of the one that is there. */
    @Test
    void aTileOfAnEarlierSizeIsStillRead() {
        log.grow(2);
        byte[] before = log.tile(new Tile(0, 0, 2));
        log.grow(1);

        assertThat(log.tile(new Tile(0, 0, 2))).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/0/000.p/2",
                "tile/0/000",
                "tile/0/001.p/1",
                "tile/1/000.p/1",
                "tile/0/x000/000.p/1",
                "tile/0/000.p/0",
                "tile/64/000.p/1",
                "tile/entries/000.p/2",
                "tile/entries/nothing",
                "tile/data/000.p/1"
            })
    void whatIsNotInTheSignedTreeIsNotThere(String path) {
        log.grow(1);

        assertProblem(log.get(path), 404, "tile-unknown");
    }

    @Test
    void aLogThatIsNotThereIsNotThere() {
        assertProblem(Http.get("/v1/logs/none/checkpoint"), 404, "log-unknown");
        assertProblem(Http.get("/v1/logs/none/tile/0/000"), 404, "log-unknown");
    }

    /** PostgreSQL has no NUL in texts, and nobody needs a token here. */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    checkpoint,             log-unknown
                    tile/0/000.p/1,         log-unknown
                    tile/entries/000.p/1,   log-unknown
                    policy,                 log-unknown
                    consistency?from=0&to=1, log-unknown
                    enrolment,              checkpoint-not-enrolled
                    enrolment/proof,        checkpoint-not-enrolled
                    pruning,                log-not-pruned
                    pruning/proof,          log-not-pruned
                    """)
    void whatIsNoIdOfALogIsNone(String path, String problem) {
        for (String id : List.of("%00", "a%00b", "'", "3F1C0B6A2D9E48D7A5B1C2D3E4F50617")) {
            assertProblem(asIs("/v1/logs/" + id + "/" + path), 404, problem);
        }
        assertProblem(asIs("/v1/logs/%ff/" + path), 400, "request-invalid");
    }

    /** An address that is sent as it is written here. */
    private static Response asIs(String address) {
        return Http.given().urlEncodingEnabled(false).get(address);
    }

    @Test
    void whatIsNoIdOfAnEntryIsNone() {
        for (String path : List.of("/v1/entries/a%00b", "/v1/entries/a%00b/proof")) {
            Response answer = space.as("dpo").urlEncodingEnabled(false).get(path);
            assertProblem(answer, 404, "entry-unknown");
        }
    }

    /** Nothing in a log's address or name tells whose it is. */
    @Test
    void theLogTellsNothingOfItsTenant() {
        log.grow(1);

        assertThat(log.note().note()).doesNotContain(space.tenant());
        assertThat(log.id()).matches("[0-9a-f]{32}").isNotEqualTo(otherLog());
    }

    private static String otherLog() {
        LogReader other = new LogReader(new Space());
        other.grow(1);
        return other.id();
    }

    @Test
    void anotherTenantGetsNoProofAndSeesNoLog() {
        log.grow(1);
        String id = space.ids().getFirst();
        Space other = new Space();

        assertProblem(other.as("dpo").get("/v1/entries/{id}/proof", id), 404, "entry-unknown");
        assertThat(new LogReader(other).logs()).isEqualTo(List.of());
    }
}
