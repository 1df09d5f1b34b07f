// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.call;
import static io.temoin.consent.permission.Parties.consent;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.freshNumber;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.permission.domain.ContactPermissionCommand.RestrictContact;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.platform.ServiceComponents;
import io.temoin.shredding.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the rights desk restricts is not called for that controller within seconds. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class RestrictedCallsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void nobodyIsCalledWhomARequestRestricts() throws Exception {
        String number = freshNumber();
        as(dialerOf(VOIX)).body(consent(number)).post("/v1/consents").then().statusCode(201);
        Response allowed = decide(number);
        assertThat(allowed.<String>path("verdict")).isEqualTo("ALLOW");
        String subject = allowed.path("subject");
        UUID request = UUID.randomUUID();

        say(
                "ProcessingRestricted",
                request,
                subject,
                data -> data.putArray("services").add("RECORDING"));
        say(
                "ProcessingRestricted",
                UUID.randomUUID(),
                subject,
                data -> data.put("controller", "loire-assurance"));
        UUID second = UUID.randomUUID();
        say(
                "ProcessingRestricted",
                second,
                subject,
                data -> data.putArray("services").add("CONSENT"));

        await().atMost(PATIENCE).until(() -> reasons(decide(number)).contains("RESTRICTED"));
        Response denied = decide(number);
        assertThat(denied.<String>path("verdict")).isEqualTo("DENY");
        assertThat(denied.<String>path("receipt")).isNull();

        say(
                "ProcessingRestrictionLifted",
                second,
                subject,
                data -> data.putArray("services").add("CONSENT"));
        // What was allowed meanwhile may have used up the attempts.
        await().atMost(PATIENCE).until(() -> !reasons(decide(number)).contains("RESTRICTED"));
    }

    @Test
    void whatTheDeskSaysIsUnderstood() {
        var told = RestrictionConsumer.told(desk("ProcessingRestrictionLifted", _ -> {}), NOW);

        assertThat(told).isNotNull();
        assertThat(told.controller().value()).isEqualTo("rhone-telecom");
        var restricted =
                RestrictionConsumer.told(
                        desk(
                                "ProcessingRestricted",
                                data -> data.putArray("services").add("CONSENT")),
                        NOW);
        assertThat(restricted).isNotNull();
        assertThat(restricted.command())
                .isInstanceOfSatisfying(
                        RestrictContact.class,
                        command ->
                                assertThat(command.restrictedAt())
                                        .isEqualTo("2026-11-24T09:30:00Z"));
        // Of recordings alone: nothing that stops calls.
        assertThat(RestrictionConsumer.told(desk("ProcessingRestricted", _ -> {}), NOW)).isNull();
        assertThat(RestrictionConsumer.told(desk("ObjectionUpheld", _ -> {}), NOW)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"request", "controller", "subject", "services", "liftedAt"})
    void whatSaysTooLittleIsRejected(String field) {
        var less = desk("ProcessingRestrictionLifted", data -> data.remove(field));

        assertThatThrownBy(() -> RestrictionConsumer.told(less, NOW)).isInstanceOf(Rejected.class);
    }

    private static Response decide(String number) {
        return as(dialerOf(VOIX)).body(call(number)).post("/v1/call-decisions");
    }

    private static List<String> reasons(Response decided) {
        return decided.path("reasons.code");
    }

    private static ReceivedEvent desk(String type, Consumer<ObjectNode> change) {
        var data =
                (ObjectNode)
                        EventContract.of("io.temoin.retention." + type + ".v1")
                                .exampleNode()
                                .deepCopy();
        change.accept(data);
        return new ReceivedEvent(
                "e-1",
                "retention",
                type,
                1,
                new TenantId("helios"),
                "request-019a0000-0000-7000-8000-000000000004",
                1,
                NOW,
                "c-1",
                null,
                null,
                Actor.service("test"),
                data);
    }

    private static void say(String type, UUID request, String subject, Consumer<ObjectNode> change)
            throws Exception {
        String whole = "io.temoin.retention." + type + ".v1";
        var data = (ObjectNode) EventContract.of(whole).exampleNode().deepCopy();
        data.remove("about");
        data.put("request", request.toString()).put("subject", subject);
        change.accept(data);
        String stream = "request-" + request;
        var message =
                new ProducerRecord<>(
                        "retention.events", "helios/" + stream, data.toString().getBytes(UTF_8));
        Map.ofEntries(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", UUID.randomUUID() + ".0"),
                        Map.entry("ce_source", "/temoin/helios/retention"),
                        Map.entry("ce_type", whole),
                        Map.entry("ce_time", "2026-11-24T09:30:00Z"),
                        Map.entry("ce_subject", stream),
                        Map.entry("ce_sequence", "%020d".formatted(1)),
                        Map.entry("ce_correlationid", UUID.randomUUID().toString()),
                        Map.entry("ce_tenant", "helios"),
                        Map.entry("ce_actor", "retention-service"),
                        Map.entry("ce_organisation", "temoin"),
                        Map.entry("ce_role", "service"),
                        Map.entry("content-type", "application/json"))
                .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers",
                                ConfigProvider.getConfig()
                                        .getValue("kafka.bootstrap.servers", String.class)),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            producer.send(message).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
