// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.DeskCase.PATIENCE;
import static io.temoin.retention.rights.accesspackage.PackageCase.fetch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import io.temoin.retention.rights.accesspackage.PackageStore.CopiedPerson;
import io.temoin.retention.rights.accesspackage.PackageStore.Due;
import io.temoin.shredding.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What packages do for the desk: its tasks, its limits, and its storage when that is away. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class PackageDeskTest {

    private final PackageCase its = new PackageCase();
    private final TestClock clock;
    private final PackageKeys keys;

    PackageDeskTest(TestClock clock, PackageKeys keys) {
        this.clock = clock;
        this.keys = keys;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        its.close();
    }

    private static void done(Uni<?> step) {
        step.await().atMost(PATIENCE);
    }

    private List<String> completed(UUID request) {
        return its.its
                .dpo()
                .get("/v1/requests/{id}", request)
                .jsonPath()
                .getList("tasks.findAll{it.result=='DONE'}.service");
    }

    /** Whatever is missing, somebody has to look at it; who failed has done nothing. */
    @Test
    void aWholePartCompletesTheTaskOfItsService() {
        var request = its.accessAsked();
        var accessPackage = its.asked(request);
        its.contributes(accessPackage, "CONSENT", _ -> {});
        its.contributes(
                accessPackage, "RECORDING", writer -> writer.missing("r2", "CHANNELS_UNKNOWN"));
        its.fails(accessPackage, "AUDIT");
        its.ready(accessPackage);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(completed(request))
                                        .containsExactlyInAnyOrder("CONSENT", "RETENTION"));
    }

    @Test
    void aTaskThatTheDeskCompletedStaysAsItIs() {
        var request = its.accessAsked();
        its.its.done(request, "tasks/CONSENT/completions", "{\"result\": \"NOTHING_HELD\"}");
        var accessPackage = its.asked(request);
        its.contributes(accessPackage, "CONSENT", _ -> {});
        its.contributes(accessPackage, "RECORDING", _ -> {});
        its.contributes(accessPackage, "AUDIT", _ -> {});

        assertThat(its.ready(accessPackage).getBoolean("complete")).isTrue();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(completed(request))
                                        .containsExactlyInAnyOrder(
                                                "RECORDING", "RETENTION", "AUDIT"));
    }

    @Test
    void theFiftyFirstPackageOfARequestIsRefusedAsThat() {
        var request = its.its.received("PORTABILITY");
        var tenant = new TenantId(its.its.tenant);
        for (int number = 1; number <= PackageDesk.MOST_PACKAGES; number++) {
            var id = PackageDesk.idOf(tenant, request, number);
            done(
                    keys.create(
                            tenant,
                            id,
                            new CopiedPerson("rhone-telecom", "0".repeat(32)),
                            NOON.plus(Duration.ofHours(6)),
                            NOON.plus(Duration.ofDays(14))));
            done(keys.destroy(new Due(tenant, id), PackageKeys.REVOKED, NOON));
        }

        var refused = its.ask(request, "{\"otherVoices\": \"INCLUDED\"}");

        assertProblem(refused, 409, "packages-exhausted");
        assertThat(refused.jsonPath().getString("detail")).contains("50 packages");
    }

    /** What the storage does not give now, it gives later: no download is lost, nothing altered. */
    @Test
    void anOutageOfTheStorageCostsNoDownload() throws IOException {
        var accessPackage = its.portable(its.its.received("PORTABILITY"));
        String token = its.link(accessPackage, "{\"downloads\": 1}").getString("token");
        var stored = PackageCase.STORAGE.resolve(its.its.tenant);
        var away = PackageCase.STORAGE.resolve(its.its.tenant + "-away");

        Files.move(stored, away);
        var refused = fetch(accessPackage, token);
        Files.move(away, stored);

        assertProblem(refused, 503, "service-unavailable");
        assertThat(refused.header("Retry-After")).isNotNull();
        assertThat(its.ready(accessPackage).getBoolean("complete")).isTrue();
        assertThat(fetch(accessPackage, token).statusCode()).isEqualTo(200);
        assertProblem(fetch(accessPackage, token), 410, "package-link-ended");
    }
}
