// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.agreement.AgreedParties.agree;
import static io.temoin.consent.agreement.AgreedParties.as;
import static io.temoin.consent.agreement.AgreedParties.change;
import static io.temoin.consent.agreement.AgreedParties.document;
import static io.temoin.consent.agreement.AgreedParties.instructions;
import static io.temoin.consent.agreement.AgreedParties.profile;
import static io.temoin.consent.agreement.AgreedParties.terms;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.ReadYourWrites;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.CallingClock;
import io.temoin.consent.permission.Parties;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class AgreementResourceTest {

    private static final AtomicInteger CASES = new AtomicInteger();
    private static final String RUN = UUID.randomUUID().toString().substring(0, 8);

    private final String tenant = "helios";
    private final String controller = "a-" + RUN + "-" + CASES.incrementAndGet();
    private final String processor = controller + "-centre";

    @Test
    void isReadByBothItsPartiesAndNobodyElse() {
        String place = agree(tenant, terms(controller, processor));
        for (String party : List.of(controller, processor)) {
            Response read = as(tenant, party, "read").get(place);
            assertThat(read.statusCode()).isEqualTo(200);
            assertThat(read.<String>path("state")).isEqualTo("ACTIVE");
            assertThat(read.<Integer>path("version")).isEqualTo(1);
            assertThat(read.<String>path("document.reference")).isEqualTo("DPA-2026-017");
        }
        assertProblem(as(tenant, "stranger", "read").get(place), 404, "agreement-unknown");
        assertProblem(as("boreal", controller, "read").get(place), 404, "agreement-unknown");
    }

    @Test
    void isListedForBothItsPartiesAndNobodyElse() {
        String place = agree(tenant, terms(controller, processor));
        String id = place.replaceFirst(".*/([^?]*)[?].*", "$1");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> {
                            assertThat(listed(tenant, controller)).contains(id);
                            assertThat(listed(tenant, processor)).contains(id);
                        });
        assertThat(listed(tenant, controller + "-x")).isEmpty();
        assertThat(listed("boreal", controller)).isEmpty();
    }

    @Test
    void isShownToTheTenantsOwnPeopleWhoChangeNothingOfIt() {
        String place = agree(tenant, terms(controller, processor));
        String id = place.replaceFirst(".*/([^?]*)[?].*", "$1");
        String own = TestTokens.tenantWide(tenant, tenant, "tenant-dpo", "dpo");
        String foreign = TestTokens.tenantWide("boreal", "boreal", "tenant-dpo", "dpo");

        assertThat(Parties.as(own).get(place).<String>path("id")).isEqualTo(id);
        assertProblem(Parties.as(foreign).get(place), 404, "agreement-unknown");
        assertProblem(as(tenant, tenant, "read").get(place), 404, "agreement-unknown");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(everyPage(own)).contains(id));
        assertThat(everyPage(foreign)).doesNotContain(id);
        assertProblem(
                Parties.as(own).post(place.replace("?", "/suspensions?")),
                403,
                "not-the-controller");
        // Who does not find it may not learn from another refusal that it is there.
        assertProblem(
                Parties.as(foreign).post(place.replace("?", "/suspensions?")),
                404,
                "agreement-unknown");
    }

    /** Whoever says that they are its processor is told no more than that there is none. */
    @Test
    void isUnknownToAProcessorThatIsNoPartyOfIt() {
        String place = agree(tenant, terms(controller, processor));
        String claimed = place.replace("processor=" + processor, "processor=stranger");
        assertProblem(
                as(tenant, "stranger", "rest-" + place).post(claimed.replace("?", "/suspensions?")),
                404,
                "agreement-unknown");
    }

    @Test
    void isListedPageByPage() {
        List<String> centres = List.of(processor, processor + "-2", processor + "-3");
        centres.forEach(centre -> agree(tenant, terms(controller, centre)));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(listed(tenant, controller)).hasSize(3));
        assertThat(
                        everyPage(
                                () -> as(tenant, controller, "page").queryParam("limit", 2),
                                "items.processor"))
                .containsExactlyElementsOf(centres);
    }

    @Test
    void isOnTheListsThatHaveHeardOfIt() throws SQLException {
        // Given
        var agreements =
                new ReadYourWrites(
                        () -> as(tenant, controller, "list"),
                        asking -> asking.get("/v1/processing-agreements"));
        var parties =
                new ReadYourWrites(
                        () -> as(tenant, controller, "list"), asking -> asking.get("/v1/parties"));
        String place = agree(tenant, terms(controller, processor));

        // When
        Response suspended =
                agreements.after(() -> change(tenant, controller, place, "suspensions", Map.of()));
        Response amended =
                parties.after(
                        () ->
                                as(tenant, controller, "amend-" + controller)
                                        .body(profile("CONTROLLER", "PROCESSOR"))
                                        .post("/v1/parties/" + controller + "/amendments"));

        // Then
        assertThat(suspended.<List<String>>path("items.state")).containsExactly("SUSPENDED");
        assertThat(amended.<List<List<String>>>path("items.roles"))
                .contains(List.of("CONTROLLER", "PROCESSOR"));
    }

    @Test
    void takesNoReasonThatItWouldPassOver() {
        String place = agree(tenant, terms(controller, processor));

        Response refused =
                as(tenant, controller, "reason-" + place)
                        .body(Map.of("reason", "audit findings"))
                        .post(place.replace("?", "/suspensions?"));

        assertProblem(refused, 400, "request-invalid");
        assertThat(as(tenant, controller, "read").get(place).<String>path("state"))
                .isEqualTo("ACTIVE");
    }

    @Test
    void goesThroughItsLife() {
        String place = agree(tenant, terms(controller, processor));
        assertThat(change(tenant, controller, place, "suspensions", Map.of()).<String>path("state"))
                .isEqualTo("SUSPENDED");
        Map<String, Object> narrower = instructions();
        narrower.put("countries", List.of("FR"));
        Response amended =
                change(
                        tenant,
                        controller,
                        place,
                        "amendments",
                        Map.of("instructions", narrower, "document", document()));
        assertThat(amended.<Integer>path("version")).isEqualTo(2);
        assertThat(amended.header("Event-Position")).matches("[0-9a-f-]{36}\\.0");
        assertThat(change(tenant, controller, place, "endings", Map.of()).<String>path("state"))
                .isEqualTo("ENDED");
        assertProblem(
                as(tenant, controller, "too-late-" + place)
                        .body(Map.of("document", document()))
                        .post(place.replace("?", "/activations?")),
                409,
                "agreement-ended");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(
                                                as(tenant, controller, "state")
                                                        .get("/v1/processing-agreements")
                                                        .<List<String>>path("items.state"))
                                        .containsExactly("ENDED"));
    }

    @Test
    void isChangedByTheControllerAlone() {
        String place = agree(tenant, terms(controller, processor));
        assertProblem(
                as(tenant, processor, "widen-" + place)
                        .body(Map.of("instructions", instructions(), "document", document()))
                        .post(place.replace("?", "/amendments?")),
                403,
                "not-the-controller");
        assertProblem(
                as(tenant, "stranger", "widen-" + place)
                        .body(Map.of())
                        .post(place.replace("?", "/endings?")),
                404,
                "agreement-unknown");
        assertProblem(
                as(tenant, processor, "own-" + place)
                        .body(terms(controller, processor))
                        .post("/v1/processing-agreements"),
                403,
                "not-the-controller");
    }

    @Test
    void isRefusedWithEverythingThatIsWrongWithIt() {
        Map<String, Object> terms = terms(controller, controller);
        terms.put("validUntil", "2019-01-01T00:00:00Z");
        terms.put("subProcessors", List.of("nobody"));
        terms.put("engagedBy", "p1");
        Response refused =
                as(tenant, controller, "wrong-" + controller)
                        .body(terms)
                        .post("/v1/processing-agreements");
        assertProblem(refused, 400, "agreement-invalid");
        assertThat(refused.<List<String>>path("violations.pointer"))
                .containsExactly(
                        "/processor",
                        "/controller",
                        "/processor",
                        "/validUntil",
                        "/subProcessors/0",
                        "/engagedBy");
    }

    @ParameterizedTest
    @CsvSource({
        "subjectMatter,,/subjectMatter",
        "atEnd,KEEP,/atEnd",
        "validFrom,2026-01-01,/validFrom",
        "validFrom,-4714-11-24T00:00:00Z,/validFrom",
        "validFrom,+294277-01-01T00:00:00Z,/validFrom",
        "validUntil,+294277-01-01T00:00:00Z,/validUntil",
        "validUntil,2226-01-01T00:00:00Z,/validUntil",
        "controller,Rhône,/controller",
        "engagedBy,-,/engagedBy"
    })
    void isRefusedWhereAFieldCannotBeRead(String field, @Nullable String value, String pointer) {
        Map<String, Object> terms = terms(controller, processor);
        terms.remove(field);
        if (value != null) {
            terms.put(field, value);
        }
        Response refused =
                as(tenant, controller, "unread-" + controller + field + value)
                        .body(terms)
                        .post("/v1/processing-agreements");
        assertProblem(refused, 400, "request-invalid");
        assertThat(refused.<String>path("violations[0].pointer")).isEqualTo(pointer);
    }

    @Test
    void anUnknownPurposeIsNotInstructed() {
        Map<String, Object> instructions = instructions();
        instructions.put("purposes", List.of("GOSSIP"));
        Map<String, Object> terms = terms(controller, processor);
        terms.put("instructions", instructions);
        Response refused =
                as(tenant, controller, "gossip-" + controller)
                        .body(terms)
                        .post("/v1/processing-agreements");
        assertProblem(refused, 400, "request-invalid");
        assertThat(refused.<String>path("violations[0].pointer"))
                .isEqualTo("/instructions/purposes/0");
    }

    /** Whoever sets up a centre repeats that on each start, at another time. */
    @Test
    void aRepeatedDraftIsAnsweredAlike() {
        agree(tenant, terms(controller, processor));
        Map<String, Object> other = terms(controller, processor);
        String key = "draft-again-" + controller;
        Response first = as(tenant, controller, key).body(other).post("/v1/processing-agreements");
        assertThat(first.statusCode()).isEqualTo(201);
        CallingClock.set(CallingClock.now().plusSeconds(3_600));
        Response second = as(tenant, controller, key).body(other).post("/v1/processing-agreements");
        CallingClock.set(CallingClock.MORNING);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.asString()).isEqualTo(first.asString());
    }

    /** {@code a-b} with {@code c}, and {@code a} with {@code b-c}, are two pairs. */
    @Test
    void noTwoPairsShareAStream() {
        assertThat(AgreementStream.streamOf(new PartyId("a-b"), new PartyId("c")))
                .isNotEqualTo(AgreementStream.streamOf(new PartyId("a"), new PartyId("b-c")));
    }

    private static List<String> everyPage(String token) {
        return everyPage(() -> Parties.as(token).queryParam("limit", 200), "items.id");
    }

    private static List<String> everyPage(Supplier<RequestSpecification> asking, String path) {
        List<String> met = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            RequestSpecification asked = asking.get();
            if (cursor != null) {
                asked.queryParam("cursor", cursor);
            }
            Response page = asked.get("/v1/processing-agreements");
            met.addAll(page.path(path));
            cursor = page.path("next");
        } while (cursor != null);
        return met;
    }

    private static List<String> listed(String tenant, String organisation) {
        return as(tenant, organisation, "list").get("/v1/processing-agreements").path("items.id");
    }
}
