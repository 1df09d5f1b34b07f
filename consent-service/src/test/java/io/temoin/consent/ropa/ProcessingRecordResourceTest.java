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
import io.temoin.chassis.testing.Response;
import io.temoin.consent.permission.Parties;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        // What it instructs the centre to do, though it has declared nothing
        assertThat(record.<List<String>>path("activities.purpose"))
                .containsExactly("QUALITY", "PROSPECTING_CALL");
        assertThat(record.<List<Object>>path("activities.declaration")).containsOnlyNulls();
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
        assertThat(record.<List<Object>>path("mandates")).isEmpty();
    }

    /** Minor 12: what the suite itself keeps was in no record, and other countries' rules were. */
    @Test
    void ofAControllerSaysWhatTheSuiteKeepsAndNamesItsOwnLawAlone() {
        Response record = recordWithRecipients();

        assertThat(record.<List<String>>path("kept.purpose"))
                .containsExactly("CONSENT_EVIDENCE", "SUPPRESSION", "DSR_FILE", "SECURITY_LOG");
        assertThat(record.<List<Object>>path("kept.find { it.purpose == 'DSR_FILE' }.erasure"))
                .as("no policy lays one down")
                .isEmpty();
        assertThat(
                        record
                                .<List<List<List<String>>>>path("activities.erasure.jurisdictions")
                                .stream()
                                .flatMap(List::stream)
                                .filter(one -> !one.isEmpty()))
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one).contains("FR"));
        assertThat(record.<String>path("generatedAt")).endsWith("Z").doesNotContain(".");
    }

    /** Minor 12: for people, who read neither instants nor ids. */
    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void isAPageWithoutInstantsAndIds(String language) {
        recordWithRecipients();

        assertThat(page(language).asString())
                .doesNotContainPattern("[0-9]{4}-[0-9]{2}-[0-9]{2}T")
                .doesNotContainPattern("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}")
                .doesNotContain("Temoin's practice")
                .contains(
                        language.equals("fr")
                                ? "Ce que le logiciel conserve lui-même"
                                : "Kept by the software itself");
        assertThat(page(centre, "processor", language).asString())
                .doesNotContainPattern("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}");
    }

    /** What only the controller says of its processor opens no contacts of it. */
    @Test
    void ofAControllerTellsNoContactsOfItsProcessors() {
        Map<String, Object> processor =
                recordWithRecipients()
                        .path(
                                "activities.find { it.purpose == 'QUALITY' }.recipients[0].processor");

        assertThat(processor)
                .isEqualTo(
                        Map.of("id", centre, "legalName", "Société d'exemple SA", "country", "FR"));
        assertThat(page("en").asString()).containsOnlyOnce("contact@party.example");
    }

    @Test
    void ofAControllerNamesTheProcessorOfADraftByItsIdAlone() {
        recordWithRecipients();
        String other = centre + "-2";
        as(TENANT, other, "enter-" + other)
                .body(Map.of("id", other, "profile", profile("PROCESSOR")))
                .post("/v1/parties")
                .then()
                .statusCode(201);
        Map<String, Object> terms = terms(controller, other);
        Map<String, Object> instructions = instructions();
        instructions.put("purposes", List.of("TRAINING"));
        terms.put("instructions", instructions);
        as(TENANT, controller, "draft-" + other)
                .body(terms)
                .post("/v1/processing-agreements")
                .then()
                .statusCode(201);

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(
                                                record().<List<Object>>path(
                                                                "activities.find { it.purpose =="
                                                                        + " 'TRAINING'"
                                                                        + " }.recipients.processor"))
                                        .containsExactly(Map.of("id", other)));
    }

    /** The declarations of the controller itself, with its recipients and its time limits. */
    @Test
    void ofAControllerIsWhatItDeclared() {
        declare("COMPLAINT", DeclaredPurposes.complaint());
        activate("COMPLAINT", Map.of());
        declare("TRAINING", DeclaredPurposes.training());
        declare("DISPUTE", Map.of("legalBasis", "LEGITIMATE_INTEREST"));
        Response record = recordWithRecipients();

        assertThat(record.<List<String>>path("activities.purpose"))
                .containsExactly("TRAINING", "QUALITY", "PROSPECTING_CALL", "COMPLAINT", "DISPUTE")
                .doesNotContain("INSURANCE_SALE", "INSURANCE_NO_SALE", "INVESTMENT_ORDER");
        String complaint = "activities.find { it.purpose == 'COMPLAINT' }.";
        assertThat(record.<String>path(complaint + "names.fr"))
                .isEqualTo("traitement des réclamations");
        assertThat(record.<String>path(complaint + "declaration.state")).isEqualTo("ACTIVE");
        assertThat(record.<String>path(complaint + "declaration.legalBasis")).isEqualTo("CONTRACT");
        assertThat(record.<List<String>>path(complaint + "declaration.recipients"))
                .containsExactly("MEDIATOR");
        assertThat(record.<List<String>>path(complaint + "transfers"))
                .containsExactly("MA (STANDARD_CLAUSES)");
        assertThat(record.<List<Map<String, Object>>>path(complaint + "erasure"))
                .singleElement()
                .satisfies(
                        limit ->
                                assertThat(limit)
                                        .containsEntry("keepFor", "P3Y")
                                        .containsEntry("bound", "AT_MOST")
                                        .containsEntry("from", "ComplaintClosed")
                                        .containsEntry("source", "C. consom. L612-1")
                                        .doesNotContainKey("ruleSet"));
        String training = "activities.find { it.purpose == 'TRAINING' }.";
        assertThat(record.<String>path(training + "declaration.state")).isEqualTo("DECLARED");
        assertThat(record.<String>path(training + "erasure[0].keepFor")).isEqualTo("P2M");
        assertThat(record.<List<String>>path(training + "erasure.keepFor"))
                .as("its own before what the law allows")
                .contains("P6M");
        assertThat(record.<List<Object>>path("activities.find { it.purpose == 'DISPUTE' }.erasure"))
                .as("nobody named a period")
                .isEmpty();
    }

    @Test
    void leavesOutWhatWasRetired() {
        declare("COMPLAINT", DeclaredPurposes.complaint());
        activate("COMPLAINT", Map.of());
        as(TENANT, controller, "retire-" + controller)
                .body(Map.of("controller", controller))
                .post("/v1/purposes/COMPLAINT/retirements")
                .then()
                .statusCode(201);

        assertThat(recordWithRecipients().<List<String>>path("activities.purpose"))
                .doesNotContain("COMPLAINT");
    }

    @Test
    void isAPageInFrenchForWhoReadsFrench() {
        declare("COMPLAINT", DeclaredPurposes.complaint());
        activate("COMPLAINT", Map.of());
        recordWithRecipients();

        Response page = page("fr-FR,fr;q=0.9,en;q=0.5");

        assertThat(page.header("Content-Language")).isEqualTo("fr");
        assertThat(page.header("Vary")).contains("Accept-Language");
        assertThat(page.asString())
                .contains(
                        "<html lang=\"fr\">",
                        "Registre des activités de traitement",
                        "traitement des réclamations",
                        "Base légale",
                        "contrat (art. 6(1)(b))",
                        "MEDIATOR",
                        "3 ans, au plus, à compter de la clôture de la réclamation",
                        "non déclarée",
                        "Délégué à la protection des données")
                .doesNotContain("Record of processing", "none entered", "NOT_FOUND");
        assertThat(page("de, *;q=0.1").asString())
                .contains("<html lang=\"en\">", "Record of processing activities");
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
        declare("COMPLAINT", DeclaredPurposes.complaint());
        change(TENANT, controller, place, "endings", Map.of());
        assertThat(record().<List<String>>path("activities.purpose")).containsExactly("COMPLAINT");
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
        Response page = page("en");
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
                        "6 months",
                        "TN (SCC-2021-914-M2)")
                .doesNotContain("<script", "http://", "https://", "src=", "NOT_FOUND");
    }

    @Test
    void ofAProcessorIsAPageToo() {
        recordWithRecipients();
        Response page = page(centre, "processor", "en");
        assertThat(page.asString())
                .contains("Calling and recording", "contact@party.example", "phone prospecting");
    }

    @Test
    void ofAProcessorIsAPageInFrenchToo() {
        recordWithRecipients();
        Response page = page(centre, "processor", "fr");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.header("Content-Language")).isEqualTo("fr");
        assertThat(page.asString())
                .contains(
                        "<html lang=\"fr\">",
                        "Pour le compte de",
                        "Catégories de traitements",
                        "prospection téléphonique, qualité de service",
                        "en cours",
                        "numéro de téléphone, voix",
                        "prospects",
                        "Sous-traitants ultérieurs",
                        "TN (SCC-2021-914-M2)")
                .doesNotContain(
                        "On behalf of",
                        "PROSPECTING_CALL",
                        "PHONE_NUMBER",
                        "PROSPECTS",
                        "ACTIVE",
                        "NOT_FOUND");
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
    void isShownToTheTenantsOwnPeopleWhoseverItIs() {
        recordWithRecipients();
        String own = TestTokens.tenantWide(TENANT, TENANT, "tenant-dpo", "dpo");
        String foreign = TestTokens.tenantWide("boreal", "boreal", "tenant-dpo", "dpo");

        for (String accepted : List.of("application/json", "text/html")) {
            for (Map<String, String> asked :
                    List.of(Map.of("controller", controller), Map.of("processor", centre))) {
                assertThat(recordFor(own, accepted, asked).statusCode()).isEqualTo(200);
            }
        }
        assertThat(
                        recordFor(own, "application/json", Map.of("controller", controller))
                                .<List<String>>path("activities.purpose"))
                .containsExactly("QUALITY", "PROSPECTING_CALL");
        assertProblem(
                recordFor(own, "application/json", Map.of("controller", "nobody")),
                404,
                "party-unknown");
        assertProblem(
                recordFor(foreign, "application/json", Map.of("controller", controller)),
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

    private static Response page(String organisation, String role, String language) {
        return as(TENANT, organisation, "print")
                .accept("text/html")
                .header("Accept-Language", language)
                .queryParam(role, organisation)
                .get("/v1/processing-records");
    }

    private void declare(String purpose, Map<String, Object> terms) {
        as(TENANT, controller, "declare-" + purpose + controller)
                .body(Map.of("controller", controller, "purpose", purpose, "terms", terms))
                .post("/v1/purposes")
                .then()
                .statusCode(201);
    }

    private void activate(String purpose, Map<String, Object> grounds) {
        Map<String, Object> body = new HashMap<>(grounds);
        body.put("controller", controller);
        as(TENANT, controller, "activate-" + purpose + controller)
                .body(body)
                .post("/v1/purposes/" + purpose + "/activations")
                .then()
                .statusCode(201);
    }

    private Response page(String accepted) {
        return page(controller, "controller", accepted);
    }

    private Response recordWithRecipients() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(
                                                record().<List<String>>path(
                                                                "activities.find { it.purpose =="
                                                                        + " 'QUALITY'"
                                                                        + " }.recipients.processor.id"))
                                        .containsExactly(centre));
        return record();
    }

    private static Response recordFor(String token, String accepted, Map<String, String> asked) {
        return Parties.as(token).accept(accepted).queryParams(asked).get("/v1/processing-records");
    }

    private Response record() {
        return as(TENANT, controller, "read")
                .queryParam("controller", controller)
                .get("/v1/processing-records");
    }
}
