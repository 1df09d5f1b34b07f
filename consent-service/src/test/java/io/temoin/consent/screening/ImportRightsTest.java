// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.agreement.AgreedParties.agree;
import static io.temoin.consent.agreement.AgreedParties.terms;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Backlog;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.Response;
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

/** Who may replace a list that calls are screened by. */
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

    /** Whoever could empty it could have those called who objected to that (GDPR art. 21(3)). */
    @Test
    void aControllersListIsReplacedByTheControllerAlone() {
        agree(TENANT, terms(controller, processor));
        for (String other :
                List.of(
                        token(stranger),
                        token(processor),
                        TestTokens.token(
                                TENANT, processor, List.of(controller), "an-admin", "admin"))) {
            Response answer = announce(other, LISTS, controller);

            assertProblem(answer, 403, "not-the-controller");
            assertThat(answer.<String>path("violations[0].pointer")).isEqualTo("/controller");
        }
        assertProblem(
                announce(tenantsOwn(TENANT), LISTS, controller), 403, "controller-not-authorised");
        assertThat(announce(token(controller), LISTS, controller).statusCode())
                .as("the controller itself")
                .isEqualTo(201);
    }

    /** All of the tenant screen by it, and anybody can enter itself as a controller. */
    @Test
    void aRegisterOfTheLawIsBroughtByTheTenantsOwnPeopleAlone() {
        agree(TENANT, terms(controller, processor));
        for (String other : List.of(stranger, processor, controller)) {
            assertProblem(announce(token(other), register, null), 403, "not-the-tenants-own");
        }

        assertThat(announce(tenantsOwn(TENANT), register, null).statusCode()).isEqualTo(201);
    }

    @Test
    void whoMayNotAnnounceACopyBringsNoPartOfItEither() {
        String id = announced(tenantsOwn(controller), register, null);

        assertProblem(send(token(controller), id, "?1"), 403, "not-the-tenants-own");
        assertThat(send(tenantsOwn(controller), id, "?1").statusCode()).isEqualTo(202);
    }

    @Test
    void theFileComesFromWhoeverAnnouncedIt() {
        String id = announced(tenantsOwn(controller), register, null);

        for (String other : List.of(tenantsOwn(TENANT), token(processor), token(stranger))) {
            assertProblem(send(other, id, "?1"), 404, "import-unknown");
            assertProblem(send(other, id, "?1", 99), 404, "import-unknown");
        }
        assertThat(send(tenantsOwn(controller), id, "?1").statusCode()).isEqualTo(202);
    }

    @Test
    void whoBroughtTheLastPartIsNamedAndWhoAnnouncedItToo() throws Exception {
        String announcer = "announcer-" + controller;
        String colleague = "colleague-" + controller;
        String id = announced(token(controller, announcer), LISTS, controller);

        send(token(controller, announcer), id, "?0");
        send(token(controller, colleague), id, "?1", FILE.length());

        await().atMost(PATIENCE).until(() -> imported(id, colleague, announcer) == 1);
    }

    @Test
    void whoDidBothIsNamedOnce() throws Exception {
        String id = announced(token(controller), LISTS, controller);

        send(token(controller), id, "?1");

        await().atMost(PATIENCE).until(() -> imported(id, "dpo-of-" + controller, null) == 1);
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
        return Http.given()
                .auth()
                .oauth2(token)
                .contentType("text/csv")
                .header("Upload-Offset", offset)
                .header("Upload-Complete", complete)
                .body(FILE.getBytes(US_ASCII))
                .patch("/v1/screening-imports/" + id);
    }

    private static String tenantsOwn(String organisation) {
        return TestTokens.tenantWide(TENANT, organisation, "dpo-of-the-tenant", "dpo");
    }

    private String token(String organisation) {
        return token(organisation, "dpo-of-" + organisation);
    }

    private String token(String organisation, String actor) {
        return TestTokens.token(TENANT, organisation, List.of(controller), actor, "dpo");
    }
}
