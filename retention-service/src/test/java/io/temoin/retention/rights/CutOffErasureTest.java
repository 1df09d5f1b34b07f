// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.DeskCase.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.retention.OwnerTopic;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.TestClock;
import io.temoin.retention.TopicTail;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An erasure that is cut off before any of its steps goes on from there, and does each of them
 * once.
 */
@QuarkusTest
class CutOffErasureTest {

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
