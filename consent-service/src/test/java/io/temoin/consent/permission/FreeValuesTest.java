// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.call;
import static io.temoin.consent.permission.Parties.consent;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.freshNumber;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may choose freely is kept in clear for good, so it names nobody. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class FreeValuesTest {

    @ParameterizedTest
    @ValueSource(strings = {"33199001234", "0199001234", "0033199001234", "33-1-99-00-12-34"})
    void aWorkstationIsNoPhoneNumber(String number) {
        Response answer =
                asks().header("X-Workstation", number)
                        .body(call(freshNumber()))
                        .post("/v1/call-decisions");
        assertProblem(answer, 400, "personal-data-refused");
        assertThat(answer.<String>path("violations[0].pointer")).isEqualTo("X-Workstation");
        assertThat(answer.asString()).doesNotContain(number);
    }

    @ParameterizedTest
    @CsvSource({"campaign, 33199001234", "campaign, 0199001234", "brand, 33.199.001.234"})
    void aCodeOfACallIsNoPhoneNumber(String field, String number) {
        Map<String, Object> call = call(freshNumber());
        call.put(field, number);
        Response answer = asks().body(call).post("/v1/call-decisions");
        assertProblem(answer, 400, "personal-data-refused");
        assertThat(answer.<String>path("violations[0].pointer")).isEqualTo("/" + field);
    }

    /** A decision keeps in clear which number would be shown, and hence not the person's own. */
    @ParameterizedTest
    @CsvSource({
        "+33199001234, +33199001234",
        "01 99 00 12 34, +33199001234",
        "0692 85 12 34, +33692851234",
        "0692 85 12 34, +262692851234"
    })
    void whatIsShownIsNotThePersonsOwnNumber(String called, String shown) {
        Map<String, Object> call = call(called);
        call.put("callerId", shown);
        Response answer = asks().body(call).post("/v1/call-decisions");
        assertProblem(answer, 400, "personal-data-refused");
        assertThat(answer.<String>path("violations[0].pointer")).isEqualTo("/callerId");
        assertThat(answer.asString()).doesNotContain(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"callId", "agentId", "collectionPoint", "wordingVersion"})
    void aReferenceOfAConsentIsNoPhoneNumber(String field) {
        Map<String, Object> consent = consent(freshNumber());
        consent.put(field, "33199001234");
        Response answer = asks().body(consent).post("/v1/consents");
        assertProblem(answer, 400, "personal-data-refused");
        assertThat(answer.<String>path("violations[0].pointer")).isEqualTo("/" + field);
    }

    @Test
    void aReferenceOfEvidenceIsNoPhoneNumber() {
        Map<String, Object> consent = consent(freshNumber());
        consent.put("evidence", Map.of("kind", "CALL_SEGMENT", "reference", "rec/33199001234"));
        Response answer = asks().body(consent).post("/v1/consents");
        assertProblem(answer, 400, "personal-data-refused");
        assertThat(answer.<String>path("violations[0].pointer")).isEqualTo("/evidence/reference");
    }

    /** It is an id that a client may share with others: anything else would be published. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "33199001234",
                "33199001234-------------------------",
                "331990012340331990012340331990012340"
            })
    void aCorrelationIdIsAUuid(String claimed) {
        Response answer =
                asks().header("X-Correlation-Id", claimed)
                        .body(call(freshNumber()))
                        .post("/v1/call-decisions");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(UUID.fromString(answer.header("X-Correlation-Id")).version()).isEqualTo(4);
        assertThat(answer.header("X-Correlation-Id")).isNotEqualTo(claimed);
    }

    private static RequestSpecification asks() {
        return Http.given()
                .auth()
                .oauth2(dialerOf(VOIX))
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", UUID.randomUUID().toString());
    }
}
