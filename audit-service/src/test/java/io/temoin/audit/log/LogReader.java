// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.Answer;
import io.temoin.chassis.testing.ApiRequest;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.Response;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.tree.EntryBundle;
import io.temoin.transparency.tree.Tile;
import io.temoin.transparency.tree.TiledTree;
import io.temoin.transparency.tree.TreeHead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** The log of a test's own tenant, as a stranger reads it over HTTP. */
public final class LogReader {

    private final Space space;

    /** The log of that tenant. */
    public LogReader(Space space) {
        this.space = space;
    }

    /** Publishes so many events, and returns when they are under a signed checkpoint. */
    void grow(int by) {
        long before = size();
        hand(by);
        awaitSize(before + by);
    }

    /** Publishes so many events. */
    void hand(int events) {
        Space.publish(IntStream.range(0, events).mapToObj(_ -> space.here(granted())).toList());
    }

    private static Published granted() {
        return Published.example(EventContract.of("io.temoin.recording.ListeningGranted.v1"));
    }

    /** Returns when so many entries are under a signed checkpoint. */
    public void awaitSize(long size) {
        await().atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(50))
                .until(this::size, reached -> reached >= size);
    }

    /** Returns when a checkpoint of it is in the signed log of logs. */
    public void awaitEnrolment() {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> get("enrolment/proof").statusCode() == 200);
    }

    /** Entries under the checkpoint; none before there is one. */
    public long size() {
        JsonNode log = listed().path(0);
        return log.isMissingNode() ? 0 : head(log).size();
    }

    /** The same as {@link #logs}, by the client that a loop can afford. */
    private JsonNode listed() {
        return ApiRequest.as(space.token("dpo")).get("/v1/logs").json().path("items");
    }

    private static TreeHead head(JsonNode log) {
        Answer checkpoint =
                ApiRequest.anonymous()
                        .get("/v1/logs/" + log.path("id").textValue() + "/checkpoint");
        VerifierKey key = VerifierKey.parse(log.at("/keys/0").textValue());
        return Checkpoint.parse(SignedNote.parse(checkpoint.body()).verify(List.of(key)).text())
                .head();
    }

    List<Map<String, Object>> logs() {
        return space.as("dpo").get("/v1/logs").path("items");
    }

    /** The log's id. */
    public String id() {
        return (String) Objects.requireNonNull(logs().getFirst().get("id"));
    }

    /** The key that a stranger was given. */
    VerifierKey key() {
        List<?> keys = (List<?>) Objects.requireNonNull(logs().getFirst().get("keys"));
        return VerifierKey.parse(keys.getFirst().toString());
    }

    Response get(String path) {
        return Http.get("/v1/logs/" + id() + "/" + path);
    }

    /** The policy that the operator gives out. */
    public byte[] policy() {
        return get("policy").asByteArray();
    }

    /** The leaf with that index. */
    public byte[] leaf(long index) {
        return leaves().get((int) index);
    }

    SignedNote note() {
        return SignedNote.parse(get("checkpoint").asByteArray());
    }

    /** The head under the log's signature. */
    public TreeHead head() {
        return head(listed().path(0));
    }

    byte[] tile(Tile tile) {
        return get(tile.path()).asByteArray();
    }

    /** The tree of that size, from its tiles. */
    TiledTree tree(long size) {
        return new TiledTree(size, this::tile);
    }

    /** Every leaf under the checkpoint, from the bundles. */
    List<byte[]> leaves() {
        long size = head().size();
        List<byte[]> leaves = new ArrayList<>();
        for (long first = 0; first < size; first += Tile.FULL_WIDTH) {
            EntryBundle bundle = EntryBundle.in(size, first / Tile.FULL_WIDTH);
            leaves.addAll(bundle.decode(get(bundle.path()).asByteArray()));
        }
        return leaves;
    }
}
