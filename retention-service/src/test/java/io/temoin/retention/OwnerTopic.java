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

/** Speaks to the service as the other services do, on their real topics. */
public final class OwnerTopic implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(
                    Map.of(
                            "bootstrap.servers",
                            ConfigProvider.getConfig()
                                    .getValue("kafka.bootstrap.servers", String.class)),
                    new StringSerializer(),
                    new ByteArraySerializer());

    /** An event ready to be published, as often as wanted. */
    public record Event(
            String id, String tenant, String service, String stream, String type, String data) {}

    /** The example of a contract, changed where a test wants it. */
    public static Event example(
            String tenant,
            String service,
            String stream,
            String name,
            Consumer<ObjectNode> change) {
        var data =
                (ObjectNode)
                        EventContract.of("io.temoin." + service + "." + name + ".v1").exampleNode();
        change.accept(data);
        return event(tenant, service, stream, name, data.toString());
    }

    /** An event with any data. */
    public static Event event(
            String tenant, String service, String stream, String name, String data) {
        return new Event(
                UUID.randomUUID() + ".0",
                tenant,
                service,
                stream,
                "io.temoin." + service + "." + name + ".v1",
                data);
    }

    /** Publishes an event and waits until the broker has it. */
    public void publish(Event event) {
        var message =
                new ProducerRecord<>(
                        event.service() + ".events",
                        event.tenant() + "/" + event.stream(),
                        event.data().getBytes(StandardCharsets.UTF_8));
        Map.ofEntries(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", event.id()),
                        Map.entry("ce_source", "/temoin/" + event.tenant() + "/" + event.service()),
                        Map.entry("ce_type", event.type()),
                        Map.entry("ce_time", "2026-11-24T09:30:00Z"),
                        Map.entry("ce_subject", event.stream()),
                        Map.entry("ce_sequence", "%020d".formatted(1)),
                        Map.entry("ce_correlationid", UUID.randomUUID().toString()),
                        Map.entry("ce_tenant", event.tenant()),
                        Map.entry("ce_actor", "somebody"),
                        Map.entry("ce_organisation", "rhone-telecom"),
                        Map.entry("ce_role", "agent"),
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
