// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.rights.DeskCase.AGENT;
import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.DeskCase.PATIENCE;
import static io.temoin.retention.rights.accesspackage.PackageCase.fetch;
import static io.temoin.retention.rights.accesspackage.PackageCase.opened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.JsonPath;
import io.temoin.chassis.testing.Response;
import io.temoin.packageparts.vault.PartWriter;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import io.temoin.retention.rights.DeskCase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A package from the desk's order to its end, with the other services played by the test. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class AccessPackageTest {

    private static final String VOICES = "{\"otherVoices\": \"INCLUDED\"}";
    private static final String SCRIPT = "<script>alert('x')</script>";

    private final PackageCase its = new PackageCase();
    private final TestClock clock;

    AccessPackageTest(TestClock clock) {
        this.clock = clock;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        its.close();
    }

    private static void calls(PartWriter writer) throws java.io.IOException {
        writer.table(
                "calls",
                table ->
                        table.add(
                                PartWriter.row()
                                        .put("id", "c1")
                                        .put("processor", SCRIPT)
                                        .put("purpose", "=1+1")
                                        .put("attemptedAt", "2026-11-24T11:00:00Z")));
    }

    private UUID built() {
        return built(its);
    }

    private static UUID built(PackageCase its) {
        var accessPackage = its.asked(its.accessAsked());
        its.contributes(accessPackage, "CONSENT", AccessPackageTest::calls);
        its.contributes(
                accessPackage,
                "RECORDING",
                writer -> writer.audio("r1.wav", out -> out.write(new byte[] {1, 2, 3})));
        its.contributes(accessPackage, "AUDIT", _ -> {});
        return accessPackage;
    }

    @Test
    void holdsThePartsOfAllServicesInOneEncryptedFile() {
        var accessPackage = built();

        var ready = its.ready(accessPackage);
        var link = its.link(accessPackage, "{}");
        byte[] zip =
                fetch(accessPackage, link.getString("token"))
                        .then()
                        .statusCode(200)
                        .header("Cache-Control", equalTo("private, no-store"))
                        .extract()
                        .asByteArray();

        assertThat(ready.getBoolean("complete")).isTrue();
        assertThat(ready.getList("parts.state")).containsOnly("READY").hasSize(4);
        var files = opened(zip, link.getString("passphrase"));
        assertThat(files.keySet())
                .contains(
                        "consent/calls.json",
                        "consent/calls.csv",
                        "recording/audio/r1.wav",
                        "retention/items.json",
                        "retention/requests.csv",
                        "index.html",
                        "manifest.json");
        assertThat(files.get("consent/calls.csv")).contains("'=1+1").contains("c1,,");
        assertThat(new JsonPath(files.get("retention/requests.json")).getList("type"))
                .containsExactly("ACCESS");
        assertThat(files.get("index.html"))
                .contains("lang=\"fr\"", "lang=\"en\"", "Vos données", "Your data")
                .contains("&lt;script&gt;")
                .doesNotContain("<script");
        var manifest = new JsonPath(files.get("manifest.json"));
        assertThat(manifest.getBoolean("complete")).isTrue();
        assertThat(manifest.getList("files.path"))
                .containsExactlyInAnyOrderElementsOf(
                        files.keySet().stream().filter(it -> !it.equals("manifest.json")).toList());
        assertThat(new String(zip, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("Vos donn");
        assertThatThrownBy(() -> opened(zip, "another")).isNotNull();
    }

    @Test
    void aLinkOpensItsOwnPackageAndAsOftenAsItMay() {
        var accessPackage = built();
        its.ready(accessPackage);
        var other = its.asked(its.its.received("PORTABILITY"));
        its.contributes(other, "CONSENT", _ -> {});
        its.contributes(other, "RECORDING", _ -> {});
        its.ready(other);
        var link = its.link(accessPackage, "{\"downloads\": 1, \"ttl\": \"P1D\"}");
        String token = link.getString("token");

        assertProblem(fetch(other, token), 404, "package-unknown");
        assertProblem(fetch(accessPackage, "t." + "x".repeat(43)), 404, "package-unknown");
        assertProblem(fetch(accessPackage, token.replaceFirst("^t", "u")), 404, "package-unknown");
        assertProblem(fetch(UUID.randomUUID(), token), 404, "package-unknown");
        try (var elsewhere = new PackageCase()) {
            var foreign = built(elsewhere);
            elsewhere.ready(foreign);
            assertProblem(fetch(foreign, token), 404, "package-unknown");
        }
        fetch(accessPackage, token).then().statusCode(200);
        assertProblem(fetch(accessPackage, token), 410, "package-link-ended");

        var late = its.link(accessPackage, "{\"ttl\": \"P1D\"}").getString("token");
        clock.set(NOON.plus(Duration.ofDays(1)));
        assertProblem(fetch(accessPackage, late), 410, "package-link-ended");
    }

    @Test
    void isClearlyIncompleteWhereAServiceFailsOrIsLate() {
        var accessPackage = its.asked(its.accessAsked());
        its.contributes(
                accessPackage, "RECORDING", writer -> writer.missing("r2", "CHANNELS_UNKNOWN"));
        its.fails(accessPackage, "CONSENT");
        its.contributes(accessPackage, "AUDIT", _ -> {});

        var ready = its.ready(accessPackage);
        var link = its.link(accessPackage, "{}");
        var files =
                opened(
                        fetch(accessPackage, link.getString("token")).asByteArray(),
                        link.getString("passphrase"));

        assertThat(ready.getBoolean("complete")).isFalse();
        assertThat(ready.getString("parts.find{it.service=='CONSENT'}.reason"))
                .isEqualTo("GIVEN_UP");
        assertThat(ready.getInt("parts.find{it.service=='RECORDING'}.itemsMissing")).isOne();
        var manifest = new JsonPath(files.get("manifest.json"));
        assertThat(manifest.getBoolean("complete")).isFalse();
        assertThat(manifest.getList("missing.reason"))
                .containsExactlyInAnyOrder("GIVEN_UP", "CHANNELS_UNKNOWN");
        assertThat(files.get("index.html")).contains("Ce qui manque", "r2");
    }

    @Test
    void doesNotWaitForEverAndIsCompleteWithAll() {
        var late = its.asked(its.its.received("ACCESS"));
        its.contributes(late, "CONSENT", AccessPackageTest::calls);
        its.contributes(late, "AUDIT", _ -> {});
        var whole = its.asked(its.its.received("PORTABILITY"));
        its.contributes(whole, "CONSENT", AccessPackageTest::calls);
        its.contributes(whole, "RECORDING", _ -> {});
        var complete = its.ready(whole);
        clock.set(NOON.plus(Duration.ofHours(6)));

        assertThat(its.ready(late).getString("parts.find{it.service=='RECORDING'}.reason"))
                .isEqualTo("TOO_LATE");
        assertThat(complete.getBoolean("complete")).isTrue();
        var link = its.link(whole, "{}");
        var manifest =
                new JsonPath(
                        opened(
                                        fetch(whole, link.getString("token")).asByteArray(),
                                        link.getString("passphrase"))
                                .get("manifest.json"));
        assertThat(manifest.getBoolean("complete")).isTrue();
        assertThat(manifest.getList("leftOut.service"))
                .containsExactlyInAnyOrder("retention", "audit");
    }

    @Test
    void isForTheDeskOfTheControllerOnly() {
        var request = its.its.received("ACCESS");
        var accessPackage = its.asked(request);
        for (String other : List.of("loire-assurance", DeskCase.VOIX)) {
            assertProblem(
                    DeskCase.post(its.its.as(other, AGENT, "dpo"), request, "packages", VOICES),
                    404,
                    "request-unknown");
            assertProblem(
                    its.its.as(other, AGENT, "dpo").get("/v1/packages/{id}", accessPackage),
                    404,
                    "package-unknown");
            assertProblem(
                    its.its
                            .as(other, AGENT, "dpo")
                            .body("{}")
                            .post("/v1/packages/{id}/links", accessPackage),
                    404,
                    "package-unknown");
        }
        assertProblem(
                its.its
                        .as(DeskCase.RHONE, AGENT, "supervisor")
                        .get("/v1/packages/{id}", accessPackage),
                403,
                "forbidden");
        assertProblem(
                its.its.dpo().body("{}").post("/v1/packages/{id}/links", accessPackage),
                409,
                "package-not-ready");
    }

    @Test
    void answersOpenRequestsForDataOfPeopleWhoAreKnown() {
        var erasure = its.its.received("ERASURE");
        var closed = its.its.received("ACCESS");
        its.its.done(closed, "refusals", DeskCase.ground("MANIFESTLY_UNFOUNDED"));
        var unproven = its.its.received("ACCESS");
        its.its.done(unproven, "identity-proof-requests", "");

        assertProblem(its.ask(erasure, VOICES), 422, "package-not-applicable");
        assertProblem(its.ask(closed, VOICES), 409, "request-ended");
        assertProblem(its.ask(unproven, VOICES), 409, "identity-unproven");
        assertProblem(its.ask(erasure, "{}"), 400, "request-invalid");
    }

    /** With a mistyped id, the recording that was meant would hold another's voice. */
    @Test
    void channelsAreStatedOfThePersonsRecordings() {
        var request = its.its.received("ACCESS");
        var stated =
                """
                {"otherVoices": "WITHHELD", "personChannel": 2, "personChannels": [%s]}\
                """;
        var own = its.its.recording;

        for (String wrong :
                List.of(
                        "{\"recording\": \"%s\", \"channel\": 1}".formatted(UUID.randomUUID()),
                        "{\"recording\": \"%s\", \"channel\": 9}".formatted(own),
                        "{\"recording\": \"mine\"}",
                        "{\"channel\": 1}",
                        "null",
                        "{\"recording\": \"%1$s\"}, {\"recording\": \"%1$s\"}".formatted(own))) {
            assertProblem(its.ask(request, stated.formatted(wrong)), 400, "request-invalid");
        }
        its.its.recorded();
        var accessPackage =
                its.ask(
                                request,
                                stated.formatted(
                                        "{\"recording\": \"%s\", \"channel\": 1}".formatted(own)))
                        .then()
                        .statusCode(201)
                        .body("personChannels[0].channel", equalTo(1))
                        .extract()
                        .<String>path("id");
        assertThat(
                        its.partRequest(UUID.fromString(accessPackage), "RECORDING")
                                .getString("personChannels[0].recording"))
                .isEqualTo(own.toString());
        assertThat(
                        its.partRequest(UUID.fromString(accessPackage), "CONSENT")
                                .getList("personChannels"))
                .isEmpty();
    }

    /** However many ask at once, one is built; the same command gives the same package. */
    @Test
    void oneIsBuiltAtATime() {
        var request = its.its.received("ACCESS");

        var answers =
                Stream.generate(
                                () ->
                                        CompletableFuture.supplyAsync(
                                                () -> its.ask(request, VOICES).statusCode()))
                        .limit(4)
                        .toList();
        assertThat(answers.stream().map(CompletableFuture::join).toList())
                .containsExactlyInAnyOrder(201, 409, 409, 409);

        var other = its.its.received("PORTABILITY");
        var key = UUID.randomUUID().toString();
        var first = repeated(other, key);
        var again = repeated(other, key);

        assertThat(again.path("id").toString()).isEqualTo(first.path("id"));
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
    }

    private Response repeated(UUID request, String key) {
        return Tokens.dpo(its.its.tenant)
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(VOICES)
                .post("/v1/requests/{id}/packages", request)
                .then()
                .statusCode(201)
                .extract();
    }

    @Test
    void expiryDestroysTheKeyAndTheParts() {
        var accessPackage = built();
        its.ready(accessPackage);
        var token = its.link(accessPackage, "{\"ttl\": \"P31D\"}").getString("token");
        var folder = PackageCase.STORAGE.resolve(its.its.tenant + "/" + accessPackage).toFile();
        assertThat(folder).isDirectory();

        clock.set(NOON.plus(Duration.ofDays(14)));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                its.its
                                        .dpo()
                                        .get("/v1/packages/{id}", accessPackage)
                                        .then()
                                        .body("state", equalTo("EXPIRED")));

        assertThat(folder).doesNotExist();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertProblem(fetch(accessPackage, token), 410, "package-expired"));
        assertProblem(
                its.its.dpo().body("{}").post("/v1/packages/{id}/links", accessPackage),
                410,
                "package-expired");
    }
}
