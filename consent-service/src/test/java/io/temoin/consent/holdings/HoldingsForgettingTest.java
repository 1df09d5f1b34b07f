// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.holdings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.platform.ServiceComponents;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long a person is shown what has ended; in years of which no other test tells. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class HoldingsForgettingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant YEARS_LATER = Instant.parse("2021-01-01T00:00:00Z");
    private static final TenantId TENANT = new TenantId("t" + UUID.randomUUID());
    private static final PartyId RHONE = new PartyId("rhone-telecom");
    private static final SubjectId PERSON = new SubjectId("c".repeat(32));

    private final UUID first = UUID.randomUUID();
    private final UUID second = UUID.randomUUID();
    private final SuiteTopics topics = new SuiteTopics();

    @Inject HoldingsQueries holdings;

    @AfterEach
    void close() {
        topics.close();
    }

    /** Else it would be gone while one that was not joined is still shown. */
    @Test
    void whatWasJoinedGoesWithTheRequestThatAnswersIt() {
        asked(first, "2019-01-01T10:00:00Z");
        asked(second, "2019-01-02T10:00:00Z");
        said(second, "RequestJoined", data -> data.put("into", first.toString()));
        awaitStates("JOINED", "OPEN");

        forget();
        assertThat(states()).containsExactly("JOINED", "OPEN");

        said(first, "DsrAnswered", data -> data.put("answeredAt", "2019-01-20T10:00:00Z"));
        awaitStates("JOINED", "ANSWERED");
        forget();
        assertThat(states()).isEmpty();
    }

    private void asked(UUID request, String receivedAt) {
        said(
                request,
                "RequestOpened",
                data -> ((ObjectNode) data.get("intake")).put("receivedAt", receivedAt));
    }

    private void said(UUID request, String name, Consumer<ObjectNode> change) {
        topics.publish(
                TENANT.value(),
                "retention",
                "request-" + request,
                name,
                "dpo",
                data -> {
                    data.put("request", request.toString());
                    data.put("controller", RHONE.value()).put("subject", PERSON.value());
                    change.accept(data);
                });
    }

    private void forget() {
        holdings.forget(YEARS_LATER).await().atMost(PATIENCE);
    }

    private void awaitStates(String... states) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(states()).containsExactly(states));
    }

    /** Of the latest first. */
    private List<String> states() {
        return holdings.find(TENANT, RHONE, PERSON).await().atMost(PATIENCE).requests().stream()
                .map(HeldRequest::state)
                .toList();
    }
}
