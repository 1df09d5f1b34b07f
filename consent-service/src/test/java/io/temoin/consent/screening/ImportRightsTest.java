// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.agreement.AgreedParties.agree;
import static io.temoin.consent.agreement.AgreedParties.change;
import static io.temoin.consent.agreement.AgreedParties.profile;
import static io.temoin.consent.agreement.AgreedParties.terms;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.temoin.chassis.testing.Backlog;
import io.temoin.consent.agreement.AgreedParties;
import io.temoin.consent.permission.CallingClock;
import io.temoin.consent.permission.Parties;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who may replace the copy of a register that everybody's calls are screened by. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class ImportRightsTest {

    private static final String TENANT = "helios";
    private static final String LISTS = "SUPPRESSION";
    private static final String FILE = "+33 1 99 00 20 01\n";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final AtomicInteger CASES = new AtomicInteger();
    private static final String RUN = UUID.randomUUID().toString().substring(0, 8);

    private final int number = CASES.incrementAndGet();
    private final String controller = "i-" + RUN + "-" + number;
    private final String processor = controller + "-p";
    private final String stranger = controller + "-stranger";
    private final String register = "UK-R" + RUN.toUpperCase(Locale.ROOT) + number;

    @Test
    void aTokenAloneDoesNotReplaceAControllersList() {
        Response answer = announce(token(stranger), LISTS, controller);

        assertProblem(answer, 403, "processor-not-authorised");
        assertThat(answer.<String>path("violations[0].pointer")).isEqualTo("/controller");
    }

    @Test
    void aProcessorBringsAControllersListWhileItsAgreementIsInForce() {
        String place = agree(TENANT, terms(controller, processor));
        String announced = announced(token(processor), LISTS, controller);

        change(TENANT, controller, place, "suspensions", Map.of());

        assertProblem(
                announce(token(processor), LISTS, controller), 403, "processor-not-authorised");
        assertProblem(send(token(processor), announced, "?1"), 403, "processor-not-authorised");
        assertThat(announce(token(controller), LISTS, controller).statusCode())
                .as("the controller itself needs none")
                .isEqualTo(201);
    }

    @Test
    void aRegisterOfTheTenantIsBroughtByThoseInItsRecords() {
        assertProblem(announce(token(stranger), register, null), 403, "processor-not-authorised");

        String place = agree(TENANT, terms(controller, processor));
        for (String token :
                List.of(
                        token(controller),
                        token(processor),
                        TestTokens.tenantWide(TENANT, TENANT, "tenant-dpo", "dpo"))) {
            assertThat(announce(token, register, null).statusCode()).isEqualTo(201);
        }
        change(TENANT, controller, place, "suspensions", Map.of());
        assertProblem(announce(token(processor), register, null), 403, "processor-not-authorised");
    }

    /** Being entered as a processor is no agreement. */
    @Test
    void beingInTheRecordsAsAProcessorIsNotEnough() {
        AgreedParties.as(TENANT, processor, "register-" + processor)
                .body(Map.of("id", processor, "profile", profile("PROCESSOR")))
                .post("/v1/parties")
                .then()
                .statusCode(201);

        assertProblem(announce(token(processor), register, null), 403, "processor-not-authorised");
    }

    @Test
    void theFileComesFromWhoeverAnnouncedIt() {
        agree(TENANT, terms(controller, processor));
        agree(TENANT, terms(controller, processor + "2"));
        String id = announced(token(processor), register, null);

        for (String other : List.of(controller, processor + "2", stranger)) {
            assertProblem(send(token(other), id, "?1"), 404, "import-unknown");
            assertProblem(send(token(other), id, "?1", 99), 404, "import-unknown");
        }
        assertThat(send(token(processor), id, "?1").statusCode()).isEqualTo(202);
    }

    @Test
    void whoBroughtTheLastPartIsNamedAndWhoAnnouncedItToo() throws Exception {
        agree(TENANT, terms(controller, processor));
        String announcer = "announcer-" + controller;
        String colleague = "colleague-" + controller;
        String id = announced(token(processor, announcer), register, null);

        send(token(processor, announcer), id, "?0");
        send(token(processor, colleague), id, "?1", FILE.length());

        await().atMost(PATIENCE).until(() -> imported(id, colleague, announcer) == 1);
    }

    @Test
    void whoDidBothIsNamedOnce() throws Exception {
        agree(TENANT, terms(controller, processor));
        String id = announced(token(processor), register, null);

        send(token(processor), id, "?1");

        await().atMost(PATIENCE).until(() -> imported(id, "dpo-of-" + processor, null) == 1);
    }

    private static long imported(String id, String by, @Nullable String announcedBy)
            throws SQLException {
        return Backlog.count(
                TENANT,
                "select count(*) from event where type = 'RegisterImported'"
                        + " and payload::jsonb ->> 'copy' = '"
                        + id
                        + "' and metadata::jsonb #>> '{actor,id}' = '"
                        + by
                        + "' and payload::jsonb ->> 'announcedBy'"
                        + (announcedBy == null ? " is null" : " = '" + announcedBy + "'"));
    }

    private static String announced(String token, String register, @Nullable String controller) {
        Response answer = announce(token, register, controller);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return answer.path("id");
    }

    private static Response announce(String token, String register, @Nullable String controller) {
        Map<String, Object> body = new HashMap<>();
        body.put("asOf", LocalDate.ofInstant(CallingClock.now(), ZoneOffset.UTC).toString());
        body.put("source", "crm");
        body.put("region", "FR");
        if (controller != null) {
            body.put("controller", controller);
        }
        return Parties.as(token)
                .body(body)
                .post("/v1/screening-registers/" + register + "/imports");
    }

    private static Response send(String token, String id, String complete) {
        return send(token, id, complete, 0);
    }

    private static Response send(String token, String id, String complete, int offset) {
        return RestAssured.given()
                .auth()
                .oauth2(token)
                .contentType("text/csv")
                .header("Upload-Offset", offset)
                .header("Upload-Complete", complete)
                .body(FILE.getBytes(US_ASCII))
                .patch("/v1/screening-imports/" + id);
    }

    private String token(String organisation) {
        return token(organisation, "dpo-of-" + organisation);
    }

    private String token(String organisation, String actor) {
        return TestTokens.token(TENANT, organisation, List.of(controller), actor, "dpo");
    }
}
