// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.freshNumber;
import static io.temoin.consent.permission.Parties.nationalDigits;
import static io.temoin.consent.permission.Parties.token;
import static io.temoin.consent.selfservice.SelfServiceLinks.HEADER;
import static io.temoin.consent.selfservice.SelfServiceLinks.given;
import static io.temoin.consent.selfservice.SelfServiceLinks.link;
import static io.temoin.consent.selfservice.SelfServiceLinks.tokenFor;
import static io.temoin.consent.selfservice.SelfServiceLinks.wanted;
import static io.temoin.consent.selfservice.SelfServiceLinks.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.temoin.chassis.testing.Backlog;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.permission.CallingClock;
import io.temoin.consent.permission.domain.LinkScope;
import io.temoin.consent.selfservice.SelfServiceToken.Link;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import io.temoin.shredding.keys.KeyPurpose;
import io.temoin.shredding.keys.LocalKeyset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a link is good for, and what nobody does without the right one. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class SelfServiceLinkTest {

    /** Generation and signature, before the words. */
    private static final int HEAD = 36;

    private final SelfServiceToken tokens;

    SelfServiceLinkTest(SelfServiceToken tokens) {
        this.tokens = tokens;
    }

    @BeforeEach
    @AfterEach
    void startInTheMorning() {
        CallingClock.set(CallingClock.MORNING);
    }

    @Test
    void aLinkNamesNobodyAndIsRecorded() throws Exception {
        String number = freshNumber();
        Response made = link(number, "VIEW", "WITHDRAW");

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.<List<String>>path("scopes")).containsExactly("VIEW", "WITHDRAW");
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        String said =
                new String(
                        Base64.getUrlDecoder().decode(made.<String>path("token")),
                        StandardCharsets.ISO_8859_1);
        assertThat(said).doesNotContain(nationalDigits(number));
        assertThat(
                        Backlog.count(
                                "helios",
                                "select count(*) from event where type = 'SelfServiceLinkIssued'"
                                        + " and payload::jsonb ->> 'link' = '"
                                        + made.path("id")
                                        + "' and payload::text not like '%"
                                        + made.path("token")
                                        + "%'"))
                .isOne();
    }

    @Test
    void aRepeatedRequestGivesTheSameLink() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> body = wanted(freshNumber(), "VIEW");
        String first = asAgent(key).body(body).post("/v1/self-service-links").path("token");

        assertThat(asAgent(key).body(body).post("/v1/self-service-links").<String>path("token"))
                .isEqualTo(first);
    }

    /**
     * A key that leaks elsewhere makes no links, and who replaces theirs takes all of them back.
     */
    @Test
    void isSignedWithTheKeysOfLinksAlone() {
        Config config = ConfigProvider.getConfig();
        LocalKeyset keyset =
                LocalKeyset.read(Path.of(config.getValue("temoin.keyset-file", String.class)));
        String made = tokenFor(freshNumber(), "VIEW");

        assertThat(
                        new SelfServiceToken(keyset.signedTexts(KeyPurpose.LINKS), "1")
                                .verify(made, LinkScope.VIEW, CallingClock.now())
                                .scopes())
                .containsExactly(LinkScope.VIEW);
    }

    /** Repeating another person's request, key and body, is a new request. */
    @Test
    void repeatingAnothersRequestMakesAnotherLink() throws Exception {
        String key = UUID.randomUUID().toString();
        Map<String, Object> body = wanted(freshNumber(), "VIEW");
        Response first = asAgent(key).body(body).post("/v1/self-service-links");
        String colleague = UUID.randomUUID().toString();

        Response second =
                as(TestTokens.token("helios", VOIX, List.of(RHONE), colleague, "agent"), key)
                        .body(body)
                        .post("/v1/self-service-links");

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.header("Idempotent-Replay")).isNull();
        assertThat(second.<String>path("token")).isNotEqualTo(first.<String>path("token"));
        assertThat(
                        Backlog.count(
                                "helios",
                                "select count(*) from event where type = 'SelfServiceLinkIssued'"
                                        + " and payload::jsonb ->> 'link' = '"
                                        + second.path("id")
                                        + "' and metadata::jsonb #>> '{actor,id}' = '"
                                        + colleague
                                        + "'"))
                .isOne();
    }

    @Test
    void aLinkIsForSomethingKnownAndForAControllerOfTheCaller() {
        Response nothing =
                as(token("helios", VOIX, "agent"))
                        .body(wanted(freshNumber()))
                        .post("/v1/self-service-links");
        assertProblem(nothing, 400, "request-invalid");
        assertProblem(link(freshNumber(), "EVERYTHING"), 400, "request-invalid");
        Map<String, Object> others = wanted(freshNumber(), "VIEW");
        others.put("controller", "loire-assurance");
        assertProblem(
                as(token("helios", VOIX, "agent")).body(others).post("/v1/self-service-links"),
                403,
                "controller-not-authorised");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/self-service/contact,VIEW",
        "GET,/v1/self-service/consents/019a0000-0000-7000-8000-000000000001/receipt,VIEW",
        "GET,/v1/self-service/consents/019a0000-0000-7000-8000-000000000001/proof,VIEW",
        "POST,/v1/self-service/preferences,PREFERENCES",
        "POST,/v1/self-service/withdrawals,WITHDRAW",
        "POST,/v1/self-service/objections,OBJECT",
        "POST,/v1/self-service/data-requests,DATA_REQUEST"
    })
    void nobodyGetsInWithoutTheRightLink(String method, String path, String scope) {
        String number = freshNumber();
        String right = tokenFor(number, scope);
        String others =
                List.of("VIEW", "PREFERENCES", "WITHDRAW", "OBJECT").stream()
                        .filter(one -> !one.equals(scope))
                        .findFirst()
                        .orElseThrow();

        assertProblem(ask(null, method, path), 403, "self-service-token-missing");
        assertProblem(ask(" ", method, path), 403, "self-service-token-missing");
        assertProblem(
                ask(tokenFor(number, others), method, path), 403, "self-service-scope-missing");
        assertThat(ask(altered(right), method, path).statusCode()).isIn(403, 429);
        assertThat(ask(ofTenant(right, "boreal"), method, path).statusCode()).isIn(403, 429);
        // A token of the identity provider is no link
        assertProblem(
                asked(path).auth().oauth2(token("helios", RHONE, "dpo")).request(method, path),
                403,
                "self-service-token-missing");

        CallingClock.set(CallingClock.MORNING.plus(Duration.ofHours(73)));
        assertProblem(ask(right, method, path), 403, "self-service-token-expired");
    }

    /** A leaked signing key alone makes no link: every issued link is on record. */
    @ParameterizedTest
    @CsvSource({
        "GET,/v1/self-service/contact,VIEW",
        "GET,/v1/self-service/consents/019a0000-0000-7000-8000-000000000001/receipt,VIEW",
        "GET,/v1/self-service/consents/019a0000-0000-7000-8000-000000000001/proof,VIEW",
        "POST,/v1/self-service/preferences,PREFERENCES",
        "POST,/v1/self-service/withdrawals,WITHDRAW",
        "POST,/v1/self-service/objections,OBJECT",
        "POST,/v1/self-service/data-requests,DATA_REQUEST"
    })
    void nobodyGetsInByALinkThatIsNotOnRecord(String method, String path, LinkScope scope) {
        String issued = tokenFor(freshNumber(), "VIEW", "PREFERENCES");
        Link link = tokens.verify(issued, LinkScope.VIEW, CallingClock.MORNING);
        String made = tokens.issue(made(link, UUID.randomUUID(), Set.of(scope), link.until()));
        String widened =
                tokens.issue(made(link, link.id(), Set.of(LinkScope.values()), link.until()));
        String prolonged =
                tokens.issue(made(link, link.id(), link.scopes(), link.until().plusSeconds(3600)));

        assertProblem(ask(made, method, path), 403, "self-service-token-invalid");
        assertProblem(ask(widened, method, path), 403, "self-service-token-invalid");
        if (link.scopes().contains(scope)) {
            assertProblem(ask(prolonged, method, path), 403, "self-service-token-invalid");
        }
    }

    private static Link made(Link like, UUID id, Set<LinkScope> scopes, Instant until) {
        return new Link(id, like.tenant(), like.controller(), like.subject(), scopes, until);
    }

    /** The same person, the same number, another controller: nothing of it is seen. */
    @Test
    void aLinkOpensOneControllerOnly() {
        String number = freshNumber();
        given(number);
        Map<String, Object> wanted = wanted(number, "VIEW");
        wanted.put("controller", "loire-assurance");
        String token =
                as(token("helios", "loire-assurance", "dpo"))
                        .body(wanted)
                        .post("/v1/self-service-links")
                        .path("token");

        assertThat(with(token).get("/v1/self-service/contact").<List<Object>>path("consents"))
                .isEmpty();
    }

    @Test
    void wrongTokensAreSlowedDownAndARightOneIsNot() {
        String right = tokenFor(freshNumber(), "VIEW");
        for (int i = 0; i <= SelfServiceQuotas.WRONG_TOKENS; i++) {
            with("wrong-" + i).get("/v1/self-service/contact");
        }

        assertProblem(with("wrong").get("/v1/self-service/contact"), 429, "too-many-requests");
        assertThat(with(right).get("/v1/self-service/contact").statusCode()).isEqualTo(200);
    }

    private static Response ask(@Nullable String token, String method, String path) {
        RequestSpecification request = asked(path);
        if (token != null) {
            request.header(HEADER, token);
        }
        return request.request(method, path);
    }

    /** With a body where the operation reads one. */
    private static RequestSpecification asked(String path) {
        RequestSpecification request =
                Http.given().header("Idempotency-Key", UUID.randomUUID().toString());
        if (path.endsWith("/data-requests")) {
            request.contentType(ContentType.JSON).body(Map.of("right", "ACCESS"));
        }
        if (path.endsWith("/preferences")) {
            request.contentType(ContentType.JSON)
                    .body(Map.of("stated", Map.of("reachBy", List.of())));
        }
        return request;
    }

    /** One bit of what it says is another. */
    private static String altered(String token) {
        byte[] bytes = Base64.getUrlDecoder().decode(token);
        bytes[bytes.length - 1] ^= 1;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The same words, said to be another tenant's. */
    private static String ofTenant(String token, String tenant) {
        byte[] bytes = Base64.getUrlDecoder().decode(token);
        String said = new String(bytes, HEAD, bytes.length - HEAD, StandardCharsets.UTF_8);
        byte[] text = said.replaceFirst("^helios", tenant).getBytes(StandardCharsets.UTF_8);
        byte[] forged = java.util.Arrays.copyOf(bytes, HEAD + text.length);
        System.arraycopy(text, 0, forged, HEAD, text.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(forged);
    }

    private static RequestSpecification asAgent(String key) {
        return Http.given()
                .auth()
                .oauth2(token("helios", VOIX, "agent"))
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key);
    }
}
