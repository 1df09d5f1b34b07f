// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent;

import static io.temoin.consent.ExampleRequests.CONTROLLER;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.AccessMatrix;
import io.temoin.chassis.testing.AccessMatrix.Side;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.OpenApiContract;
import io.temoin.chassis.testing.OperationsContract;
import io.temoin.chassis.testing.ProblemContract;
import io.temoin.chassis.testing.Response;
import io.temoin.chassis.testing.ServedContract;
import io.temoin.consent.agreement.AgreedParties;
import io.temoin.consent.agreement.domain.AgreementProblem;
import io.temoin.consent.notice.domain.NoticeProblem;
import io.temoin.consent.permission.domain.ConsentProblem;
import io.temoin.consent.purpose.domain.PurposeProblem;
import io.temoin.consent.rights.domain.DsrProblem;
import io.temoin.consent.rules.domain.RulesProblem;
import io.temoin.consent.screening.domain.ScreeningProblem;
import io.temoin.consent.scrubbing.domain.ScrubProblem;
import io.temoin.consent.selfservice.domain.SelfServiceProblem;
import io.temoin.consent.serving.domain.ServingProblem;
import io.temoin.eventsourcing.Rejected;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The committed OpenAPI document and the access table against the running service. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class ContractsTest implements ServedContract {

    private static final String OTHER = "atlas-contact";

    /** A DPO whose token has the claim that opens the whole tenant. */
    static final String TENANT_WIDE = "dpo+tenant_wide";

    @Test
    void theOpenApiDocumentIsInStep() {
        OpenApiContract.of("consent-service").isInStep();
        OpenApiContract.of("consent-service").documentsEveryOperation();
    }

    @Test
    void givesExamplesThatKeepTheirSchemas() {
        OpenApiContract.of("consent-service").hasExamplesThatKeepTheirSchemas();
    }

    @Test
    void everyRefusalIsAsTheDocumentSays() {
        ProblemContract.of("consent-service")
                .agreesWith(
                        Stream.<Rejected.Code>concat(
                                        Stream.of(ConsentProblem.values()),
                                        Stream.of(PurposeProblem.values()))
                                .toArray(Rejected.Code[]::new));
        ProblemContract.of("consent-service").agreesWith(SelfServiceProblem.values());
        ProblemContract.of("consent-service").agreesWith(RulesProblem.values());
        ProblemContract.of("consent-service").agreesWith(ScreeningProblem.values());
        ProblemContract.of("consent-service").agreesWith(ScrubProblem.values());
        ProblemContract.of("consent-service").agreesWith(AgreementProblem.values());
        ProblemContract.of("consent-service").agreesWith(ServingProblem.values());
        ProblemContract.of("consent-service").agreesWith(DsrProblem.values());
        ProblemContract.of("consent-service").agreesWith(NoticeProblem.values());
        ProblemContract.of("consent-service")
                .holdsForParkedMessages(token(Side.OWN, "admin"), token(Side.OWN, "agent"));
    }

    @Test
    void everyRoleMayDoWhatTheTableSaysAndNothingElse() {
        AgreedParties.ensure("helios", CONTROLLER, "voix-du-rhone", OTHER);
        new AccessRequests(ContractsTest::token).matrix().hasNoDeviation();
    }

    @Test
    void theKeysAreForEverybodyAndMayBeCached() {
        Response keys = Http.given().get("/v1/keys");
        assertThat(keys.statusCode()).isEqualTo(200);
        assertThat(keys.header("Cache-Control")).contains("public").contains("max-age");
        assertThat(keys.<String>path("keys[0].crv")).isEqualTo("Ed25519");
        assertThat(keys.<Object>path("keys[0].d")).isNull();
    }

    /**
     * Only the controller's own people instruct. The other processor is instructed to do
     * everything, and everybody goes by the same pseudonym: neither lets them see more. In the
     * other tenant the caller acts for a controller of that tenant, not for ours.
     */
    private static String token(Side side, String role) {
        if (role.equals("data-subject")) {
            return TestTokens.person(
                    side == Side.FOREIGN ? "boreal" : "helios",
                    "person",
                    Map.of("phone_number", "+33199009998", "phone_number_verified", true),
                    role);
        }
        if (role.equals(TENANT_WIDE)) {
            return switch (side) {
                case OWN -> TestTokens.tenantWide("helios", CONTROLLER, "actor-own", "dpo");
                case OTHER_PROCESSOR -> TestTokens.tenantWide("helios", OTHER, "actor-own", "dpo");
                case OTHER_CONTROLLER ->
                        TestTokens.tenantWide("helios", "loire-assurance", "actor-own", "dpo");
                case FOREIGN ->
                        TestTokens.tenantWide("boreal", "centre-boreal", "actor-foreign", "dpo");
            };
        }
        return switch (side) {
            case OWN ->
                    TestTokens.token(
                            "helios",
                            Set.of("dpo", "admin", "supervisor").contains(role)
                                    ? CONTROLLER
                                    : "voix-du-rhone",
                            List.of(CONTROLLER),
                            "actor-own",
                            role);
            case OTHER_PROCESSOR ->
                    TestTokens.token("helios", OTHER, List.of(CONTROLLER), "actor-own", role);
            case OTHER_CONTROLLER ->
                    TestTokens.token("helios", "loire-assurance", List.of(), "actor-own", role);
            case FOREIGN ->
                    TestTokens.token(
                            "boreal",
                            "centre-boreal",
                            List.of("nord-energie"),
                            "actor-foreign",
                            role);
        };
    }

    /** Everything that anybody may call. */
    @Override
    public String administrator() {
        return token(Side.OWN, "admin");
    }

    @Override
    public OperationsContract operations() {
        return OperationsContract.of(
                "consent-service",
                TestTokens.token(
                        "helios",
                        CONTROLLER,
                        List.of(),
                        "01990000-0000-7000-8000-0000000000aa",
                        AccessMatrix.ROLES.toArray(String[]::new)));
    }
}
