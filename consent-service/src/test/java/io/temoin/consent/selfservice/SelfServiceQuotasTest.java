// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.call;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.freshNumber;
import static io.temoin.consent.permission.Parties.token;
import static io.temoin.consent.selfservice.SelfServiceLinks.given;
import static io.temoin.consent.selfservice.SelfServiceLinks.link;
import static io.temoin.consent.selfservice.SelfServiceLinks.tokenFor;
import static io.temoin.consent.selfservice.SelfServiceLinks.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.permission.CallingClock;
import io.temoin.consent.rights.domain.DataSubjectRight;
import io.temoin.platform.ServiceComponents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody who holds a link sets the legal clocks of a few data requests, not of thousands. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class SelfServiceQuotasTest {

    private static final String REACHED = "self-service-quota-reached";
    private static final Map<String, String> ACCESS = Map.of("right", "ACCESS");

    @BeforeEach
    @AfterEach
    void startInTheMorning() {
        CallingClock.set(CallingClock.MORNING);
    }

    @Test
    void aLinkMakesOneDataRequestOfEachRightAndNotSixty() {
        String token = tokenFor(freshNumber(), "DATA_REQUEST");

        List<Response> answers = repeat(12, () -> request(token));

        assertThat(statuses(answers)).containsExactlyElementsOf(statuses(1, 11));
        Response refused = answers.getLast();
        assertProblem(refused, 429, REACHED);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(86_000, 86_400);
        assertThat(refused.<String>path("detail")).contains("will be answered");
    }

    /** Whoever asked for access twice may still have their data erased. */
    @Test
    void everyRightHasItsPlaceWhateverWasAskedBefore() {
        String token = tokenFor(freshNumber(), "DATA_REQUEST");
        repeat(12, () -> request(token));

        List<Response> answers =
                EnumSet.complementOf(EnumSet.of(DataSubjectRight.ACCESS)).stream()
                        .map(right -> request(token, right))
                        .toList();

        assertThat(statuses(answers)).hasSize(4).containsOnly(201);
    }

    @Test
    void aPersonMakesNoMoreWithManyLinks() {
        String number = freshNumber();

        List<Response> answers = repeat(4, () -> request(tokenFor(number, "DATA_REQUEST")));

        assertThat(statuses(answers)).containsExactlyElementsOf(statuses(2, 2));
        assertThat(request(tokenFor(number, "DATA_REQUEST"), DataSubjectRight.ERASURE).statusCode())
                .isEqualTo(201);
        assertThat(request(tokenFor(freshNumber(), "DATA_REQUEST")).statusCode()).isEqualTo(201);
    }

    /** Whose answer was lost gets it, and is not told that it was too much. */
    @Test
    void aRepeatedRequestIsNotCountedAsAnother() {
        String token = tokenFor(freshNumber(), "DATA_REQUEST");
        String key = UUID.randomUUID().toString();
        Response first = with(token, key).body(ACCESS).post("/v1/self-service/data-requests");
        repeat(5, () -> request(token));

        Response again = with(token, key).body(ACCESS).post("/v1/self-service/data-requests");

        assertThat(again.statusCode()).as(again.asString()).isEqualTo(201);
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(again.<String>path("id")).isEqualTo(first.path("id"));
    }

    /** It has the person's history read and does nothing: a loop of them comes to an end, too. */
    @Test
    void aRepeatedStatementIsCountedAsReading() {
        String token = tokenFor(freshNumber(), "OBJECT");
        String key = UUID.randomUUID().toString();

        List<Response> answers =
                repeat(63, () -> with(token, key).post("/v1/self-service/objections"));

        assertThat(statuses(answers)).containsExactlyElementsOf(statuses(61, 2));
        assertProblem(answers.getLast(), 429, REACHED);
        assertThat(object(token).statusCode()).as("another one").isEqualTo(201);
    }

    /** What cannot be said once more was said before, and stays effective. */
    @Test
    void anObjectionStandsHoweverOftenItIsRepeated() {
        String number = freshNumber();
        String token = tokenFor(number, "OBJECT", "WITHDRAW");
        given(number);

        List<Response> answers = repeat(30, () -> with(token).post("/v1/self-service/objections"));

        assertThat(statuses(answers)).containsExactlyElementsOf(statuses(20, 10));
        assertThat(with(token).post("/v1/self-service/withdrawals").statusCode())
                .as("another right has its own place")
                .isEqualTo(201);
        Response call = as(dialerOf(VOIX)).body(call(number)).post("/v1/call-decisions");
        assertThat(call.<String>path("verdict")).isEqualTo("DENY");
    }

    @Test
    void readingIsCountedToo() {
        String token = tokenFor(freshNumber(), "VIEW");

        List<Response> answers = repeat(70, () -> with(token).get("/v1/self-service/contact"));

        assertThat(statuses(answers).stream().filter(status -> status == 200)).hasSize(60);
        assertProblem(answers.getLast(), 429, REACHED);
    }

    @Test
    void aPersonIsNotSentLinksWithoutEnd() {
        String number = freshNumber();

        List<Response> answers = repeat(25, () -> link(number, "VIEW"));

        assertThat(statuses(answers)).containsExactlyElementsOf(statuses(20, 5));
        assertProblem(answers.getLast(), 429, REACHED);
    }

    /** A repetition makes no link, but reads and signs like one: a loop of them comes to an end. */
    @Test
    void aLinkIsNotMadeAgainWithoutEnd() {
        String number = freshNumber();
        String key = UUID.randomUUID().toString();

        List<Response> answers = repeat(23, () -> linkOfRhone(number, key));

        assertThat(statuses(answers)).containsExactlyElementsOf(statuses(21, 2));
        assertProblem(answers.getLast(), 429, REACHED);
        assertThat(answers.get(20).header("Idempotent-Replay")).isEqualTo("true");
        assertThat(link(number, "VIEW").statusCode()).as("another one").isEqualTo(201);
    }

    /** Who makes links uses up their own: the controller's DPO still makes one. */
    @Test
    void anOrganisationsLinksTakeNothingFromAnothers() {
        String number = freshNumber();
        assertThat(statuses(repeat(21, () -> linkOfVoix(number, "VIEW"))))
                .containsExactlyElementsOf(statuses(20, 1));

        assertThat(link(number, "VIEW").statusCode()).isEqualTo(201);
    }

    /** Who makes a link holds its token: with it they use up neither another's nor the person's. */
    @Test
    void whatAProcessorDoesByItsLinksTakesNothingFromThePerson() {
        String number = freshNumber();
        String firstOfVoix = linkOfVoix(number, "OBJECT").path("token");
        String secondOfVoix = linkOfVoix(number, "OBJECT").path("token");
        String thirdOfVoix = linkOfVoix(number, "OBJECT").path("token");
        for (String token : List.of(firstOfVoix, secondOfVoix)) {
            assertThat(statuses(repeat(20, () -> object(token)))).containsOnly(201);
        }
        assertProblem(object(thirdOfVoix), 429, REACHED);

        String first = tokenFor(number, "OBJECT");
        String second = tokenFor(number, "OBJECT");
        for (String token : List.of(first, second)) {
            assertThat(statuses(repeat(20, () -> object(token)))).containsOnly(201);
        }
        assertProblem(object(tokenFor(number, "OBJECT")), 429, REACHED);

        assertThat(
                        SelfServiceLinks.signedIn(number)
                                .post("/v1/self-service/objections")
                                .statusCode())
                .isEqualTo(201);
    }

    private static Response linkOfRhone(String number, String key) {
        return as(token("helios", RHONE, "agent"), key)
                .body(SelfServiceLinks.wanted(number, "VIEW"))
                .post("/v1/self-service-links");
    }

    private static Response linkOfVoix(String number, String... scopes) {
        return as(token("helios", VOIX, "agent"))
                .body(SelfServiceLinks.wanted(number, scopes))
                .post("/v1/self-service-links");
    }

    private static Response object(String token) {
        return with(token).post("/v1/self-service/objections");
    }

    private static Response request(String token) {
        return request(token, DataSubjectRight.ACCESS);
    }

    private static Response request(String token, DataSubjectRight right) {
        Map<String, Object> body = new HashMap<>(Map.of("right", right));
        if (right == DataSubjectRight.RECTIFICATION) {
            body.put("correction", "My name is spelt with one n.");
        }
        return with(token).body(body).post("/v1/self-service/data-requests");
    }

    private static List<Response> repeat(int times, Supplier<Response> request) {
        return IntStream.range(0, times).mapToObj(_ -> request.get()).toList();
    }

    private static List<Integer> statuses(List<Response> answers) {
        return answers.stream().map(Response::statusCode).toList();
    }

    private static List<Integer> statuses(int done, int refused) {
        List<Integer> statuses = new ArrayList<>(Collections.nCopies(done, 201));
        statuses.addAll(Collections.nCopies(refused, 429));
        return statuses;
    }
}
