// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.holdings;

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

/** Speaks to the service as the others do: on the real topics, in the words of their contracts. */
public final class SuiteTopics implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(
                    Map.of(
                            "bootstrap.servers",
                            ConfigProvider.getConfig()
                                    .getValue("kafka.bootstrap.servers", String.class)),
                    new StringSerializer(),
                    new ByteArraySerializer());

    /**
     * Publishes the example of a contract, changed where a test wants it.
     *
     * @param service whose topic it is on
     * @param stream what it is about, such as {@code recording-<id>}
     */
    public void publish(
            String tenant,
            String service,
            String stream,
            String name,
            String role,
            Consumer<ObjectNode> change) {
        var type = "io.temoin." + service + "." + name + ".v1";
        var data = (ObjectNode) EventContract.of(type).exampleNode();
        change.accept(data);
        var message =
                new ProducerRecord<>(
                        service + ".events",
                        tenant + "/" + stream,
                        data.toString().getBytes(StandardCharsets.UTF_8));
        Map.ofEntries(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", UUID.randomUUID() + ".0"),
                        Map.entry("ce_source", "/temoin/" + tenant + "/" + service),
                        Map.entry("ce_type", type),
                        Map.entry("ce_time", "2026-11-24T10:05:00Z"),
                        Map.entry("ce_subject", stream),
                        Map.entry("ce_sequence", "%020d".formatted(1)),
                        Map.entry("ce_correlationid", UUID.randomUUID().toString()),
                        Map.entry("ce_tenant", tenant),
                        Map.entry("ce_actor", "somebody"),
                        Map.entry("ce_organisation", "voix-du-rhone"),
                        Map.entry("ce_role", role),
                        Map.entry("content-type", "application/json"))
                .forEach(
                        (header, value) ->
                                message.headers()
                                        .add(header, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(message).get(30, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException("the broker did not take the event", failure);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
