// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.call;
import static io.temoin.consent.permission.Parties.consent;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.freshNumber;
import static io.temoin.consent.permission.Parties.objection;
import static io.temoin.consent.permission.Parties.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.permission.CallingClock;
import io.temoin.platform.ServiceComponents;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.KeyScope;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever must not be called by a controller any more: by its own list, or by what they said. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class SuppressionListTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject ShreddableKeys keys;

    @Test
    void whoIsOnTheControllersListIsNotCalledWhateverTheyAgreedTo() {
        String listed = freshNumber();
        String other = freshNumber();
        give(listed);
        give(other);
        suppress(listed);
        Response denied = decide(listed);
        assertThat(denied.<String>path("verdict")).isEqualTo("DENY");
        assertThat(denied.<List<String>>path("reasons.code")).containsExactly("REGISTER_HIT");
        assertThat(denied.<String>path("reasons[0].source")).contains("own list");
        assertThat(decide(other).<String>path("verdict")).isEqualTo("ALLOW");

        // When a later list does not hold the number any more
        suppress(freshNumber());
        assertThat(decide(listed).<List<String>>path("reasons.code"))
                .containsExactly("CONSENT_IN_FORCE");

        // Then the old decision can be made again as it was, without the old list
        String path = denied.header("Location").replaceFirst("^https?://[^/]+", "");
        Response again =
                as(token("helios", RHONE, "dpo"))
                        .queryParam("asOf", denied.<String>path("decidedAt"))
                        .get(path);
        assertThat(again.<List<String>>path("reasons.code")).containsExactly("REGISTER_HIT");
    }

    /** Its agreement is in force: it may call for the controller, not unsay what was said to it. */
    @Test
    void aProcessorDoesNotEmptyTheListOfTheControllerThatItCallsFor() {
        String listed = freshNumber();
        give(listed);
        suppress(listed);
        String today = LocalDate.ofInstant(CallingClock.now(), ZoneOffset.UTC).toString();

        Response announced =
                as(token("helios", VOIX, "dpo"))
                        .body(Map.of("asOf", today, "source", "crm", "controller", RHONE))
                        .post("/v1/screening-registers/SUPPRESSION/imports");

        assertProblem(announced, 403, "not-the-controller");
        assertThat(decide(listed).<List<String>>path("reasons.code"))
                .containsExactly("REGISTER_HIT");
    }

    @Test
    void anotherControllersListSaysNothing() {
        String number = freshNumber();
        give(number);
        suppress(number);
        assertThat(decide(number).<List<String>>path("reasons.code"))
                .containsExactly("REGISTER_HIT");
        Map<String, Object> call = call(number);
        call.put("controller", VOIX);
        Response answer = as(dialerOf(VOIX)).body(call).post("/v1/call-decisions");
        assertThat(answer.<List<String>>path("reasons.code")).containsExactly("NO_CONSENT");
    }

    /** The list and the stream know a pseudonym, not the person: there is nothing to erase. */
    @Test
    void anObjectionSurvivesTheErasureOfThePerson() {
        String number = freshNumber();
        give(number);
        as(token("helios", VOIX, "agent")).body(objection(number)).post("/v1/objections");
        Response before = decide(number);
        assertThat(before.<List<String>>path("reasons.code")).startsWith("MARKETING_OBJECTION");
        erase(before.path("subject"));
        Response after = decide(number);
        assertThat(after.<String>path("verdict")).isEqualTo("DENY");
        assertThat(after.<List<String>>path("reasons.code")).startsWith("MARKETING_OBJECTION");
    }

    @Test
    void theSuppressionListSurvivesTheErasureOfThePerson() {
        String number = freshNumber();
        give(number);
        suppress(number);
        erase(decide(number).path("subject"));
        assertThat(decide(number).<List<String>>path("reasons.code")).contains("REGISTER_HIT");
    }

    private void erase(String subject) {
        keys.destroy(
                        new TenantId("helios"),
                        new KeyScope.Subject(new SubjectId(subject)),
                        "ERASURE_REQUEST",
                        CallingClock.now())
                .await()
                .atMost(PATIENCE);
    }

    private static void suppress(String number) {
        String today = LocalDate.ofInstant(CallingClock.now(), ZoneOffset.UTC).toString();
        RegisterCopies.bring(
                "SUPPRESSION", Map.of("asOf", today, "source", "crm", "controller", RHONE), number);
    }

    private static Response decide(String number) {
        return as(dialerOf(VOIX)).body(call(number)).post("/v1/call-decisions");
    }

    private static void give(String number) {
        assertThat(as(dialerOf(VOIX)).body(consent(number)).post("/v1/consents").statusCode())
                .isEqualTo(201);
    }
}
