// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.call;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.freshNumber;
import static io.temoin.consent.permission.Parties.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request means what it says, or is refused; and so does its answer. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class StrictRequestsTest {

    @Nested
    class Bodies {

        /** In France nobody may be called about CPF; a call about nothing in particular may be. */
        @Test
        void aMisspeltFieldTurnsNoRefusalIntoAPermission() {
            Map<String, Object> call = call(freshNumber());
            call.put("sectr", "CPF");
            Response answer = as(dialerOf(VOIX)).body(call).post("/v1/call-decisions");
            assertProblem(answer, 400, "request-invalid");
            assertThat(answer.<String>path("violations[0].pointer")).isEqualTo("/sectr");
            assertThat(answer.<String>path("violations[0].code")).isEqualTo("field-unknown");
            assertThat(answer.<String>path("violations[0].message"))
                    .isEqualTo("There is no such field; did you mean sector?");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        {"controller":"a","controller":"b"}      | /controller
                        {"controller":"a"} {"controller":"b"}    | ''
                        {"controller":7}                         | /controller
                        {"automated":"true"}                     | /automated
                        {"automated":1}                          | /automated
                        {"grounds":{"contract":{"sinse":"x"}}}   | /grounds/contract/sinse
                        {"controller":"a\\u0000"}                | /controller
                        """)
        void meansOneThing(String body, String pointer) {
            Response answer = as(dialerOf(VOIX)).body(body).post("/v1/call-decisions");
            assertProblem(answer, 400, "request-invalid");
            assertThat(answer.<String>path("violations[0].pointer")).isEqualTo(pointer);
        }

        /**
         * One number of a list that is none is told of in its results; one that is null is none.
         */
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        /v1/call-decisions/batch | {"numbers":["0199000000",null]}    | /numbers/1
                        /v1/call-decisions       | {"address":{"zones":[null]}}       | /address/zones/0
                        /v1/consents             | {"purposes":[null]}                | /purposes/0
                        """)
        void haveNoNullElements(String address, String body, String pointer) {
            Response answer = as(dialerOf(VOIX)).body(body).post(address);
            assertProblem(answer, 400, "request-invalid");
            assertThat(answer.<String>path("violations[0].pointer")).isEqualTo(pointer);
            assertThat(answer.<String>path("violations[0].code")).isEqualTo("element-null");
        }

        /** What looks like one becomes one, with the digits of a number in it. */
        @ParameterizedTest
        @ValueSource(strings = {"01-99-00-98-76", "1-2-3-4-5"})
        void takesNoNumberForAnId(String id) {
            Map<String, Object> call = call(freshNumber());
            call.put("consent", id);
            Response answer = as(dialerOf(VOIX)).body(call).post("/v1/call-decisions");
            assertProblem(answer, 400, "request-invalid");
            assertThat(answer.<String>path("violations[0].pointer")).isEqualTo("/consent");
        }

        @ParameterizedTest
        @CsvSource({"1.5", "1e400", "\"5\"", "true"})
        void convertsNoNumber(String percent) {
            String body =
                    """
                    {"controller":"rhone-telecom","code":"QUALITY",
                     "terms":{"sampling":{"percent":%s}}}\
                    """
                            .formatted(percent);
            Response answer = as(dpo()).body(body).post("/v1/purposes");
            assertProblem(answer, 400, "request-invalid");
            assertThat(answer.<String>path("violations[0].pointer"))
                    .isEqualTo("/terms/sampling/percent");
        }

        @ParameterizedTest
        @ValueSource(strings = {"UTF-16", "UTF-16LE", "ISO-8859-1"})
        void isUtf8(String charset) {
            byte[] body = "{\"controller\":\"é\"}".getBytes(Charset.forName(charset));
            assertProblem(
                    as(dialerOf(VOIX)).body(body).post("/v1/call-decisions"),
                    400,
                    "request-invalid");
        }
    }

    @Nested
    class QueryParameterNamesAndValues {

        @Test
        void areKnown() {
            Response answer = as(dpo()).get("/v1/consents?number=%2B33199000000");
            assertProblem(answer, 400, "request-invalid");
            assertThat(answer.<String>path("violations[0].pointer")).isEqualTo("number");
            assertThat(answer.<String>path("violations[0].code")).isEqualTo("parameter-unknown");
        }

        @Test
        void areGuessedWhenTheyAreMisspelt() {
            assertThat(
                            as(dpo())
                                    .get("/v1/consents?contoller=rhone-telecom")
                                    .<String>path("violations[0].message"))
                    .isEqualTo("There is no such parameter; did you mean controller?");
        }

        @ParameterizedTest
        @CsvSource({
            "/v1/consents?controller=rhone-telecom&limit=abc, limit",
            "/v1/consents?controller=rhone-telecom&limit=1.0, limit",
            "/v1/consents?controller=rhone-telecom&limit=, limit",
            "/v1/consents?controller=rhone-telecom&limit=1&limit=2, limit",
            "/v1/consents?controller=rhone-telecom&state=NOPE, state",
            "/v1/consents?subject=, subject",
            "/v1/consents?controller=rhone-telecom&state=, state",
            "/v1/consents?controller, controller",
            "/v1/keys?kid=1, kid",
            "/v1/processing-agreements?number=1, number"
        })
        void canBeRead(String address, String parameter) {
            Response answer = as(dpo()).get(address);
            assertProblem(answer, 400, "request-invalid");
            assertThat(answer.<String>path("violations[0].pointer")).isEqualTo(parameter);
        }

        @ParameterizedTest
        @ValueSource(strings = {"subject=%00", "subject=%C3", "subject=%0A"})
        void areText(String query) {
            RequestSpecification asks = as(dpo()).urlEncodingEnabled(false);
            assertProblem(
                    asks.get("/v1/consents?controller=rhone-telecom&" + query),
                    400,
                    "request-invalid");
        }

        /** The address of a file's upload is a router handler, no resource. */
        @Test
        void areNoneWhereNoneAreDeclared() {
            Response answer =
                    Http.given()
                            .auth()
                            .oauth2(dpo())
                            .contentType("text/csv")
                            .body("0199000000")
                            .patch("/v1/screening-imports/" + UUID.randomUUID() + "?offset=3");
            assertProblem(answer, 400, "request-invalid");
            assertThat(answer.<String>path("violations[0].pointer")).isEqualTo("offset");
        }

        /** A role that may not ask learns nothing of what could be asked. */
        @Test
        void areLookedAtAfterTheRole() {
            assertThat(as(dialerOf(VOIX)).get("/v1/parties?x=y").statusCode()).isEqualTo(403);
        }
    }

    @Nested
    class Answering {

        @Test
        void keepsListsOutOfCaches() {
            Response list = as(dpo()).get("/v1/consents?controller=rhone-telecom");
            assertThat(list.header("Cache-Control")).isEqualTo("no-store");
            assertThat(list.header("X-Content-Type-Options")).isEqualTo("nosniff");
            Response problem = as(dpo()).get("/v1/consents?x=y");
            assertThat(problem.header("Cache-Control")).isEqualTo("no-store");
            assertThat(problem.header("X-Content-Type-Options")).isEqualTo("nosniff");
        }

        @Test
        void leavesTheCachingOfPublicKeysAlone() {
            assertThat(Http.get("/v1/keys").header("Cache-Control")).contains("max-age");
        }

        @Test
        void givesTheHeadOfAPublicResourceToAnybody() {
            assertThat(Http.head("/v1/keys").statusCode()).isEqualTo(200);
        }

        @ParameterizedTest
        @CsvSource({
            "/v1/call-decisions, 'OPTIONS, POST'",
            "/v1/consents, 'GET, HEAD, OPTIONS, POST'",
            "/v1/screening-imports/01990000-0000-7000-8000-000000000001,"
                    + " 'GET, HEAD, OPTIONS, PATCH'"
        })
        void saysWhichMethodsAnAddressHas(String address, String methods) {
            Response answer = as(dpo()).delete(address);
            assertProblem(answer, 405, "method-not-allowed");
            assertThat(answer.header("Allow")).isEqualTo(methods);
        }

        /** Whoever sends the Host would otherwise choose where the client goes next. */
        @Test
        void leadsNowhereButHere() {
            Response answer =
                    as(dialerOf(VOIX))
                            .header("Host", "evil.example")
                            .body(call(freshNumber()))
                            .post("/v1/call-decisions");
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
            assertThat(answer.header("Location")).startsWith("/v1/call-decisions/");
        }

        @Test
        void explainsThatARequestNeedsAHost() throws IOException {
            assertThat(answerTo("GET /v1/keys HTTP/1.1\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 ")
                    .containsIgnoringCase("content-type: application/problem+json")
                    .contains("urn:problem:temoin:request-invalid", "Host header");
        }

        @Test
        void refusesAnAddressThatIsNone() throws IOException {
            assertThat(answerTo("GET /v1/keys/%zz HTTP/1.0\r\nHost: temoin\r\n\r\n"))
                    .startsWith("HTTP/1.0 400 ")
                    .contains("urn:problem:temoin:request-invalid", "percent-encoded")
                    .doesNotContain("Exception");
        }
    }

    private static String dpo() {
        return token("helios", Parties.RHONE, "dpo");
    }

    private static String answerTo(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
