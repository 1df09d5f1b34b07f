// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.call;
import static io.temoin.consent.permission.Parties.consent;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.freshNumber;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.Channel;
import io.temoin.consent.permission.domain.ContactPermission;
import io.temoin.eventsourcing.Rejected;
import io.temoin.platform.ServiceComponents;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has their data erased is not called again for that controller. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class ErasedPersonTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-12-24T10:00:00Z");

    private final ContactPermissionStream contacts;

    ErasedPersonTest(ContactPermissionStream contacts) {
        this.contacts = contacts;
    }

    private static Response decide(String number) {
        return as(dialerOf(VOIX)).body(call(number)).post("/v1/call-decisions");
    }

    private static boolean isObjectedTo(String number) {
        return decide(number).<List<String>>path("reasons.code").contains("MARKETING_OBJECTION");
    }

    private static void begun(UUID request, String controller, String subject) throws Exception {
        DeskTopic.publish(
                "erasure-" + request,
                "ErasureBegun",
                data ->
                        data.put("request", request.toString())
                                .put("controller", controller)
                                .put("subject", subject));
    }

    @Test
    void theirConsentAllowsNothingAnyMore() throws Exception {
        String number = freshNumber();
        as(dialerOf(VOIX)).body(consent(number)).post("/v1/consents").then().statusCode(201);
        Response allowed = decide(number);
        assertThat(allowed.<String>path("verdict")).isEqualTo("ALLOW");
        String subject = allowed.path("subject");

        begun(UUID.randomUUID(), "rhone-telecom", subject);

        await().atMost(PATIENCE).until(() -> isObjectedTo(number));
        assertThat(decide(number).<String>path("verdict")).isEqualTo("DENY");
    }

    /** A consent in force would outlive the erasure: its proof is not destroyed while it counts. */
    @Test
    void theirConsentIsWithdrawnSoThatItsProofCanGo() throws Exception {
        String number = freshNumber();
        as(dialerOf(VOIX)).body(consent(number)).post("/v1/consents").then().statusCode(201);
        String subject = decide(number).path("subject");

        begun(UUID.randomUUID(), "rhone-telecom", subject);

        await().atMost(PATIENCE).until(() -> known(subject).withdrawnAt() != null);
        assertThat(known(subject).objectedAt()).isNotNull();
    }

    private ContactPermission known(String subject) {
        return contacts.load(
                        new TenantId("helios"),
                        new PartyId("rhone-telecom"),
                        List.of(new SubjectId(subject)))
                .await()
                .atMost(PATIENCE)
                .getFirst();
    }

    /** The order of the two is the order on the topic's key, so the second is known to be read. */
    @Test
    void otherControllersMayStillCall() throws Exception {
        String number = freshNumber();
        as(dialerOf(VOIX)).body(consent(number)).post("/v1/consents").then().statusCode(201);
        String subject = decide(number).path("subject");
        String other = freshNumber();
        as(dialerOf(VOIX)).body(consent(other)).post("/v1/consents").then().statusCode(201);
        String next = decide(other).path("subject");
        UUID stream = UUID.randomUUID();

        begun(stream, "loire-assurance", subject);
        begun(stream, "rhone-telecom", next);
        await().atMost(PATIENCE).until(() -> decide(other).<String>path("verdict").equals("DENY"));

        assertThat(decide(number).<String>path("verdict")).isEqualTo("ALLOW");
    }

    @ParameterizedTest
    @CsvSource({
        "SELF_SERVICE, WEB",
        "ORAL, VOICE",
        "LETTER, PAPER",
        "REPRESENTATIVE, PAPER",
        "CONTROLLER, PAPER",
        "OPENDSR, PAPER"
    })
    void isAnObjectionByTheWayThePersonAsked(String way, Channel channel) {
        var objection =
                ErasureConsumer.objectionOf(
                        DeskTopic.received("ErasureBegun", data -> data.put("way", way)), NOW);

        assertThat(objection).isNotNull();
        assertThat(objection.channel()).isEqualTo(channel);
        assertThat(objection.statedAt()).isEqualTo("2026-11-24T09:30:00Z");
        assertThat(objection.objection()).hasToString("019a0000-0000-7000-8000-000000000004");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-10T09:00:00Z, 2026-12-10T09:00:00Z",
        "2026-12-24T10:00:01Z, 2026-12-24T10:00:00Z"
    })
    void withdrawsWhatWasAgreedUntilItWasDecided(String begunAt, Instant statedAt) {
        var begun = DeskTopic.received("ErasureBegun", data -> data.put("begunAt", begunAt));
        var objection = ErasureConsumer.objectionOf(begun, NOW);

        assertThat(ErasureConsumer.withdrawalOf(begun, requireNonNull(objection)).statedAt())
                .isEqualTo(statedAt);
    }

    @Test
    void aWithdrawalHasADay() {
        var objection =
                ErasureConsumer.objectionOf(DeskTopic.received("ErasureBegun", _ -> {}), NOW);
        var less = DeskTopic.received("ErasureBegun", data -> data.remove("begunAt"));

        assertThatThrownBy(() -> ErasureConsumer.withdrawalOf(less, requireNonNull(objection)))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void nothingElseIs() {
        var completed = DeskTopic.received("ErasureCompleted", _ -> {});

        assertThat(ErasureConsumer.objectionOf(completed, NOW)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"request", "controller", "subject", "way", "askedAt"})
    void whatSaysTooLittleIsRejected(String field) {
        var less = DeskTopic.received("ErasureBegun", data -> data.remove(field));

        assertThatThrownBy(() -> ErasureConsumer.objectionOf(less, NOW))
                .isInstanceOf(Rejected.class);
    }
}
