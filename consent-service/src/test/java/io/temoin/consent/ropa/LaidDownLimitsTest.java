// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.ropa;

import static io.temoin.consent.agreement.AgreedParties.agree;
import static io.temoin.consent.agreement.AgreedParties.instructions;
import static io.temoin.consent.agreement.AgreedParties.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.holdings.SuiteTopics;
import io.temoin.consent.permission.CallingClock;
import io.temoin.consent.permission.Parties;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The record of processing has the limits that retention-service keeps to, and what is done. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class LaidDownLimitsTest {

    private static final String TENANT = "helios";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String controller = "l-" + UUID.randomUUID().toString().substring(0, 8);
    private final UUID policy = UUID.randomUUID();
    private final SuiteTopics topics = new SuiteTopics();

    @BeforeEach
    void agreed() {
        CallingClock.set(CallingClock.MORNING);
        Map<String, Object> terms = terms(controller, controller + "-centre");
        Map<String, Object> instructions = instructions();
        instructions.put("purposes", List.of("QUALITY"));
        terms.put("instructions", instructions);
        agree(TENANT, terms);
    }

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void anActivatedPolicyIsALimitUntilItIsWithdrawn() {
        said("PolicyActivated", this::own);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(laidDown()).hasSize(1));
        var limit = laidDown().getFirst();
        assertThat(limit)
                .containsEntry("keepFor", "P3M")
                .containsEntry("bound", "AT_MOST")
                .containsEntry("from", "RecordingEnded")
                .containsEntry("source", "Decision of the DPO, 2026-11");
        assertThat(limit.get("laidDown"))
                .isEqualTo(
                        Map.of(
                                "policy",
                                policy.toString(),
                                "version",
                                1,
                                "controller",
                                controller,
                                "campaign",
                                "fibre-autumn",
                                "validFrom",
                                "2026-01-01"));
        assertThat(page("fr")).contains("politique de conservation, version 1", "fibre-autumn");

        said("PolicyWithdrawn", this::own);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(laidDown()).isEmpty());
    }

    /** One that replaces another ends it; one of tomorrow is no limit of today. */
    @Test
    void onlyWhatIsInForceIsALimit() {
        var next = UUID.randomUUID();
        said("PolicyActivated", this::own);
        said(
                "PolicyActivated",
                data -> {
                    own(data);
                    data.put("policy", next.toString()).put("replaces", policy.toString());
                    data.put("version", 2).put("atMost", "P2M").put("validFrom", "2026-02-01");
                });
        said(
                "PolicyActivated",
                data -> {
                    own(data);
                    data.put("policy", UUID.randomUUID().toString());
                    data.put("validFrom", "2099-01-01").put("atMost", "P1M");
                });
        said(
                "PolicyActivated",
                data -> {
                    own(data);
                    data.put("policy", UUID.randomUUID().toString());
                    data.put("controller", controller + "-other").put("atMost", "P5M");
                });

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(laidDown())
                                        .extracting(limit -> limit.get("keepFor"))
                                        .containsExactly("P2M"));
    }

    @Test
    void theRecordNamesTheMeasuresOfThisInstallation() {
        assertThat(record().<List<String>>path("measures"))
                .contains("AUDIO_ENCRYPTED", "ACCESS_RECORDED", "VERIFIABLE_LOG")
                .as("no key provider is set")
                .doesNotContain("KEYS_WRAPPED");
        assertThat(page("fr")).contains("chaque personne ou élément sous sa propre clé");
        assertThat(page("en")).contains("each recording under its own key");
    }

    private void own(ObjectNode data) {
        data.put("policy", policy.toString()).put("controller", controller);
        if (data.has("validFrom")) {
            data.put("validFrom", "2026-01-01");
        }
    }

    private void said(String name, Consumer<ObjectNode> change) {
        topics.publish(TENANT, "retention", "policies-" + controller, name, "dpo", change);
    }

    private List<Map<String, Object>> laidDown() {
        return record()
                .<List<Map<String, Object>>>path(
                        "activities.find { it.purpose == 'QUALITY' }.erasure")
                .stream()
                .filter(limit -> limit.get("laidDown") != null)
                .toList();
    }

    private Response record() {
        var record = Parties.as(token()).get("/v1/processing-records?controller=" + controller);
        assertThat(record.statusCode()).as(record.asString()).isEqualTo(200);
        return record;
    }

    private String page(String language) {
        return Parties.as(token())
                .accept("text/html")
                .header("Accept-Language", language)
                .get("/v1/processing-records?controller=" + controller)
                .asString();
    }

    private String token() {
        return TestTokens.token(
                TENANT, controller, List.of(), "0f0e0d0c-0000-4000-8000-000000000004", "dpo");
    }
}
