// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.shredding.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** What the rights desk says, as it arrives and on its real topic. */
final class DeskTopic {

    private DeskTopic() {}

    /** An example of a contract, changed, as it is received. */
    static ReceivedEvent received(String type, Consumer<ObjectNode> change) {
        return new ReceivedEvent(
                "e-1",
                "retention",
                type,
                1,
                new TenantId("helios"),
                "desk-1",
                1,
                Instant.parse("2026-11-24T10:00:00Z"),
                "c-1",
                null,
                null,
                Actor.service("test"),
                example(type, change));
    }

    private static ObjectNode example(String type, Consumer<ObjectNode> change) {
        var data =
                (ObjectNode)
                        EventContract.of("io.temoin.retention." + type + ".v1")
                                .exampleNode()
                                .deepCopy();
        change.accept(data);
        return data;
    }

    /** The same, published. */
    static void publish(String stream, String type, Consumer<ObjectNode> change) throws Exception {
        var message =
                new ProducerRecord<>(
                        "retention.events",
                        "helios/" + stream,
                        example(type, change).toString().getBytes(UTF_8));
        Map.ofEntries(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", UUID.randomUUID() + ".0"),
                        Map.entry("ce_source", "/temoin/helios/retention"),
                        Map.entry("ce_type", "io.temoin.retention." + type + ".v1"),
                        Map.entry("ce_time", "2026-11-24T09:30:00Z"),
                        Map.entry("ce_subject", stream),
                        Map.entry("ce_sequence", "%020d".formatted(1)),
                        Map.entry("ce_correlationid", UUID.randomUUID().toString()),
                        Map.entry("ce_tenant", "helios"),
                        Map.entry("ce_actor", "service:retention-service"),
                        Map.entry("ce_organisation", "rhone-telecom"),
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
            producer.send(message).get(30, TimeUnit.SECONDS);
        }
    }
}
