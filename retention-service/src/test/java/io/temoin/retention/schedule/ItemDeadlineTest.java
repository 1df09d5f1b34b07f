// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static io.temoin.retention.schedule.RecordingCase.AFTER_MIDNIGHT;
import static io.temoin.retention.schedule.RecordingCase.NOON;
import static io.temoin.retention.schedule.RecordingCase.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Backlog;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.TestClock;
import io.temoin.retention.TopicTail;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes true of an item with time alone. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class ItemDeadlineTest extends HoldRequester {

    private static final String TRAINING_ENDED =
            "purposes.find { it.purpose == 'TRAINING' }.accessEndedAt";
    private static final Instant TRAINING_OVER = Instant.parse("2027-02-24T23:00:00Z");

    private final TestClock clock;
    private final ItemDeadlineJob job;

    ItemDeadlineTest(TestClock clock, ItemDeadlineJob job) {
        this.clock = clock;
        this.job = job;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        its.close();
    }

    /** TRAINING for the three months that the person was told, QUALITY for six. */
    private void trainedForThreeMonths() {
        its.topic.publish(
                RecordingTopic.event(
                        its.tenant,
                        its.recording,
                        "RecordingStored",
                        data ->
                                data.withArray("retention")
                                        .forEach(
                                                told -> {
                                                    if (told.path("purpose")
                                                            .asText()
                                                            .equals("TRAINING")) {
                                                        ((ObjectNode) told).put("keepFor", "P3M");
                                                    }
                                                })));
        its.awaitListed("SCHEDULED");
    }

    private List<String> names(int atLeast) {
        return TopicTail.names(its.published(atLeast));
    }

    @Test
    void endsTheAccessOnTheDayOfThePurposeThoughTheRecordingStays() {
        // Given
        trainedForThreeMonths();
        clock.set(TRAINING_OVER.minusMillis(1));
        job.endAccess();
        its.item().body(TRAINING_ENDED, nullValue());

        // When
        clock.set(TRAINING_OVER);
        job.endAccess();
        job.endAccess();

        // Then
        its.item()
                .body("state", equalTo("SCHEDULED"))
                .body("dueOn", equalTo("2027-05-24"))
                .body(TRAINING_ENDED, equalTo("2027-02-24T23:00:00Z"));
        List<ConsumerRecord<String, byte[]>> published = its.published(3);
        assertThat(TopicTail.names(published))
                .containsExactly("ItemRetained", "DispositionScheduled", "PurposeAccessEnded");
        published.forEach(RecordingCase::keepsItsContract);
    }

    /** A13: with a hold in force, QUALITY ends on its day. */
    @Test
    void a13EndsTheAccessUnderAHold() {
        // Given
        its.stored("QUALITY");
        its.awaitListed("SCHEDULED");
        placed(item());

        // When: it is looked at for the first time months later
        clock.set(Instant.parse("2027-08-01T08:00:00Z"));
        job.endAccess();

        // Then
        its.item()
                .body("held", equalTo(true))
                .body("purposes[0].accessEndedAt", equalTo("2027-05-24T22:00:00Z"));
    }

    @Test
    void leavesWhatIsAboutToBeDestroyedToTheOrder() {
        // Given
        its.stored("QUALITY");
        its.awaitListed("SCHEDULED");
        clock.set(Instant.parse("2027-05-24T22:10:00Z"));

        // When
        job.endAccess();
        its.run("only").body("ordered", equalTo(1));

        // Then
        assertThat(names(3))
                .containsExactly("ItemRetained", "DispositionScheduled", "DispositionOrdered");
    }

    @Test
    void saysOnceThatAnOrderIsNotConfirmedInTime() throws Exception {
        // Given
        its.dueTonight();
        clock.set(AFTER_MIDNIGHT);
        its.run("only");
        its.awaitListed("ORDERED");
        await().atMost(PATIENCE).until(() -> Backlog.isHandledBy(RetainedItemProjection.READER));
        job.checkOrders();

        // When
        clock.set(AFTER_MIDNIGHT.plusSeconds(24 * 3600));
        job.checkOrders();
        job.checkOrders();

        // Then
        var published = its.published(6);
        assertThat(TopicTail.names(published)).containsOnlyOnce("DispositionOverdue");
        published.forEach(RecordingCase::keepsItsContract);
        its.explanation("en")
                .body(
                        "sentences",
                        hasItem(
                                "The destruction has not been confirmed in time: the recording may"
                                        + " still exist."));
        String order = its.item().extract().path("order.id");
        its.erased(order);
        its.awaitStage("DISPOSED");
    }
}
