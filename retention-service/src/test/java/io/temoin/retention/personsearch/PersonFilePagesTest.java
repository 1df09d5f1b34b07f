// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.personsearch;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.OwnerTopic;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is held about a person comes page by page: the recordings, then everything else. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class PersonFilePagesTest {

    private final String tenant = "t" + UUID.randomUUID();
    private final SearchedPerson person = new SearchedPerson(tenant);
    private final TestClock clock;

    PersonFilePagesTest(TestClock clock) {
        this.clock = clock;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(Instant.parse("2026-11-24T11:00:00Z"));
    }

    @Test
    void givesTheItemsPageByPage() {
        var recordings = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
        recordings.forEach(recording -> person.recorded(recording, person.subject()));

        String next =
                person.search("{\"number\": \"%s\", \"limit\": 2}".formatted(SearchedPerson.NUMBER))
                        .then()
                        .statusCode(200)
                        .body("items", hasSize(2))
                        .body("requests", empty())
                        .extract()
                        .path("next");
        var second =
                person.search(
                        "{\"number\": \"%s\", \"limit\": 2, \"cursor\": \"%s\"}"
                                .formatted(SearchedPerson.NUMBER, next));
        second.then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("requests", nullValue())
                .body("next", nullValue());
        assertProblem(
                person.search(
                        "{\"subject\": \"fedcba9876543210fedcba9876543210\", \"cursor\": \"%s\"}"
                                .formatted(next)),
                400,
                "cursor-invalid");
        person.search("{\"number\": \"%s\", \"limit\": 200}".formatted(SearchedPerson.NUMBER))
                .then()
                .body(
                        "items.item.id",
                        containsInAnyOrder(
                                recordings.stream().map(UUID::toString).toArray(String[]::new)));
    }

    /** What is no recording comes after the recordings, page by page. */
    @Test
    void tellsWhatIsHeldBesidesTheRecordings() {
        var recordings = List.of(UUID.randomUUID(), UUID.randomUUID());
        recordings.forEach(recording -> person.recorded(recording, person.subject()));
        var consent = UUID.randomUUID();
        try (var consents = new OwnerTopic()) {
            consents.publish(
                    OwnerTopic.example(
                            tenant,
                            "consent",
                            "contact-1",
                            "ConsentGiven",
                            data ->
                                    data.put("consent", consent.toString())
                                            .put("subject", person.subject())));
        }
        person.awaitItem(consent, Tokens.dpo(tenant));

        person.search(SearchedPerson.body())
                .then()
                .body("items.item.kind", contains("RECORDING", "RECORDING", "CONSENT_PROOF"))
                .body("items[2].item.id", equalTo(consent.toString()))
                .body("items[2].item.service", equalTo("CONSENT"))
                .body("items[2].item.because.rule", not(empty()))
                .body("items[2].accesses", empty());
        for (int limit : List.of(1, 2)) {
            assertThat(kindsByPagesOf(limit))
                    .containsExactly("RECORDING", "RECORDING", "CONSENT_PROOF");
        }
    }

    private List<String> kindsByPagesOf(int limit) {
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            var page =
                    person.search(
                            "{\"number\": \"%s\", \"limit\": %d%s}"
                                    .formatted(SearchedPerson.NUMBER, limit, cursor));
            seen.addAll(page.then().statusCode(200).extract().path("items.item.kind"));
            String next = page.path("next");
            cursor = next == null ? "" : ", \"cursor\": \"" + next + "\"";
        } while (!cursor.isEmpty());
        return seen;
    }
}
