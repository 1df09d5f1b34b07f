// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.rights.DeskCase.AGENT;
import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.DeskCase.PATIENCE;
import static io.temoin.retention.rights.accesspackage.PackageCase.fetch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import io.temoin.retention.rights.DeskCase;
import io.temoin.retention.rights.accesspackage.PackageStore.CopiedPerson;
import io.temoin.retention.rights.accesspackage.PackageStore.Due;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.RevokePackage;
import io.temoin.retention.rights.accesspackage.domain.RevocationReason;
import io.temoin.shredding.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How packages end: by their time, taken back, or before they were ordered. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class PackageEndTest {

    private static final CopiedPerson PERSON =
            new CopiedPerson("rhone-telecom", "0123456789abcdef0123456789abcdef");

    private final PackageCase its = new PackageCase();
    private final TestClock clock;
    private final PackageKeys keys;
    private final PackageStore store;
    private final PackageStream packages;

    PackageEndTest(TestClock clock, PackageKeys keys, PackageStore store, PackageStream packages) {
        this.clock = clock;
        this.packages = packages;
        this.keys = keys;
        this.store = store;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        its.close();
    }

    private TenantId tenant() {
        return new TenantId(its.its.tenant);
    }

    private void awaitState(UUID accessPackage, String state) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                its.its
                                        .dpo()
                                        .get("/v1/packages/{id}", accessPackage)
                                        .then()
                                        .body("state", equalTo(state)));
    }

    private void awaitNoKey(UUID accessPackage) {
        await().atMost(PATIENCE)
                .until(() -> keys.isSpent(tenant(), accessPackage).await().atMost(PATIENCE));
    }

    private RequestSpecification keyed(String key) {
        return Tokens.dpo(its.its.tenant)
                .header("Idempotency-Key", key)
                .contentType("application/json");
    }

    private static Response revoke(RequestSpecification who, UUID accessPackage, String reason) {
        return who.body("{\"reason\": \"" + reason + "\"}")
                .post("/v1/packages/{id}/revocations", accessPackage);
    }

    /** Also when the job that destroys everything has been there. */
    @Test
    void whoeverHasALinkLearnsThatThePackageIsGone() {
        var accessPackage = its.portable(its.its.received("PORTABILITY"));
        String token = its.link(accessPackage, "{\"ttl\": \"P31D\"}").getString("token");

        clock.set(NOON.plus(Duration.ofDays(14)));
        awaitState(accessPackage, "EXPIRED");
        await().atMost(PATIENCE).until(() -> isOver(accessPackage));

        assertProblem(fetch(accessPackage, token), 410, "package-expired");
        clock.set(NOON.plus(Duration.ofDays(14 + 91)));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertProblem(fetch(accessPackage, token), 404, "package-unknown"));
    }

    private boolean isOver(UUID accessPackage) {
        return store.over(clock.instant()).await().atMost(PATIENCE).stream()
                .noneMatch(due -> due.accessPackage().equals(accessPackage));
    }

    /** A process died after it made the key and before it ordered the package. */
    @Test
    void aKeyWithoutAPackageBlocksNothing() {
        var request = its.its.received("PORTABILITY");
        var orphan = PackageDesk.idOf(tenant(), request, 1);
        keys.create(tenant(), orphan, PERSON, NOON.plusSeconds(60), NOON.plus(Duration.ofDays(1)))
                .await()
                .atMost(PATIENCE);

        clock.set(NOON.plus(Duration.ofDays(1)));
        awaitNoKey(orphan);

        assertThat(its.portable(request)).isNotEqualTo(orphan);
    }

    /** The process is back before that, at the very end of the key's time. */
    @Test
    void aKeyIsEitherUsedOrDestroyed() {
        var request = its.its.received("PORTABILITY");
        var waiting = PackageDesk.idOf(tenant(), request, 1);
        var soon = NOON.plus(Duration.ofDays(1));
        var due = new Due(tenant(), waiting);
        keys.create(tenant(), waiting, PERSON, NOON.plusSeconds(60), soon).await().atMost(PATIENCE);

        assertThat(its.portable(request)).isEqualTo(waiting);

        assertThat(store.beginEnd(due, soon).await().atMost(PATIENCE))
                .as("the order gave it more time")
                .isFalse();
        assertThat(store.beginEnd(due, soon.plus(Duration.ofDays(14))).await().atMost(PATIENCE))
                .isTrue();
        assertThat(
                        keys.create(tenant(), waiting, PERSON, soon, soon.plus(Duration.ofDays(30)))
                                .await()
                                .atMost(PATIENCE))
                .as("somebody is destroying it")
                .isEmpty();
    }

    @Test
    void isTakenBackAtOnce() {
        var request = its.its.received("PORTABILITY");
        var accessPackage = its.portable(request);
        String token = its.link(accessPackage, "{}").getString("token");

        revoke(its.its.dpo(), accessPackage, "WRONG_RECIPIENT")
                .then()
                .statusCode(201)
                .body("state", equalTo("REVOKED"))
                .body("revocation.reason", equalTo("WRONG_RECIPIENT"));

        assertThat(keys.isSpent(tenant(), accessPackage).await().atMost(PATIENCE))
                .as("the key is destroyed")
                .isTrue();
        assertProblem(fetch(accessPackage, token), 410, "package-revoked");
        assertProblem(
                its.its.dpo().body("{}").post("/v1/packages/{id}/links", accessPackage),
                410,
                "package-revoked");
        assertProblem(
                revoke(its.its.dpo(), accessPackage, "CONTENT_WRONG"), 410, "package-revoked");
        var folder = PackageCase.STORAGE.resolve(its.its.tenant + "/" + accessPackage);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(folder).doesNotExist());
        awaitState(accessPackage, "REVOKED");
        assertThat(its.portable(request)).isNotEqualTo(accessPackage);
    }

    @Test
    void aPackageThatIsBeingBuiltIsTakenBackToo() {
        var accessPackage = its.asked(its.its.received("PORTABILITY"));

        revoke(its.its.dpo(), accessPackage, "NO_LONGER_WANTED").then().statusCode(201);

        its.contributes(accessPackage, "CONSENT", _ -> {});
        its.contributes(accessPackage, "RECORDING", _ -> {});
        awaitState(accessPackage, "REVOKED");
    }

    @Test
    void aRepeatedCommandGivesTheSameAnswer() {
        var accessPackage = its.asked(its.its.received("PORTABILITY"));
        var key = UUID.randomUUID().toString();

        var first = revoke(keyed(key), accessPackage, "CONTENT_WRONG");
        var again = revoke(keyed(key), accessPackage, "CONTENT_WRONG");

        first.then().statusCode(201);
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
    }

    /** The process died between the event and the key. */
    @Test
    void theJobEndsWhatIsOnRecordAsTakenBack() {
        var accessPackage = its.asked(its.its.received("PORTABILITY"));
        packages.handle(
                        accessPackage,
                        new RevokePackage(RevocationReason.CONTENT_WRONG, NOON),
                        new EventMetadata(
                                tenant(),
                                Actor.service("test"),
                                UUID.randomUUID(),
                                null,
                                "correlation",
                                null,
                                null,
                                NOON))
                .await()
                .atMost(PATIENCE);

        awaitNoKey(accessPackage);
        await().atMost(PATIENCE).until(() -> isOver(accessPackage));
    }

    @Test
    void isTakenBackByTheDeskOfTheControllerOnly() {
        var accessPackage = its.asked(its.its.received("PORTABILITY"));

        for (String other : List.of("loire-assurance", DeskCase.VOIX)) {
            assertProblem(
                    revoke(its.its.as(other, AGENT, "dpo"), accessPackage, "CONTENT_WRONG"),
                    404,
                    "package-unknown");
        }
        assertProblem(
                revoke(
                        its.its.as(DeskCase.RHONE, AGENT, "supervisor"),
                        accessPackage,
                        "CONTENT_WRONG"),
                403,
                "forbidden");
        assertProblem(revoke(its.its.dpo(), accessPackage, "BORED"), 400, "request-invalid");
        assertProblem(
                revoke(its.its.dpo(), UUID.randomUUID(), "CONTENT_WRONG"), 404, "package-unknown");
        awaitState(accessPackage, "BUILDING");
    }
}
