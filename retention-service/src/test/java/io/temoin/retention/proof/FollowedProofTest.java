// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.EventContract;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TopicTail;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** From the decisions of consent-service to the end of a proof, which each use moves. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class FollowedProofTest {

    private static final String TYPE = "io.temoin.consent.CallDecided.v1";

    private final String tenant = "t" + UUID.randomUUID();
    private final String consent = UUID.randomUUID().toString();

    @Test
    void eachUseOfAConsentMovesTheEndOfItsProof() throws Exception {
        // When: the second message is delivered twice, the third is of an earlier use
        decided("2031-11-24T09:30:00Z", "1");
        decided("2031-12-01T09:30:00Z", "2");
        decided("2031-12-01T09:30:00Z", "2");
        decided("2031-11-25T09:30:00Z", "3");
        decided("2032-01-05T09:30:00Z", "4");

        // Then
        List<ConsumerRecord<String, byte[]>> told =
                TopicTail.await(
                        "retention.events",
                        key -> key.startsWith(tenant + "/proof-"),
                        found -> found.size() >= 3);
        assertThat(TopicTail.names(told)).containsOnly("ProofRetained");
        assertThat(told)
                .extracting(message -> new String(message.value(), StandardCharsets.UTF_8))
                .satisfiesExactly(
                        first -> assertThat(first).contains("2031-11-24T09:30:00Z", consent),
                        second -> assertThat(second).contains("2031-12-01T09:30:00Z", consent),
                        third -> assertThat(third).contains("2032-01-05T09:30:00Z", consent));
    }

    private void decided(String keptUntil, String id) throws Exception {
        ObjectNode data = (ObjectNode) EventContract.of(TYPE).exampleNode();
        data.putArray("proofs")
                .addObject()
                .put("kind", "CONSENT")
                .put("consent", consent)
                .put("keptUntil", keptUntil)
                .put("source", "UWG §7a(2)");
        EventContract.of(TYPE).accepts(data.toString());
        String stream = "contact-rhone-telecom-0123456789abcdef0123456789abcdef";
        ProducerRecord<String, byte[]> message =
                new ProducerRecord<>(
                        "consent.events",
                        tenant + "/" + stream,
                        data.toString().getBytes(StandardCharsets.UTF_8));
        Map.ofEntries(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", consent + "-" + id + ".0"),
                        Map.entry("ce_source", "/temoin/" + tenant + "/consent"),
                        Map.entry("ce_type", TYPE),
                        Map.entry("ce_time", "2026-11-24T09:30:00Z"),
                        Map.entry("ce_subject", stream),
                        Map.entry("ce_sequence", "%020d".formatted(Integer.parseInt(id))),
                        Map.entry("ce_correlationid", UUID.randomUUID().toString()),
                        Map.entry("ce_tenant", tenant),
                        Map.entry("ce_actor", "dialer-voix-du-rhone"),
                        Map.entry("ce_organisation", "voix-du-rhone"),
                        Map.entry("ce_role", "dialer"),
                        Map.entry("content-type", "application/json"))
                .forEach(
                        (name, value) ->
                                message.headers()
                                        .add(name, value.getBytes(StandardCharsets.UTF_8)));
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                ConfigProvider.getConfig()
                                        .getValue("kafka.bootstrap.servers", String.class)),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            producer.send(message).get(30, TimeUnit.SECONDS);
        }
    }
}
