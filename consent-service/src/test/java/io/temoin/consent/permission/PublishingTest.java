// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.call;
import static io.temoin.consent.permission.Parties.consent;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.freshNumber;
import static io.temoin.consent.permission.Parties.nationalDigits;
import static io.temoin.consent.permission.Parties.objection;
import static io.temoin.consent.permission.Parties.statement;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.EventContract;
import io.temoin.platform.ServiceComponents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What happened arrives on the topic, as CloudEvents that keep their contracts. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class PublishingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void everythingThatHappenedArrivesInOrder() {
        // Given
        String number = freshNumber();
        String correlation = UUID.randomUUID().toString();
        // When
        ask("/v1/call-decisions", call(number), correlation);
        ask("/v1/consents", consent(number), correlation);
        ask("/v1/call-decisions", call(number), correlation);
        ask("/v1/objections", objection(number), correlation);
        ask("/v1/withdrawals", statement(number), correlation);
        // Then
        List<ConsumerRecord<String, String>> events = published("claimed:" + correlation, 5);
        assertThat(events)
                .extracting(event -> header(event, "ce_type"))
                .containsExactly(
                        "io.temoin.consent.CallDecided.v1",
                        "io.temoin.consent.ConsentGiven.v1",
                        "io.temoin.consent.CallDecided.v1",
                        "io.temoin.consent.MarketingObjectionRecorded.v1",
                        "io.temoin.consent.ConsentWithdrawn.v1");
        assertThat(events).extracting(ConsumerRecord::key).containsOnly(events.getFirst().key());
        for (int i = 0; i < events.size(); i++) {
            assertKeepsItsContract(events.get(i), i + 1);
            assertThat(events.get(i).value()).doesNotContain(number, nationalDigits(number));
        }
    }

    private static void assertKeepsItsContract(ConsumerRecord<String, String> event, int version) {
        EventContract.of(header(event, "ce_type")).accepts(event.value());
        assertThat(event.key()).matches("helios/contact-rhone-telecom-[0-9a-f]{32}");
        assertThat(header(event, "ce_specversion")).isEqualTo("1.0");
        assertThat(header(event, "ce_source")).isEqualTo("/temoin/helios/consent");
        assertThat("helios/" + header(event, "ce_subject")).isEqualTo(event.key());
        assertThat(header(event, "ce_sequence")).isEqualTo("%020d".formatted(version));
        assertThat(header(event, "ce_tenant")).isEqualTo("helios");
        assertThat(header(event, "ce_organisation")).isEqualTo(VOIX);
        assertThat(header(event, "ce_workstation")).isEqualTo("claimed:poste-12");
        assertThat(header(event, "content-type")).isEqualTo("application/json");
        assertThat(Instant.parse(header(event, "ce_time"))).isBefore(CallingClock.now());
    }

    private static void ask(String path, Map<String, Object> body, String correlation) {
        int status =
                as(dialerOf(VOIX))
                        .header("X-Correlation-Id", correlation)
                        .body(body)
                        .post(path)
                        .statusCode();
        assertThat(status).isEqualTo(201);
    }

    private static List<ConsumerRecord<String, String>> published(String correlation, int wanted) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(
                "bootstrap.servers",
                ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
        settings.put("group.id", UUID.randomUUID().toString());
        settings.put("auto.offset.reset", "earliest");
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        Instant deadline = Instant.now().plus(PATIENCE);
        try (var consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("consent.events"));
            while (found.size() < wanted && Instant.now().isBefore(deadline)) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(
                                event -> {
                                    if (correlation.equals(header(event, "ce_correlationid"))) {
                                        found.add(event);
                                    }
                                });
            }
        }
        return found;
    }

    private static String header(ConsumerRecord<String, String> event, String name) {
        Header header = event.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }
}
