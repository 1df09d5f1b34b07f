// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.rights.DeskCase.AGENT;
import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.DeskCase.PATIENCE;
import static io.temoin.retention.rights.DeskCase.RHONE;
import static io.temoin.retention.rights.DeskCase.VOIX;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.phonenumbers.CanonicalNumbers;
import io.temoin.phonenumbers.PhonePseudonyms;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.Fingerprints;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests of people who are known by their number only, or not at all. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class NumberIntakeTest {

    private static final byte[] KEY =
            HexFormat.of()
                    .parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    private static final List<String> NOTATIONS =
            List.of(
                    "+33199001234",
                    "+33 1 99 00 12 34",
                    "01 99 00 12 34",
                    "01.99.00.12.34",
                    "0033199001234",
                    "+33 (0)1-99-00-12-34");

    private final DeskCase its = new DeskCase();
    private final TestClock clock;

    NumberIntakeTest(TestClock clock) {
        this.clock = clock;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        its.close();
    }

    /** However the number is written, it is one person; what is on record is the pseudonym. */
    @Test
    void anyNotationOpensTheRequestOfTheSamePerson() {
        for (String written : NOTATIONS) {
            var request =
                    opened(its.dpo(), body("ACCESS", RHONE, written))
                            .then()
                            .statusCode(201)
                            .body("subject", equalTo(subject()))
                            .body("controller", equalTo(RHONE))
                            .body("about", nullValue())
                            .extract()
                            .path("id")
                            .toString();

            assertThat(its.messages(UUID.fromString(request), 1))
                    .isNotEmpty()
                    .allSatisfy(
                            message ->
                                    assertThat(message)
                                            .contains(subject())
                                            .doesNotContain("199001234", "99 00 12 34", "99.00"));
        }
    }

    /** The person asked with a link before: the answer to that is the answer to this one. */
    @Test
    void theRequestJoinsTheOneThatThePersonMadeWithALink() {
        var first = UUID.randomUUID();
        its.asked(
                UUID.randomUUID() + ".0",
                first,
                data -> data.put("right", "ACCESS").put("subject", subject()));
        its.awaitListed(first);

        opened(its.dpo(), body("ACCESS", RHONE, NOTATIONS.getFirst()))
                .then()
                .statusCode(201)
                .body("state", equalTo("JOINED"));
    }

    @Test
    void anAgentTakesInForControllersOfItsAgreementsOnly() {
        var body = body("ERASURE", RHONE, NOTATIONS.getFirst());
        assertProblem(opened(its.agent(), body), 403, "controller-not-authorised");
        assertProblem(
                opened(its.as("loire-assurance", AGENT, "dpo"), body),
                403,
                "controller-not-authorised");

        PublishedAgreements.inForce(its.tenant, RHONE, VOIX, "QUALITY");

        await().atMost(PATIENCE)
                .untilAsserted(() -> opened(its.agent(), body).then().statusCode(201));
        opened(its.agent(), body).then().body("intake.receivedBy", equalTo(VOIX));
        assertProblem(
                opened(its.agent(), body("ERASURE", "loire-assurance", NOTATIONS.getFirst())),
                403,
                "controller-not-authorised");
    }

    @Test
    void aNumberNeedsItsControllerAndNothingElse() {
        for (String about :
                List.of(
                        "\"number\": \"+33199001234\"",
                        "\"number\": \"+33199001234\", \"controller\": \"rhone-telecom\", \"request\": \"%s\""
                                .formatted(UUID.randomUUID()),
                        "\"number\": \"12\", \"controller\": \"rhone-telecom\"",
                        "\"number\": \"whoever\", \"controller\": \"rhone-telecom\"")) {
            var refused =
                    opened(
                            its.dpo(),
                            "{\"type\": \"ACCESS\", \"way\": \"LETTER\", \"about\": {%s}}"
                                    .formatted(about));
            assertProblem(refused, 400, "request-invalid");
            assertThat(refused.asString()).doesNotContain("199001234", "whoever");
        }
    }

    /** The digest of what was sent is keyed, and tells one number from another. */
    @Test
    void anIdempotencyKeyBelongsToOneNumber() {
        var key = UUID.randomUUID().toString();
        var id =
                keyed(key, "0199001234")
                        .post("/v1/requests")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id")
                        .toString();

        keyed(key, "0199001234")
                .post("/v1/requests")
                .then()
                .statusCode(201)
                .header("Idempotent-Replay", "true")
                .body("id", equalTo(id));
        assertProblem(keyed(key, "0199001235").post("/v1/requests"), 422, "idempotency-key-reused");
    }

    private RequestSpecification keyed(String key, String number) {
        return Tokens.dpo(its.tenant)
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body("ACCESS", RHONE, number));
    }

    private String subject() {
        return new PhonePseudonyms(new Fingerprints(KEY))
                .of(
                        new TenantId(its.tenant),
                        requireNonNull(new CanonicalNumbers().read(NOTATIONS.getFirst())))
                .value();
    }

    private static Response opened(RequestSpecification who, String body) {
        return who.body(body).post("/v1/requests");
    }

    private static String body(String type, String controller, String number) {
        return """
        {"type": "%s", "way": "ORAL", "about": {"number": "%s", "controller": "%s"}}"""
                .formatted(type, number, controller);
    }
}
