// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.permission.CallingClock;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each test has a controller of its own, since a purpose is declared once. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class PurposeResourceTest {

    private static final AtomicInteger CONTROLLERS = new AtomicInteger();
    private static final String ACTOR = "0f0e0d0c-0000-4000-8000-000000000001";

    private final String controller = "purposeful-" + CONTROLLERS.incrementAndGet();

    @Test
    void tellsWhatCanBeDeclared() {
        Response catalogue = as("dpo").get("/v1/purpose-templates");
        assertThat(catalogue.<List<String>>path("purposes.code"))
                .contains("QUALITY", "INSURANCE_SALE", "SECURITY_LOG");
        assertThat(catalogue.<String>path("purposes.find { it.code == 'FRAUD' }.toVerify"))
                .isNotBlank();
    }

    @Test
    void declaresActivatesRevisesAndRetires() {
        Response declared = declare("QUALITY", terms(5));
        assertThat(declared.statusCode()).isEqualTo(201);
        assertThat(declared.<String>path("change")).isEqualTo("DECLARED");
        String first = declared.path("hash");
        Response activated = activate("QUALITY");
        assertThat(activated.statusCode()).isEqualTo(201);
        assertThat(activated.<String>path("hash")).isEqualTo(first);
        Response revised =
                as("dpo")
                        .body(Map.of("controller", controller, "replaces", 1, "terms", terms(3)))
                        .post("/v1/purposes/QUALITY/revisions");
        assertThat(revised.<String>path("before")).isEqualTo(first);
        assertThat(revised.<Integer>path("revision")).isEqualTo(2);
        assertThat(read().<String>path("state")).isEqualTo("ACTIVE");
        Response retired =
                as("dpo")
                        .body(Map.of("controller", controller, "reason", "service-ended"))
                        .post("/v1/purposes/QUALITY/retirements");
        assertThat(retired.statusCode()).isEqualTo(201);
        Response read = read();
        assertThat(read.<String>path("state")).isEqualTo("RETIRED");
        assertThat(read.<Integer>path("terms.sampling.percent")).isEqualTo(3);
        assertThat(read.<List<String>>path("history.change"))
                .containsExactly("DECLARED", "ACTIVATED", "REVISED", "RETIRED");
    }

    @Test
    void listsWhatAControllerDeclared() {
        declare("TRAINING", terms(5));
        declare("QUALITY", terms(5));
        activate("QUALITY");
        Response list = as("supervisor").get("/v1/purposes?controller=" + controller);
        assertThat(list.<List<String>>path("items.purpose")).containsExactly("TRAINING", "QUALITY");
        assertThat(list.<List<String>>path("items.state")).containsExactly("DECLARED", "ACTIVE");
        assertThat(list.<String>path("items[1].grounds.balancingTestId")).isEqualTo("BT-2026-014");
    }

    @Test
    void refusesToRecordEveryCall() {
        Response refused = declare("QUALITY", terms(100));
        assertProblem(refused, 400, "purpose-terms-invalid");
        assertThat(refused.<String>path("violations[0].pointer"))
                .isEqualTo("/terms/sampling/percent");
        assertThat(refused.<String>path("violations[0].message")).contains("CNIL");
        assertProblem(read(), 404, "purpose-unknown");
    }

    @Test
    void refusesALegitimateInterestThatNobodyWeighed() {
        declare("QUALITY", terms(5));
        Response refused =
                as("dpo")
                        .body(Map.of("controller", controller))
                        .post("/v1/purposes/QUALITY/activations");
        assertProblem(refused, 400, "purpose-grounds-missing");
        assertThat(refused.<String>path("violations[0].pointer")).isEqualTo("/balancingTestId");
    }

    @Test
    void refusesWhatIsNotInTheCatalogue() {
        assertProblem(declare("GOSSIP", terms(5)), 400, "purpose-not-in-catalogue");
    }

    /** GDPR art. 28(10). */
    @Test
    void aProcessorDeclaresNothing() {
        Response refused =
                as("voix-du-rhone", List.of(controller), "dpo")
                        .body(declaration("QUALITY", terms(5)))
                        .post("/v1/purposes");
        assertProblem(refused, 403, "purpose-of-another");
    }

    @Test
    void givesARepeatedRequestTheSameAnswer() {
        String key = UUID.randomUUID().toString();
        Response first = withKey(key).body(declaration("QUALITY", terms(5))).post("/v1/purposes");
        activate("QUALITY");
        Response again = withKey(key).body(declaration("QUALITY", terms(5))).post("/v1/purposes");
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(again.asString()).isEqualTo(first.asString());
    }

    @ParameterizedTest
    @CsvSource({
        "legalBasis,WHIM,/terms/legalBasis",
        "keepFor,half a year,/terms/keepFor",
        "keepingReference,'two\nlines',/terms/keepingReference"
    })
    void refusesTermsItCannotRead(String field, String value, String pointer) {
        Map<String, Object> terms = terms(5);
        terms.put(field, value);
        Response refused = declare("QUALITY", terms);
        assertProblem(refused, 400, "request-invalid");
        assertThat(refused.<String>path("violations[0].pointer")).isEqualTo(pointer);
    }

    @Test
    void refusesTransfersAndBudgetsItCannotRead() {
        Map<String, Object> transfer = terms(5);
        transfer.put("transfers", List.of(Map.of("country", "Morocco", "safeguard", "ADEQUACY")));
        assertThat(declare("QUALITY", transfer).<String>path("violations[0].pointer"))
                .isEqualTo("/terms/transfers/0/country");
        assertThat(declare("QUALITY", terms(101)).<String>path("violations[0].pointer"))
                .isEqualTo("/terms/sampling/percent");
        Map<String, Object> budget = terms(5);
        budget.put("sampling", Map.of("percent", 5, "perMonth", -1));
        assertThat(declare("QUALITY", budget).<String>path("violations[0].pointer"))
                .isEqualTo("/terms/sampling/perMonth");
        Map<String, Object> many = terms(5);
        many.put("recipients", IntStream.range(0, 51).mapToObj(i -> "r" + i).toList());
        assertThat(declare("QUALITY", many).<String>path("violations[0].pointer"))
                .isEqualTo("/terms/recipients");
    }

    /** A controller with purposes is recorded for those it has active, within their budgets. */
    @Test
    void callsAreRecordedForActivePurposesOnly() {
        declare("TRAINING", terms(99));
        String number = consented("PROSPECTING_CALL", "TRAINING");
        Response declared = decide(number);
        assertThat(declared.<Object>path("recording")).isNull();
        assertThat(declared.<List<String>>path("recordingExplained.purposes.code"))
                .containsExactly("NOT_ACTIVE", "NOT_ACTIVE", "NOT_ACTIVE");
    }

    /** Many at once, as by many replicas: the month's budget is never exceeded. */
    @Test
    void aMonthlyBudgetIsNeverExceeded() throws Exception {
        Map<String, Object> terms = terms(99);
        terms.put("sampling", Map.of("percent", 99, "perMonth", 5));
        declare("QUALITY", terms);
        activate("QUALITY");
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            numbers.add(consented("PROSPECTING_CALL"));
        }
        Map<String, Integer> outcomes = new HashMap<>();
        var ready = new CountDownLatch(1);
        try (ExecutorService dialers = Executors.newFixedThreadPool(8)) {
            List<Future<Response>> answers =
                    numbers.stream()
                            .map(
                                    number ->
                                            dialers.submit(
                                                    () -> {
                                                        ready.await();
                                                        return decide(number);
                                                    }))
                            .toList();
            ready.countDown();
            for (Future<Response> answer : answers) {
                outcomes.merge(quality(answer.get()), 1, Integer::sum);
            }
        }
        assertThat(outcomes).containsEntry("DRAWN", 5);
        assertThat(outcomes.keySet()).contains("BUDGET_SPENT");
        assertThat(outcomes.values().stream().mapToInt(count -> count).sum()).isEqualTo(24);
    }

    /** What was drawn for a call that is denied is drawn for another. */
    @Test
    void aDeniedCallCostsNothing() {
        Map<String, Object> terms = terms(99);
        terms.put("sampling", Map.of("percent", 99, "perMonth", 1));
        declare("QUALITY", terms);
        activate("QUALITY");
        for (int i = 0; i < 5; i++) {
            assertThat(decide(freshNumber()).<String>path("verdict")).isEqualTo("DENY");
        }
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            outcomes.add(quality(decide(consented("PROSPECTING_CALL"))));
        }
        assertThat(outcomes.stream().filter("DRAWN"::equals)).hasSize(1);
    }

    private static String quality(Response answer) {
        return answer.path("recordingExplained.purposes.find { it.purpose == 'QUALITY' }.code");
    }

    private String consented(String... purposes) {
        String number = freshNumber();
        Map<String, Object> consent = new LinkedHashMap<>();
        consent.put("controller", controller);
        consent.put("number", number);
        consent.put("purposes", List.of(purposes));
        consent.put("channel", "WEB");
        consent.put("wordingVersion", "fibre-2026-09");
        consent.put(
                "mentions",
                Map.of(
                        "professionalAndGoods", true,
                        "choice", true,
                        "period", true,
                        "withdrawal", true,
                        "proofAccess", true));
        consent.put("positiveAct", "CLICK");
        consent.put("validFor", "P6M");
        consent.put("object", "fibre");
        consent.put("collectedAt", CallingClock.now().minusSeconds(60).toString());
        consent.put("evidence", Map.of("kind", "WEB_FORM", "reference", "form-17"));
        assertThat(as("dialer").body(consent).post("/v1/consents").statusCode()).isEqualTo(201);
        return number;
    }

    private Response decide(String number) {
        return as("dialer")
                .body(
                        Map.of(
                                "controller",
                                controller,
                                "number",
                                number,
                                "offer",
                                "fibre",
                                "purpose",
                                "PROSPECTING_CALL"))
                .post("/v1/call-decisions");
    }

    /** Of the range reserved for fiction, that no other test draws from. */
    private static String freshNumber() {
        return "+3326191%04d".formatted(NUMBERS.incrementAndGet());
    }

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private Response declare(String purpose, Map<String, Object> terms) {
        return as("dpo").body(declaration(purpose, terms)).post("/v1/purposes");
    }

    private Response activate(String purpose) {
        return as("dpo")
                .body(Map.of("controller", controller, "balancingTestId", "BT-2026-014"))
                .post("/v1/purposes/" + purpose + "/activations");
    }

    private Response read() {
        return as("dpo").get("/v1/purposes/QUALITY?controller=" + controller);
    }

    private Map<String, Object> declaration(String purpose, Map<String, Object> terms) {
        return Map.of("controller", controller, "purpose", purpose, "terms", terms);
    }

    private static Map<String, Object> terms(int percent) {
        Map<String, Object> terms = new LinkedHashMap<>();
        terms.put("legalBasis", "LEGITIMATE_INTEREST");
        terms.put("keepFor", "P3M");
        terms.put("sampling", Map.of("percent", percent));
        return terms;
    }

    private RequestSpecification as(String role) {
        return as(controller, List.of(), role);
    }

    private RequestSpecification withKey(String key) {
        return request(controller, List.of(), "dpo").header("Idempotency-Key", key);
    }

    private static RequestSpecification as(
            String organisation, List<String> onBehalfOf, String role) {
        return request(organisation, onBehalfOf, role)
                .header("Idempotency-Key", UUID.randomUUID().toString());
    }

    private static RequestSpecification request(
            String organisation, List<String> onBehalfOf, String role) {
        return Http.given()
                .auth()
                .oauth2(TestTokens.token("helios", organisation, onBehalfOf, ACTOR, role))
                .contentType(ContentType.JSON);
    }
}
