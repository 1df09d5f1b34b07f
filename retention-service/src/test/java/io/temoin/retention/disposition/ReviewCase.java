// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import static io.temoin.retention.disposition.OwnerCase.NEXT_YEAR;
import static io.temoin.retention.disposition.OwnerCase.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;

import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two preferences that a person looks at before they are destroyed: kept for a year by the
 * controller's policy, for three by law, and due on 24 November 2027.
 */
final class ReviewCase implements AutoCloseable {

    static final String RHONE = "rhone-telecom";

    /** When nobody's silence keeps them any longer. */
    static final Instant LATEST = Instant.parse("2029-11-24T23:00:00Z");

    static final String RELEASE = "\"outcome\": \"RELEASE\", \"ground\": \"NO_LONGER_NEEDED\"";
    static final String KEEP =
            """
            "outcome": "KEEP", "ground": "CLAIM_EXPECTED", "reference": "CASE-7",
             "keepUntil": "%s\"""";

    final OwnerCase its = new OwnerCase();
    final UUID one = UUID.randomUUID();
    final UUID two = UUID.randomUUID();

    private final TestClock clock;

    ReviewCase(TestClock clock) {
        this.clock = clock;
    }

    @Override
    public void close() {
        its.close();
    }

    /** They are registered, and somebody has to look at them before they go. */
    void scheduled() {
        its.policy("PROSPECT_FILE", "LAST_CONTACT_FROM_PERSON", "P1Y", true);
        its.topic.publish(its.stated(one));
        its.topic.publish(its.stated(two));
        awaitDue("2027-11-24");
    }

    /** They have been due for a day, and wait for somebody to look. */
    void waiting() {
        scheduled();
        clock.set(NEXT_YEAR);
    }

    void awaitDue(String day) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(its.listed("PREFERENCE").getList("items.dueOn"))
                                        .hasSize(2)
                                        .allMatch(day::equals));
    }

    Response reviews(String filter) {
        return Tokens.dpo(its.tenant).get("/v1/reviews" + filter);
    }

    void awaitReviews(UUID... items) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                reviews("")
                                        .then()
                                        .body(
                                                "items.id",
                                                containsInAnyOrder(
                                                        Stream.of(items)
                                                                .map(UUID::toString)
                                                                .toArray(String[]::new))));
    }

    Response decide(String organisation, String key, String decision, UUID... items) {
        return decide(Tokens.as(its.tenant, organisation, List.of(), "dpo"), key, decision, items);
    }

    Response decide(RequestSpecification caller, String key, String decision, UUID... items) {
        String ids =
                Stream.of(items)
                        .map(id -> "\"" + id + "\"")
                        .collect(Collectors.joining(",", "[", "]"));
        return caller.header("Idempotency-Key", key)
                .contentType("application/json")
                .body("{\"kind\": \"PREFERENCE\", \"items\": %s, %s}".formatted(ids, decision))
                .post("/v1/reviews/decisions");
    }

    Response decide(String decision, UUID... items) {
        return decide(RHONE, UUID.randomUUID().toString(), decision, items);
    }
}
