// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.disposition.OwnerCase.NEXT_YEAR;
import static io.temoin.retention.disposition.OwnerCase.NOON;
import static io.temoin.retention.disposition.OwnerCase.PATIENCE;
import static io.temoin.retention.disposition.ReviewCase.KEEP;
import static io.temoin.retention.disposition.ReviewCase.RELEASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.OwnerTopic;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import io.temoin.retention.TopicTail;
import io.temoin.retention.disposition.domain.ItemReviewsOverdue;
import io.temoin.retention.disposition.domain.ItemReviewsOverdue.OverdueReview;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.shredding.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is said of registered items while they wait for a person to look, and what ends the wait.
 */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class WaitingItemTest {

    private static final Instant DUE = Instant.parse("2027-11-24T23:00:00Z");
    private static final Instant LATE = Instant.parse("2027-12-08T23:00:00Z");

    private final ReviewCase reviewed;
    private final OwnerCase its;
    private final UUID one;
    private final UUID two;
    private final TestClock clock;
    private final BatchDispositionJob runs;
    private final LateReviewJob job;
    private final LateReviewStream stream;

    WaitingItemTest(
            TestClock clock, BatchDispositionJob runs, LateReviewJob job, LateReviewStream stream) {
        this.reviewed = new ReviewCase(clock);
        this.its = reviewed.its;
        this.one = reviewed.one;
        this.two = reviewed.two;
        this.clock = clock;
        this.runs = runs;
        this.job = job;
        this.stream = stream;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        reviewed.close();
    }

    /** Once for each time that they wait, whoever looks and however often. */
    @Test
    void areSaidToBeLateOnceByAllReplicas() {
        // Given
        reviewed.waiting();
        clock.set(LATE.minusMillis(1));
        job.run();
        assertThat(sayAnyway(UUID.randomUUID())).isFalse();
        clock.set(LATE);

        // When
        Stream.generate(() -> CompletableFuture.runAsync(job::run))
                .limit(4)
                .toList()
                .forEach(CompletableFuture::join);
        job.run();
        assertThat(sayAnyway(one)).isFalse();

        // Then
        reviewed.reviews("").then().body("items.late", everyItem(equalTo(true)));
        reviewed.decide(KEEP.formatted("2028-06-30"), one, two).then().statusCode(201);
        reviewed.awaitDue("2028-06-30");
        clock.set(Instant.parse("2028-07-20T09:00:00Z"));
        job.run();
        assertThat(late(4))
                .containsExactlyInAnyOrder(
                        one + " 2027-11-24T23:00:00Z 2027-12-08T23:00:00Z at 2027-12-08T23:00:00Z",
                        two + " 2027-11-24T23:00:00Z 2027-12-08T23:00:00Z at 2027-12-08T23:00:00Z",
                        one + " 2028-06-30T22:00:00Z 2028-07-14T22:00:00Z at 2028-07-20T09:00:00Z",
                        two + " 2028-06-30T22:00:00Z 2028-07-14T22:00:00Z at 2028-07-20T09:00:00Z");
    }

    /** Each item of each event, and when it was said, once there are so many. */
    private List<String> late(int atLeast) {
        return TopicTail.await(
                        "retention.events",
                        key -> key.startsWith(its.tenant + "/review-late-"),
                        found -> found.stream().flatMap(WaitingItemTest::said).count() >= atLeast)
                .stream()
                .flatMap(WaitingItemTest::said)
                .toList();
    }

    private static Stream<String> said(ConsumerRecord<String, byte[]> message) {
        return OwnerCase.data(message)
                .get("items")
                .valueStream()
                .map(
                        item ->
                                "%s %s %s at %s"
                                        .formatted(
                                                item.get("item").textValue(),
                                                item.get("waitingSince").textValue(),
                                                item.get("overdueSince").textValue(),
                                                TopicTail.header(message, "ce_time")));
    }

    /** A replica that has not heard of what another one said, or did. */
    private boolean sayAnyway(UUID item) {
        UUID command = UUID.randomUUID();
        return stream.say(
                        new ItemReviewsOverdue(
                                ItemKind.PREFERENCE,
                                ReviewCase.RHONE,
                                List.of(new OverdueReview(item, DUE, LATE))),
                        new EventMetadata(
                                new TenantId(its.tenant),
                                Actor.service("test"),
                                command,
                                null,
                                command.toString(),
                                null,
                                null,
                                LATE))
                .await()
                .atMost(PATIENCE);
    }

    /** Nothing orders it that night: somebody has to look first. */
    @Test
    void areNotCountedAmongWhatGoesTheNightAHoldIsReleased() {
        reviewed.waiting();
        String hold =
                its.hold("{\"items\": [\"%s\", \"%s\"]}".formatted(one, two)).extract().path("id");
        assertDueAtRelease(hold, 0);

        reviewed.decide(RELEASE, one).then().statusCode(201);
        reviewed.awaitReviews(two);
        assertDueAtRelease(hold, 1);

        clock.set(ReviewCase.LATEST);
        assertDueAtRelease(hold, 2);
    }

    private void assertDueAtRelease(String hold, int due) {
        Tokens.dpo(its.tenant)
                .get("/v1/holds/{id}/release-preview", hold)
                .then()
                .statusCode(200)
                .body("freed", equalTo(2))
                .body("due", equalTo(due));
    }

    /** Nobody looks at what the person had erased; a hold keeps it all the same. */
    @Test
    void waitNoLongerOnceTheirPersonIsErased() {
        // Given
        UUID recording = UUID.randomUUID();
        try (var recordings = new RecordingTopic()) {
            recordings.publish(RecordingTopic.stored(its.tenant, recording, "QUALITY"));
        }
        its.awaitListed("RECORDING", 1, "SCHEDULED");
        reviewed.waiting();
        reviewed.awaitReviews(one, two);
        its.hold("{\"items\": [\"%s\"]}".formatted(one)).body("covered", equalTo(1));

        // When
        String request =
                post(
                        "/v1/requests",
                        """
                        {"type": "ERASURE", "way": "ORAL", "about": {"recording": "%s"}}"""
                                .formatted(recording));
        post("/v1/requests/" + request + "/erasures", "{\"ground\": \"NO_LONGER_NECESSARY\"}");

        // Then
        reviewed.awaitReviews();
        assertThat(OwnerCase.items(its.orders(1).getFirst())).containsExactly(two);
        assertThat(its.orders(1).getFirst().get("basis").textValue()).isEqualTo("ERASURE_UPHELD");
        assertProblem(reviewed.decide(RELEASE, one), 409, "review-not-open");
        its.explanation(one, "en")
                .body("holds", not(empty()))
                .body("sentences", not(hasItem("A person looks at it before it is destroyed.")));
        runs.run();
        its.item(one).body("state", equalTo("SCHEDULED")).body("held", equalTo(true));
        await().atMost(PATIENCE)
                .untilAsserted(() -> its.item(two).body("state", equalTo("ORDERED")));
    }

    /** Whoever let it go decided that; its owner needed it for another day. */
    @Test
    void areOrderedAgainThoughTheirOwnerRefusedWhatWasReleased() {
        // Given
        reviewed.waiting();
        reviewed.decide(RELEASE, one).then().statusCode(201);
        reviewed.awaitReviews(two);
        runs.run();
        String batch = its.orders(1).getFirst().get("batch").textValue();

        // When
        its.disposed(batch, "PREFERENCE", List.of(), Map.of(one, "IN_USE"));

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(() -> its.item(one).body("state", equalTo("SCHEDULED")));
        clock.set(NEXT_YEAR.plus(Duration.ofDays(1)));
        reviewed.awaitReviews(two);
        runs.run();
        assertThat(OwnerCase.items(its.orderAfter(batch))).containsExactly(one);
    }

    /**
     * What they objected to is not looked at: not what waits, what is kept, nor what comes late.
     */
    @Test
    void waitNoLongerOnceTheirPersonObjected() {
        // Given
        UUID late = UUID.randomUUID();
        UUID later = UUID.randomUUID();
        reviewed.waiting();
        reviewed.decide(KEEP.formatted("2028-06-30"), one).then().statusCode(201);
        reviewed.awaitReviews(two);
        its.topic.publish(objected(data -> data.put("controller", "loire-energie")));
        its.topic.publish(objected(data -> data.put("subject", "f".repeat(32))));
        its.awaitListed("SUPPRESSION", 1, "KEPT");
        var other = Tokens.as(its.tenant, "loire-energie", List.of(), "dpo");
        await().atMost(PATIENCE)
                .untilAsserted(() -> other.get("/v1/items").then().body("items", hasSize(1)));
        reviewed.awaitReviews(two);
        assertThat(its.listed("PREFERENCE").getList("items.dueOn")).contains("2028-06-30");

        // When
        its.topic.publish(objected(_ -> {}));
        its.topic.publish(its.stated(late));
        its.topic.publish(
                OwnerTopic.example(
                        its.tenant,
                        "consent",
                        "contact-" + later,
                        "PreferencesStated",
                        data ->
                                data.put("statement", later.toString())
                                        .put("statedAt", "2026-11-25T09:30:00Z")));

        // Then
        its.awaitListed("PREFERENCE", 4, "SCHEDULED");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(its.listed("PREFERENCE").getList("items.dueOn"))
                                        .containsOnly("2027-11-24", "2027-11-25"));
        reviewed.awaitReviews(later);
        assertProblem(reviewed.decide(RELEASE, two), 409, "review-not-open");
        its.explanation(two, "en")
                .body("sentences", not(hasItem(containsString("It waits until"))));
        runs.run();
        var order = its.orders(1).getFirst();
        assertThat(OwnerCase.items(order)).containsExactlyInAnyOrder(one, two, late);
        assertThat(order.get("basis").textValue()).isEqualTo("PERIOD_ENDED");
        reviewed.awaitReviews(later);
    }

    private OwnerTopic.Event objected(Consumer<ObjectNode> change) {
        return OwnerTopic.example(
                its.tenant,
                "consent",
                "contact-" + UUID.randomUUID(),
                "MarketingObjectionRecorded",
                data -> {
                    data.put("objection", UUID.randomUUID().toString());
                    change.accept(data);
                });
    }

    /**
     * What is only told of a call knows from its decision, when that comes, what it was kept for.
     */
    @Test
    void ofCallsAreNotLookedAtOnceThePersonWithdrew() {
        // Given
        UUID serving = UUID.randomUUID();
        its.policy("PROSPECTING_CALL", "CONSENT_GIVEN", "P6M", true);
        its.topic.publish(its.served(serving, one));
        its.awaitListed("NOTICE_SERVED", 1, "AWAITING_POLICY");

        // When
        its.topic.publish(
                OwnerTopic.example(
                        its.tenant,
                        "consent",
                        "contact-" + one,
                        "ConsentWithdrawn",
                        data -> data.put("statedAt", "2026-11-24T18:00:00Z")));
        its.topic.publish(its.decided(one));

        // Then
        its.awaitListed("NOTICE_SERVED", 1, "SCHEDULED");
        its.awaitListed("CALL_DECISION", 1, "SCHEDULED");
        for (UUID item : List.of(one, serving)) {
            its.explanation(item, "en")
                    .body("dueOn", equalTo("2027-05-24"))
                    .body(
                            "sentences",
                            not(hasItem("A person looks at it before it is destroyed.")));
        }
        clock.set(NEXT_YEAR);
        reviewed.awaitReviews();
        runs.run();
        its.awaitListed("CALL_DECISION", 1, "ORDERED");
        its.awaitListed("NOTICE_SERVED", 1, "ORDERED");
    }

    private String post(String path, String body) {
        return Tokens.dpo(its.tenant)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body(body)
                .post(path)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
