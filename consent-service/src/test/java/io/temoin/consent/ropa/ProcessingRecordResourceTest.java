// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.ropa;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.agreement.AgreedParties.agree;
import static io.temoin.consent.agreement.AgreedParties.as;
import static io.temoin.consent.agreement.AgreedParties.change;
import static io.temoin.consent.agreement.AgreedParties.instructions;
import static io.temoin.consent.agreement.AgreedParties.profile;
import static io.temoin.consent.agreement.AgreedParties.terms;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.platform.ServiceComponents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** GDPR art. 30: what is processed, from what is recorded. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class ProcessingRecordResourceTest {

    private static final String TENANT = "helios";
    private static final AtomicInteger CASES = new AtomicInteger();
    private static final String RUN = UUID.randomUUID().toString().substring(0, 8);

    private final String controller = "r-" + RUN + "-" + CASES.incrementAndGet();
    private final String centre = controller + "-centre";
    private String place = "";

    @BeforeEach
    void twoPartiesThatAgreed() {
        Map<String, Object> terms = terms(controller, centre);
        Map<String, Object> instructions = instructions();
        instructions.put("purposes", List.of("PROSPECTING_CALL", "QUALITY"));
        terms.put("instructions", instructions);
        terms.put("transfers", List.of(Map.of("country", "TN", "safeguard", "SCC-2021-914-M2")));
        place = agree(TENANT, terms);
    }

    @Test
    void ofAControllerSaysWhatArticle30Wants() {
        Response record = recordWithRecipients();
        assertThat(record.<String>path("party.legalName")).isEqualTo("Société d'exemple SA");
        assertThat(record.<String>path("party.contact")).isEqualTo("contact@party.example");
        assertThat(record.<String>path("party.dpo")).isEqualTo("dpo@party.example");
        assertThat(record.<String>path("party.security")).isEqualTo("PSSI-2026-03");
        assertThat(record.<List<String>>path("activities.purpose"))
                .containsExactlyElementsOf(Stream.of(Purpose.values()).map(Purpose::name).toList());
        String quality = "activities.find { it.purpose == 'QUALITY' }.";
        assertThat(record.<List<String>>path(quality + "dataTypes"))
                .containsExactly("PHONE_NUMBER", "VOICE");
        assertThat(record.<List<String>>path(quality + "subjectCategories"))
                .containsExactly("AGENT", "CALLEE", "PROSPECTS");
        assertThat(record.<List<String>>path(quality + "recipients.processor.id"))
                .containsExactly(centre);
        assertThat(record.<List<String>>path(quality + "transfers"))
                .containsExactly("TN (SCC-2021-914-M2)");
        assertThat(record.<List<String>>path(quality + "erasure.keepFor")).contains("P6M");
        String training = "activities.find { it.purpose == 'TRAINING' }.";
        assertThat(record.<List<Object>>path(training + "recipients")).isEmpty();
        assertThat(record.<List<Object>>path("mandates")).isEmpty();
    }

    @Test
    void ofAProcessorSaysWhatItDoesForWhom() {
        recordWithRecipients();
        Response record =
                as(TENANT, centre, "read")
                        .queryParam("processor", centre)
                        .get("/v1/processing-records");
        assertThat(record.statusCode()).isEqualTo(200);
        assertThat(record.<List<String>>path("mandates.controller.id")).containsExactly(controller);
        assertThat(record.<List<String>>path("mandates[0].purposes"))
                .containsExactly("PROSPECTING_CALL", "QUALITY");
        assertThat(record.<List<Object>>path("activities")).isEmpty();
    }

    @Test
    void followsWhatIsAgreed() {
        recordWithRecipients();
        change(TENANT, controller, place, "endings", Map.of());
        assertThat(record().<List<List<Object>>>path("activities.recipients"))
                .allSatisfy(recipients -> assertThat(recipients).isEmpty());
    }

    @Test
    void isAPageThatNeedsNothingElse() {
        Map<String, Object> hostile = profile("CONTROLLER");
        hostile.put("legalName", "<script>alert(1)</script> & Cie");
        as(TENANT, controller, "hostile-" + controller)
                .body(hostile)
                .post("/v1/parties/" + controller + "/amendments")
                .then()
                .statusCode(200);
        recordWithRecipients();
        Response page =
                as(TENANT, controller, "print")
                        .accept("text/html")
                        .queryParam("controller", controller)
                        .get("/v1/processing-records");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.contentType()).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; style-src 'sha256-")
                .doesNotContain("unsafe");
        assertThat(page.asString())
                .contains(
                        "&lt;script&gt;",
                        "PROSPECTING_CALL",
                        "exemple SA",
                        "P6M",
                        "TN (SCC-2021-914-M2)")
                .doesNotContain("<script", "http://", "https://", "src=", "NOT_FOUND");
    }

    @Test
    void ofAProcessorIsAPageToo() {
        recordWithRecipients();
        Response page =
                as(TENANT, centre, "print")
                        .accept("text/html")
                        .queryParam("processor", centre)
                        .get("/v1/processing-records");
        assertThat(page.asString()).contains("Calling and recording", "contact@party.example");
    }

    @Test
    void isForTheOrganisationItself() {
        assertProblem(
                as(TENANT, centre, "read")
                        .queryParam("controller", controller)
                        .get("/v1/processing-records"),
                404,
                "party-unknown");
        assertProblem(
                as("boreal", controller, "read")
                        .queryParam("controller", controller)
                        .get("/v1/processing-records"),
                404,
                "party-unknown");
    }

    @Test
    void isOfOneRole() {
        assertProblem(
                as(TENANT, centre, "read").get("/v1/processing-records"), 400, "request-invalid");
        assertProblem(
                as(TENANT, centre, "read")
                        .queryParam("controller", centre)
                        .queryParam("processor", centre)
                        .get("/v1/processing-records"),
                400,
                "request-invalid");
    }

    private Response recordWithRecipients() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(
                                                record().<List<String>>path(
                                                                "activities[0].recipients.processor.id"))
                                        .containsExactly(centre));
        return record();
    }

    private Response record() {
        return as(TENANT, controller, "read")
                .queryParam("controller", controller)
                .get("/v1/processing-records");
    }
}
