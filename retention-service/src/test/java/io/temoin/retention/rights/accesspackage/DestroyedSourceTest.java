// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.DeskCase.PATIENCE;
import static io.temoin.retention.rights.DeskCase.ground;
import static io.temoin.retention.rights.accesspackage.PackageCase.fetch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.OwnerTopic;
import io.temoin.retention.TestClock;
import io.temoin.retention.rights.accesspackage.PackageStore.CopiedPerson;
import io.temoin.shredding.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A package does not keep what had to be destroyed. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class DestroyedSourceTest {

    private static final String PERSON = "0123456789abcdef0123456789abcdef";

    private final PackageCase its = new PackageCase();
    private final TestClock clock;

    private final PackageStore store;

    DestroyedSourceTest(TestClock clock, PackageStore store) {
        this.clock = clock;
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

    private void says(String service, String stream, String name, Consumer<ObjectNode> change) {
        try (var topic = new OwnerTopic()) {
            topic.publish(OwnerTopic.example(its.its.tenant, service, stream, name, change));
        }
    }

    private void erased(String basis) {
        says(
                "recording",
                "recording-" + UUID.randomUUID(),
                "RecordingErased",
                data -> data.put("basis", basis).put("at", NOON.plusSeconds(60).toString()));
    }

    private void awaitRevoked(UUID accessPackage) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                its.its
                                        .dpo()
                                        .get("/v1/packages/{id}", accessPackage)
                                        .then()
                                        .body("state", equalTo("REVOKED"))
                                        .body("revocation.reason", equalTo("SOURCE_DESTROYED")));
    }

    @Test
    void aTextThatOrdersARecordingDestroyedTakesItsCopyAlong() {
        var accessPackage = its.portable(its.its.received("PORTABILITY"));
        String token = its.link(accessPackage, "{}").getString("token");

        erased("DESTRUCTION_DUTY");

        awaitRevoked(accessPackage);
        assertProblem(fetch(accessPackage, token), 410, "package-revoked");
        assertThat(fetch(accessPackage, token).jsonPath().getString("detail"))
                .contains("had to be destroyed");
    }

    @Test
    void aSheetOrTranscriptCountsAsWell() {
        var accessPackage = its.asked(its.its.received("PORTABILITY"));

        says(
                "recording",
                "document-" + UUID.randomUUID(),
                "DocumentDestroyed",
                data ->
                        data.put("basis", "QUARANTINED")
                                .put("at", NOON.plusSeconds(60).toString()));

        awaitRevoked(accessPackage);
    }

    /** Of two copies of a person, one was handed out before they were erased. */
    @Test
    void anErasedPersonKeepsWhatTheyHaveALinkToUntilItEnds() {
        var copy = its.its.received("PORTABILITY");
        var linked = its.portable(copy);
        String token = its.link(linked, "{\"downloads\": 1}").getString("token");
        var other = its.portable(copy);
        UUID erasure = its.its.received("ERASURE");
        its.its.done(erasure, "erasures", ground("NO_LONGER_NECESSARY"));

        awaitRevoked(other);
        // The trail has not answered, and need not: the owners have confirmed. To ask for a link is
        // no way to wait for that: one that is given keeps the package.
        await().atMost(PATIENCE)
                .until(
                        () ->
                                store.isErasedSince(
                                                new TenantId(its.its.tenant),
                                                new CopiedPerson("rhone-telecom", PERSON),
                                                NOON)
                                        .await()
                                        .atMost(PATIENCE));
        assertProblem(
                its.its.dpo().body("{}").post("/v1/packages/{id}/links", linked),
                410,
                "package-revoked");
        says(
                "audit",
                "erasure-" + erasure,
                "SubjectErased",
                data -> data.put("erasure", erasure.toString()));
        assertThat(fetch(linked, token).statusCode()).isEqualTo(200);
        clock.set(NOON.plus(Duration.ofHours(1)));
        awaitRevoked(linked);
    }

    @Test
    void packagesOfAnotherPersonOrControllerStay() {
        var accessPackage = its.asked(its.its.received("PORTABILITY"));
        var tenant = new TenantId(its.its.tenant);
        var other = "fedcba9876543210fedcba9876543210";

        assertThat(ofPerson(tenant, "rhone-telecom", PERSON)).containsExactly(accessPackage);
        assertThat(ofPerson(tenant, "loire-assurance", PERSON)).isEmpty();
        assertThat(ofPerson(tenant, "rhone-telecom", other)).isEmpty();
        assertThat(ofPerson(new TenantId("another"), "rhone-telecom", PERSON)).isEmpty();
    }

    private List<UUID> ofPerson(TenantId tenant, String controller, String subject) {
        return store.ofPerson(tenant, new CopiedPerson(controller, subject))
                .await()
                .atMost(PATIENCE);
    }
}
