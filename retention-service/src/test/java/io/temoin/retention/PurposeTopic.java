// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.chassis.testing.EventContract;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * What a controller says of itself, or declares of the purpose QUALITY, as consent-service
 * publishes it.
 */
public final class PurposeTopic {

    private static final String PURPOSE = "purpose-rhone-telecom-quality";
    private static final String PARTY = "party-rhone-telecom";
    private static final String COUNTRY = "country-rhone-telecom";

    private PurposeTopic() {}

    /** Publishes the example of a contract, changed where a test wants it, and waits for it. */
    public static void publish(
            String tenant, String name, int sequence, Consumer<ObjectNode> change) {
        var stream =
                name.startsWith("Party") ? PARTY : name.startsWith("Purpose") ? PURPOSE : COUNTRY;
        var type = "io.temoin.consent." + name + ".v1";
        var data = (ObjectNode) EventContract.of(type).exampleNode();
        change.accept(data);
        EventContract.of(type).accepts(data.toString());
        var message =
                new ProducerRecord<>(
                        "consent.events",
                        tenant + "/" + stream,
                        data.toString().getBytes(StandardCharsets.UTF_8));
        Map.ofEntries(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", UUID.randomUUID() + ".0"),
                        Map.entry("ce_source", "/temoin/" + tenant + "/consent"),
                        Map.entry("ce_type", type),
                        Map.entry("ce_time", "2026-11-24T09:30:00Z"),
                        Map.entry("ce_subject", stream),
                        Map.entry("ce_sequence", "%020d".formatted(sequence)),
                        Map.entry("ce_correlationid", UUID.randomUUID().toString()),
                        Map.entry("ce_tenant", tenant),
                        Map.entry("ce_actor", "dpo-1"),
                        Map.entry("ce_organisation", "rhone-telecom"),
                        Map.entry("ce_role", "dpo"),
                        Map.entry("content-type", "application/json"))
                .forEach(
                        (header, value) ->
                                message.headers()
                                        .add(header, value.getBytes(StandardCharsets.UTF_8)));
        try (var producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                ConfigProvider.getConfig()
                                        .getValue("kafka.bootstrap.servers", String.class)),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            producer.send(message).get(30, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException("the broker did not take the event", failure);
        }
    }
}
