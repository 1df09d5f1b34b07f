// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.DeskCase.PATIENCE;
import static io.temoin.retention.rights.DeskCase.ground;
import static io.temoin.retention.rights.DeskCase.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.retention.OwnerTopic;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.TestClock;
import io.temoin.retention.TopicTail;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An erasure that is cut off before any of its steps goes on from there, and does each of them
 * once. It is decided first, unless somebody has refused it.
 */
@QuarkusTest
class CutOffErasureTest {

    private static final String PROBLEM = "urn:problem:temoin:";
    private static final String NEEDLESS = ground("NO_LONGER_NECESSARY");
    private static final String UNFOUNDED = ground("MANIFESTLY_UNFOUNDED");

    private static final List<String> ONCE =
            List.of("QuarantineNoted", "DispositionOrdered", "DispositionConfirmed");

    private final DeskCase desk = new DeskCase();
    private final ErasureCase its = new ErasureCase(desk);
    private final TestClock clock;

    CutOffErasureTest(TestClock clock) {
        this.clock = clock;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    /** It is decided, so nobody can refuse it any more, and the job begins it. */
    @Test
    void beforeItBegins() throws Exception {
        UUID statement = heldOf();
        UUID request = its.asked();
        try (var cut = new CutOff(desk.tenant, "ErasureBegun")) {
            post(desk.dpo(), request, "erasures", NEEDLESS).then().statusCode(500);
            await().atMost(PATIENCE).until(cut::happened);
            assertThat(its.erasure(request).getString("state")).isEqualTo("WITH_OWNERS");
            assertThat(its.erasure(request).getString("ground")).isEqualTo("NO_LONGER_NECESSARY");
            desk.dpo().get("/v1/requests/{id}", request).then().body("erasure", is("WITH_OWNERS"));
            post(desk.dpo(), request, "refusals", UNFOUNDED)
                    .then()
                    .statusCode(409)
                    .body("type", is(PROBLEM + "erasure-begun"));
        }

        destroyed();
        its.awaitState(request, "WITH_TRAIL");
        isCompletedOnce(request, statement);
    }

    /** Of two people who decide in the same moment, one learns that the other was first. */
    @Test
    void isEitherDecidedOrRefused() throws Exception {
        List<UUID> requests = IntStream.range(0, 8).mapToObj(this::askedByAnother).toList();
        requests.forEach(desk::awaitListed);
        Map<UUID, Future<Response>> erasures = new HashMap<>();
        Map<UUID, Future<Response>> refusals = new HashMap<>();

        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (UUID it : requests) {
                var refused = people.submit(() -> post(desk.dpo(), it, "refusals", UNFOUNDED));
                var erased = people.submit(() -> post(desk.dpo(), it, "erasures", NEEDLESS));
                refusals.put(it, refused);
                erasures.put(it, erased);
            }
        }

        for (UUID it : requests) {
            boolean erased = erasures.get(it).get().statusCode() == 201;
            Response loser = (erased ? refusals : erasures).get(it).get();
            assertThat(loser.statusCode()).isEqualTo(409);
            assertThat(loser.jsonPath().getString("type"))
                    .isEqualTo(PROBLEM + (erased ? "erasure-begun" : "request-ended"));
            Response winner = (erased ? erasures : refusals).get(it).get();
            assertThat(winner.statusCode()).isEqualTo(201);
            desk.dpo()
                    .get("/v1/requests/{id}", it)
                    .then()
                    .body("state", is(erased ? "OPEN" : "REFUSED"))
                    .body("erasure", erased ? not("UNDECIDED") : is("UNDECIDED"));
        }
    }

    /** Of somebody of whom nothing is held. */
    private UUID askedByAnother(int person) {
        UUID request = UUID.randomUUID();
        desk.asked(
                UUID.randomUUID() + ".0",
                request,
                data -> data.put("right", "ERASURE").put("subject", "%032x".formatted(person)));
        return request;
    }

    @ParameterizedTest
    @ValueSource(strings = {"QuarantineNoted", "DispositionOrdered", "DispositionBatchOrdered"})
    void beforeAnOrder(String step) throws Exception {
        UUID statement = heldOf();
        UUID request;
        try (var cut = new CutOff(desk.tenant, step)) {
            request = its.decided();
            await().atMost(PATIENCE).until(cut::happened);
            assertThat(its.erasure(request).getString("state")).isEqualTo("WITH_OWNERS");
        }

        destroyed();
        its.awaitState(request, "WITH_TRAIL");
        isCompletedOnce(request, statement);
    }

    /** All owners are done, and the trail has not been asked. */
    @Test
    void beforeTheTrailIsAsked() throws Exception {
        UUID statement = heldOf();
        UUID request;
        try (var cut = new CutOff(desk.tenant, "TrailErasureRequested")) {
            request = its.decided();
            destroyed();
            await().atMost(PATIENCE).until(cut::happened);
            assertThat(its.erasure(request).getString("state")).isEqualTo("WITH_OWNERS");
        }

        its.awaitState(request, "WITH_TRAIL");
        isCompletedOnce(request, statement);
    }

    private UUID heldOf() {
        desk.recorded();
        UUID statement = its.stated();
        its.awaitItem(statement);
        return statement;
    }

    /** The owners do as they are told, and say so twice. */
    private void destroyed() {
        String order = its.order().getString("order");
        var batch = its.batches(1).getFirst();
        try (var topic = new RecordingTopic()) {
            var erased = RecordingTopic.erased(desk.tenant, desk.recording, order);
            topic.publish(erased);
            topic.publish(erased);
        }
        its.answered(batch, true);
        its.answered(batch, true);
    }

    private void isCompletedOnce(UUID request, UUID statement) {
        var forgotten =
                OwnerTopic.example(
                        desk.tenant,
                        "audit",
                        "erasure-" + request,
                        "SubjectErased",
                        data -> data.put("erasure", request.toString()));
        try (var audit = new OwnerTopic()) {
            audit.publish(forgotten);
            audit.publish(forgotten);
        }
        its.awaitState(request, "COMPLETE");

        assertThat(events("/erasure-" + request, "ErasureCompleted"))
                .containsExactly("ErasureBegun", "TrailErasureRequested", "ErasureCompleted");
        assertThat(events("/item-" + desk.recording, "DispositionConfirmed"))
                .filteredOn(ONCE::contains)
                .containsExactlyInAnyOrderElementsOf(ONCE);
        assertThat(its.batches(1)).hasSize(1);
        assertThat(its.item(statement).getString("state")).isEqualTo("DISPOSED");
    }

    private List<String> events(String stream, String last) {
        return TopicTail.names(
                TopicTail.await(
                        "retention.events",
                        (desk.tenant + stream)::equals,
                        found -> TopicTail.names(found).contains(last)));
    }
}
