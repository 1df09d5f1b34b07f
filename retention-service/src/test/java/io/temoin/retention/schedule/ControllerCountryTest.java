// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static io.temoin.retention.schedule.RecordingCase.NOON;
import static io.temoin.retention.schedule.RecordingCase.PATIENCE;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.ValidatableResponse;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.OwnerTopic;
import io.temoin.retention.PurposeTopic;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import io.temoin.retention.policy.PolicyResolver;
import io.temoin.retention.policy.ShippedPolicies;
import io.temoin.retention.policy.domain.PolicyScope;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionPolicy;
import io.temoin.retention.schedule.domain.CallReference;
import io.temoin.retention.schedule.domain.RetainedItemCommand;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteItem;
import io.temoin.shredding.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is stored follows the law of the country in which its controller says that it is. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class ControllerCountryTest {

    private final RecordingCase its = new RecordingCase();
    private final TestClock clock;
    private final RetainedItemStream items;
    private final PolicyResolver policies;

    ControllerCountryTest(TestClock clock, RetainedItemStream items, PolicyResolver policies) {
        this.clock = clock;
        this.items = items;
        this.policies = policies;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        its.close();
    }

    @Test
    void theLawOfTheCountryIsApplied() {
        established("GB");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                stored("INVESTMENT_ORDER")
                                        .body(
                                                "because.reference",
                                                everyItem(equalTo("FCA SYSC 10A.1.6"))));
    }

    /** It was registered before this service listened. */
    @Test
    void theLawOfACountryThatIsSaidOnceMoreIsApplied() {
        PurposeTopic.publish(
                its.tenant, "ControllerCountryRestated", 1, data -> data.put("country", "GB"));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                stored("INVESTMENT_ORDER")
                                        .body(
                                                "because.reference",
                                                everyItem(equalTo("FCA SYSC 10A.1.6"))));
    }

    @Test
    void whereItSaysNothingAnotherIsAndTheExplanationSaysSo() {
        established("US");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                stored("QUALITY")
                                        .body("because[0].law.established", equalTo("US"))
                                        .body("because[0].law.jurisdiction", equalTo("FR"))
                                        .body(
                                                "sentences",
                                                hasItem(
                                                        containsString(
                                                                "in which the controller is"
                                                                        + " established (United"
                                                                        + " States)"))));
    }

    /** Nothing that is retained changes silently, and nothing that began under the former law. */
    @Test
    void aControllerThatMovesTakesNothingWithIt() {
        says("PartyRegistered", 1, "GB");
        says("PartyAmended", 2, "US");
        clock.set(NOON.plus(Duration.ofDays(1)));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                stored("INVESTMENT_ORDER", "2026-11-25T10:04:00Z")
                                        .body("because[0].law.established", equalTo("US")));
        stored("INVESTMENT_ORDER", "2026-11-24T10:04:00Z")
                .body("because[0]", not(hasKey("law")))
                .body("because.reference", everyItem(equalTo("FCA SYSC 10A.1.6")));
    }

    @Test
    void aCountryThatIsNotKnownIsSaidNotToBe() {
        stored("QUALITY")
                .body("because[0].law.jurisdiction", equalTo("FR"))
                .body(
                        "sentences",
                        hasItem(
                                "It is not known where the controller is established; the law of"
                                        + " the configured country (France) is applied."));
    }

    /** As every recording that was retained before that was recorded. */
    @Test
    void aRecordingWithoutARecordedLawSaysWhoseLawItIsKeptBy() {
        established("US");
        UUID recording = UUID.randomUUID();
        await().atMost(PATIENCE)
                .until(
                        () ->
                                policies.places(new TenantId(its.tenant), "rhone-telecom", NOON)
                                                .await()
                                                .atMost(PATIENCE)
                                                .on(LocalDate.of(2026, 11, 24))
                                                .established()
                                        != null);
        items.handle(recording, noted(recording), metadata()).await().atMost(PATIENCE);

        Tokens.dpo(its.tenant)
                .get("/v1/items/{id}/explanation", recording)
                .then()
                .statusCode(200)
                .body("because[0].law.jurisdiction", equalTo("FR"))
                .body("because[0].law.established", equalTo("US"))
                .body("sentences", hasItem(containsString("established (United States)")));
    }

    /** What a controller says in the afternoon explains nothing of the morning. */
    @Test
    void theCountryIsThatWhichWasKnownAtTheTimeThatIsAskedAbout() {
        UUID decision = UUID.randomUUID();
        try (OwnerTopic topic = new OwnerTopic()) {
            topic.publish(
                    OwnerTopic.example(
                            its.tenant,
                            "consent",
                            "contact-" + decision,
                            "CallDecided",
                            data -> data.put("decision", decision.toString()).remove("proofs")));
        }
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                Tokens.dpo(its.tenant)
                                        .get("/v1/items/{id}", decision)
                                        .then()
                                        .statusCode(200));
        PurposeTopic.publish(
                its.tenant,
                "PartyRegistered",
                1,
                data -> {
                    data.put("at", "2026-11-24T15:00:00Z");
                    ((ObjectNode) data.get("profile")).put("country", "US");
                });
        clock.set(Instant.parse("2026-11-24T18:00:00Z"));

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                asOf(decision, "2026-11-24T17:00:00Z")
                                        .body("because[0].law.established", equalTo("US")));
        asOf(decision, "2026-11-24T14:00:00Z")
                .body("because[0].law.jurisdiction", equalTo("FR"))
                .body("because[0].law", not(hasKey("established")));
    }

    private ValidatableResponse asOf(UUID item, String then) {
        return Tokens.dpo(its.tenant)
                .queryParam("asOf", then)
                .get("/v1/items/{id}/explanation", item)
                .then()
                .statusCode(200);
    }

    private RetainedItemCommand noted(UUID recording) {
        Instant ended = Instant.parse("2026-11-24T10:04:00Z");
        return new NoteItem(
                new CallReference(
                        recording,
                        "rhone-telecom",
                        "0123456789abcdef0123456789abcdef",
                        UUID.randomUUID(),
                        null),
                "voix-du-rhone",
                "fibre-autumn",
                ended,
                ZoneId.of("Europe/Paris"),
                List.of(
                        withoutLaw(
                                ShippedPolicies.effective()
                                        .inForce(
                                                PolicyScope.of("rhone-telecom"),
                                                List.of(Purpose.QUALITY),
                                                LocalDate.of(2026, 11, 24),
                                                NOON)
                                        .getFirst())),
                List.of(),
                ended);
    }

    private static RetentionPolicy withoutLaw(RetentionPolicy policy) {
        return new RetentionPolicy(
                policy.purpose(),
                policy.version(),
                policy.since(),
                policy.trigger(),
                policy.atLeast(),
                policy.atMost(),
                policy.destructionDuty(),
                policy.reference(),
                policy.conditions());
    }

    private EventMetadata metadata() {
        return new EventMetadata(
                new TenantId(its.tenant),
                Actor.service("test"),
                UUID.randomUUID(),
                null,
                "correlation",
                null,
                null,
                NOON);
    }

    private void established(String country) {
        says("PartyRegistered", 1, country);
    }

    private void says(String event, int sequence, String country) {
        PurposeTopic.publish(
                its.tenant,
                event,
                sequence,
                data -> ((ObjectNode) data.get("profile")).put("country", country));
    }

    private ValidatableResponse stored(String purpose) {
        return stored(purpose, "2026-11-24T10:04:00Z");
    }

    /** The explanation of another recording: the country may not have been heard of yet. */
    private ValidatableResponse stored(String purpose, String endedAt) {
        UUID recording = UUID.randomUUID();
        its.topic.publish(
                RecordingTopic.event(
                        its.tenant,
                        recording,
                        "RecordingStored",
                        data -> data.put("endedAt", endedAt).putArray("purposes").add(purpose)));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                Tokens.dpo(its.tenant)
                                        .get("/v1/items/{id}", recording)
                                        .then()
                                        .statusCode(200));
        return Tokens.dpo(its.tenant)
                .header("Accept-Language", "en")
                .get("/v1/items/{id}/explanation", recording)
                .then()
                .statusCode(200);
    }
}
