// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.letter;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.DeskCase.RHONE;
import static io.temoin.retention.rights.DeskCase.VOIX;
import static io.temoin.retention.rights.DeskCase.ground;
import static io.temoin.retention.rights.DeskCase.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.eventsourcing.Sha256;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.PurposeTopic;
import io.temoin.retention.TestClock;
import io.temoin.retention.TopicTail;
import io.temoin.retention.rights.DeskCase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Letters to the person, through the desk. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class LetterResourceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DeskCase its = new DeskCase();
    private final TestClock clock;

    LetterResourceTest(TestClock clock) {
        this.clock = clock;
    }

    @BeforeEach
    void atNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        its.close();
    }

    private static Response letter(
            RequestSpecification who, UUID request, String kind, String language) {
        return who.queryParam("language", language)
                .get("/v1/requests/{id}/letters/{kind}", request, kind);
    }

    private static String sending(String kind, String language, String digest) {
        return """
        {"kind": "%s", "language": "%s", "digest": "%s", "sentAt": "2026-11-24T10:30:00Z"}\
        """
                .formatted(kind, language, digest);
    }

    @Test
    void isWrittenFromTheFactsAndRecordedOnceSent() {
        UUID request = its.received("ACCESS");

        var written = letter(its.dpo(), request, "ACKNOWLEDGEMENT", "fr");
        written.then()
                .statusCode(200)
                .body("kind", equalTo("ACKNOWLEDGEMENT"))
                .body("language", equalTo("fr"))
                .body("text", startsWith("Objet : votre demande d'accès à vos données"))
                .body("text", containsString("au plus tard le 24 décembre 2026"))
                .body("html", containsString("<html lang=\"fr\">"));
        String digest = written.path("digest");
        assertThat(digest).isEqualTo(Sha256.hex(written.path("text")));
        letter(its.dpo(), request, "ACKNOWLEDGEMENT", "fr").then().body("digest", equalTo(digest));

        post(its.dpo(), request, "letters", sending("ACKNOWLEDGEMENT", "fr", digest))
                .then()
                .statusCode(201)
                .body("digest", equalTo(digest))
                .body("sentAt", equalTo("2026-11-24T10:30:00Z"));
        its.dpo()
                .get("/v1/requests/{id}", request)
                .then()
                .body("letters.kind", contains("ACKNOWLEDGEMENT"))
                .body("letters.digest", contains(digest));
        var published =
                TopicTail.await(
                        "retention.events",
                        (its.tenant + "/request-" + request)::equals,
                        found -> TopicTail.names(found).contains("LetterSent"));
        assertThat(TopicTail.names(published)).containsExactly("RequestOpened", "LetterSent");
    }

    /** The register of parties names them; until it does, there are only codes. */
    @Test
    void namesTheControllerAsItIsRegistered() {
        UUID request = its.received("ACCESS");
        letter(its.dpo(), request, "ACKNOWLEDGEMENT", "fr")
                .then()
                .body("text", containsString("Responsable du traitement : rhone telecom."));

        PurposeTopic.publish(its.tenant, "PartyRegistered", 1, _ -> {});

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                letter(its.dpo(), request, "ACKNOWLEDGEMENT", "fr")
                                        .then()
                                        .body(
                                                "text",
                                                containsString(
                                                        "Responsable du traitement : Rhône Télécom"
                                                                + " SA.")));
    }

    /** What was sent must be what the facts say; nothing is written that they do not say. */
    @Test
    void isNotRecordedIfItSaysAnythingElse() {
        UUID request = its.received("ACCESS");
        String french = letter(its.dpo(), request, "ACKNOWLEDGEMENT", "fr").path("digest");

        assertProblem(
                post(
                        its.dpo(),
                        request,
                        "letters",
                        sending("ACKNOWLEDGEMENT", "fr", "0".repeat(64))),
                409,
                "letter-changed");
        assertProblem(
                post(its.dpo(), request, "letters", sending("ACKNOWLEDGEMENT", "en", french)),
                409,
                "letter-changed");
        assertProblem(letter(its.dpo(), request, "REFUSAL", "fr"), 409, "letter-facts-missing");
        assertProblem(
                post(its.dpo(), request, "letters", sending("REFUSAL", "fr", french)),
                409,
                "letter-facts-missing");
        its.dpo().get("/v1/requests/{id}", request).then().body("letters", empty());
    }

    @Test
    void aRefusalNamesItsGroundAndTheRemedies() {
        UUID request = its.received("ACCESS");
        its.done(request, "refusals", ground("MANIFESTLY_UNFOUNDED"));

        letter(its.dpo(), request, "REFUSAL", "en")
                .then()
                .statusCode(200)
                .body("text", containsString("manifestly unfounded (GDPR art. 12(5))"))
                .body("text", containsString("CNIL (https://www.cnil.fr/fr/plaintes"))
                .body("text", containsString("go to court"));
    }

    @Test
    void whatCannotBeReadIsRefused() {
        UUID request = its.received("ACCESS");

        for (var unread : List.of("", "de", "FR")) {
            assertProblem(
                    letter(its.dpo(), request, "ACKNOWLEDGEMENT", unread), 400, "request-invalid");
        }
        assertProblem(
                its.dpo().get("/v1/requests/{id}/letters/ACKNOWLEDGEMENT", request),
                400,
                "request-invalid");
        assertProblem(letter(its.dpo(), request, "CONDOLENCE", "fr"), 400, "request-invalid");
        for (var body :
                List.of(
                        "{}",
                        sending("CONDOLENCE", "fr", "0".repeat(64)),
                        sending("ACKNOWLEDGEMENT", "de", "0".repeat(64)),
                        sending("ACKNOWLEDGEMENT", "fr", "0".repeat(63)),
                        sending("ACKNOWLEDGEMENT", "fr", "0".repeat(64))
                                .replace("2026-", "2027-"))) {
            assertProblem(post(its.dpo(), request, "letters", body), 400, "request-invalid");
        }
        String digest = letter(its.dpo(), request, "ACKNOWLEDGEMENT", "fr").path("digest");
        assertProblem(
                post(
                        its.dpo(),
                        request,
                        "letters",
                        sending("ACKNOWLEDGEMENT", "fr", digest).replace("-24T", "-23T")),
                422,
                "letter-out-of-order");
    }

    /** Nobody writes in the name of another controller, nor for it. */
    @Test
    void onlyTheControllersDpoWrites() {
        UUID request = its.received("ACCESS");
        String body = sending("ACKNOWLEDGEMENT", "fr", "0".repeat(64));

        for (var role : List.of("agent", "supervisor", "admin", "quality-analyst")) {
            var colleague = its.as(RHONE, DeskCase.AGENT, role);
            assertThat(letter(colleague, request, "ACKNOWLEDGEMENT", "fr").statusCode())
                    .isEqualTo(403);
            assertThat(
                            post(its.as(RHONE, DeskCase.AGENT, role), request, "letters", body)
                                    .statusCode())
                    .isEqualTo(403);
        }
        for (var stranger : List.of(VOIX, "loire-assurance", "atlas-contact")) {
            assertProblem(
                    letter(
                            its.as(stranger, DeskCase.AGENT, "dpo"),
                            request,
                            "ACKNOWLEDGEMENT",
                            "fr"),
                    404,
                    "request-unknown");
            assertProblem(
                    post(its.as(stranger, DeskCase.AGENT, "dpo"), request, "letters", body),
                    404,
                    "request-unknown");
        }
    }
}
