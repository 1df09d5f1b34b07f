// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.accesspackage.PackageCase.fetch;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import io.temoin.retention.rights.DeskCase;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A package is handed out as long as its request allows, and not only when it was ordered. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class PackageLinkTest {

    private final PackageCase its = new PackageCase();
    private final TestClock clock;

    PackageLinkTest(TestClock clock) {
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

    private Response issue(UUID accessPackage) {
        return its.its.dpo().body("{}").post("/v1/packages/{id}/links", accessPackage);
    }

    /** GDPR art. 12(6): whoever has the link may be somebody else. */
    @Test
    void nothingIsHandedOutWhileProofOfIdentityIsAwaited() {
        var request = its.its.received("PORTABILITY");
        var accessPackage = its.portable(request);
        String token = its.link(accessPackage, "{}").getString("token");

        its.its.done(request, "identity-proof-requests", "");

        assertProblem(issue(accessPackage), 409, "identity-unproven");
        assertProblem(fetch(accessPackage, token), 409, "identity-unproven");
        its.its.done(request, "identity-proofs", "{}");
        issue(accessPackage).then().statusCode(201);
        fetch(accessPackage, token).then().statusCode(200);
    }

    @Test
    void nothingIsHandedOutAfterARefusal() {
        var request = its.its.received("PORTABILITY");
        var accessPackage = its.portable(request);
        String token = its.link(accessPackage, "{}").getString("token");

        its.its.done(request, "refusals", DeskCase.ground("MANIFESTLY_UNFOUNDED"));

        assertProblem(issue(accessPackage), 409, "request-ended");
        assertProblem(fetch(accessPackage, token), 409, "request-ended");
    }
}
