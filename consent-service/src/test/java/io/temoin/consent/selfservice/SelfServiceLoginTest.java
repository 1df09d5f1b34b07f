// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.call;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.freshNumber;
import static io.temoin.consent.permission.Parties.nationalDigits;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.temoin.chassis.testing.Backlog;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** People who sign in, instead of following a link: for their own verified number alone. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class SelfServiceLoginTest {

    private static final String SUB = "0f0e0d0c-0000-4000-8000-00000000d5d5";

    @Test
    void seesTheirOwnAndNothingElse() {
        String number = freshNumber();
        String own = SelfServiceLinks.given(number).path("id");
        String others = SelfServiceLinks.given(freshNumber()).path("id");

        Response contact = person(number).get("/v1/self-service/contact");

        assertThat(contact.statusCode()).as(contact.asString()).isEqualTo(200);
        assertThat(contact.<List<String>>path("consents.id")).containsExactly(own);
        assertThat(person(number).get("/v1/self-service/consents/" + own + "/receipt").statusCode())
                .isEqualTo(200);
        for (String part : List.of("receipt", "proof")) {
            assertProblem(
                    person(number).get("/v1/self-service/consents/" + others + "/" + part),
                    404,
                    "consent-unknown");
        }
    }

    /** Written with separators, as the specification allows; it is the same person. */
    @Test
    void isKnownHoweverTheNumberIsWritten() {
        String number = freshNumber();
        String own = SelfServiceLinks.given(number).path("id");
        String written = number.replaceFirst(" ", " (").replaceFirst("(\\(\\d) ", "$1) ");

        Response contact = person(written).get("/v1/self-service/contact");

        assertThat(contact.<List<String>>path("consents.id")).containsExactly(own);
    }

    @Test
    void withdrawsAndTheNextCallIsDeniedA10() {
        String number = freshNumber();
        SelfServiceLinks.given(number);

        Response withdrawn = person(number).post("/v1/self-service/withdrawals");

        assertThat(withdrawn.statusCode()).as(withdrawn.asString()).isEqualTo(201);
        assertThat(reasons(number)).containsExactly("CONSENT_WITHDRAWN");
    }

    /** Neither the number nor the provider's own id of the person; they act by their pseudonym. */
    @Test
    void isRecordedByPseudonymAlone() throws Exception {
        String number = freshNumber();
        Response objected = person(number).post("/v1/self-service/objections");

        assertThat(objected.statusCode()).isEqualTo(201);
        String of =
                "select count(*) from event where type = 'MarketingObjectionRecorded'"
                        + " and payload::jsonb ->> 'objection' = '%s'"
                                .formatted(objected.<String>path("id"));
        assertThat(
                        Backlog.count(
                                "helios",
                                of
                                        + " and metadata::jsonb #>> '{actor,role}' = 'data-subject'"
                                        + " and metadata::jsonb #>> '{actor,id}' ="
                                        + " payload::jsonb ->> 'subject'"))
                .isOne();
        assertThat(
                        Backlog.count(
                                "helios",
                                of
                                        + " and (metadata::text || payload::text) ~ '%s|%s'"
                                                .formatted(nationalDigits(number), SUB)))
                .isZero();
    }

    static Stream<Arguments> unverified() {
        return Stream.of(
                Arguments.of("no claim", claims(null, true)),
                Arguments.of("not verified", claims("+33199008888", false)),
                Arguments.of("not said whether verified", claims("+33199008888", null)),
                Arguments.of("a text that says so", claims("+33199008888", "true")),
                Arguments.of("of no country", claims("0199008888", true)),
                Arguments.of("with an extension", claims("+33199008888;ext=12", true)),
                Arguments.of("no number", claims("samia", true)),
                Arguments.of("several", claims(List.of("+33199008888"), true)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unverified")
    void isRefusedWithoutAVerifiedNumber(String what, Map<String, Object> claims) {
        Response refused =
                signedIn(TestTokens.person("helios", SUB, claims, SignedInPerson.ROLE))
                        .get("/v1/self-service/contact");

        assertProblem(refused, 403, "self-service-phone-unverified");
        assertThat(refused.asString()).doesNotContain("199008888");
    }

    /** Staff may have a phone; it makes them no person who was called. */
    @ParameterizedTest
    @CsvSource({"agent", "dpo", "admin", "nothing"})
    void isRefusedToEveryOtherRole(String role) {
        Response refused =
                signedIn(TestTokens.person("helios", SUB, claims("+33199008888", true), role))
                        .get("/v1/self-service/contact");

        assertProblem(refused, 403, "self-service-token-missing");
    }

    @Test
    void isRefusedWithATokenOfSomebodyElsesMaking() {
        assertThat(
                        signedIn(person("+33199008888", "helios") + "x")
                                .get("/v1/self-service/contact")
                                .statusCode())
                .isEqualTo(401);
    }

    @Test
    void seesNothingOfAnotherTenant() {
        String number = freshNumber();
        SelfServiceLinks.given(number);

        assertThat(
                        signedIn(person(number, "boreal"))
                                .get("/v1/self-service/contact")
                                .<List<Object>>path("consents"))
                .isEmpty();
    }

    @Test
    void saysTowardsWhom() {
        Response nobody =
                Http.given()
                        .auth()
                        .oauth2(person(freshNumber(), "helios"))
                        .get("/v1/self-service/contact");

        assertProblem(nobody, 400, "request-invalid");
        assertThat(nobody.<String>path("violations[0].pointer")).isEqualTo("controller");
    }

    /** Who holds a link speaks by the link, signed in or not. */
    @Test
    void aWrongLinkIsNotMadeGoodBySigningIn() {
        assertThat(
                        person(freshNumber())
                                .header("Self-Service-Token", "wrong")
                                .get("/v1/self-service/contact")
                                .statusCode())
                .isIn(403, 429);
    }

    /** What staff does is not theirs to do. */
    @Test
    void mayDoNothingElse() {
        String number = freshNumber();

        assertProblem(person(number).get("/v1/consents"), 403, "forbidden");
        assertProblem(
                person(number).body(call(number)).post("/v1/call-decisions"), 403, "forbidden");
    }

    private static RequestSpecification person(String number) {
        return signedIn(person(number, "helios"));
    }

    private static String person(String number, String tenant) {
        return TestTokens.person(tenant, SUB, claims(number, true), SignedInPerson.ROLE);
    }

    private static RequestSpecification signedIn(String token) {
        return Http.given()
                .auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .queryParam("controller", RHONE)
                .header("Idempotency-Key", UUID.randomUUID().toString());
    }

    private static Map<String, Object> claims(@Nullable Object number, @Nullable Object verified) {
        Map<String, Object> claims = new HashMap<>();
        if (number != null) {
            claims.put("phone_number", number);
        }
        if (verified != null) {
            claims.put("phone_number_verified", verified);
        }
        return claims;
    }

    private static List<String> reasons(String number) {
        return as(dialerOf(VOIX))
                .body(call(number))
                .post("/v1/call-decisions")
                .path("reasons.code");
    }
}
