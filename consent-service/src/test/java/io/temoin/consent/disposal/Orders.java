// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.disposal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.consent.permission.CallingClock;
import io.temoin.eventsourcing.store.EventCodec;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Orders of retention-service, on its topic. */
final class Orders {

    private Orders() {}

    /** Orders items destroyed; answers with the batch. */
    static UUID order(String kind, String controller, UUID... items) throws Exception {
        UUID batch = UUID.randomUUID();
        send(batch, kind, controller, items);
        return batch;
    }

    /** Sends an order, once more if it was sent before. */
    static void send(UUID batch, String kind, String controller, UUID... items) throws Exception {
        ObjectNode order =
                EventCodec.JSON
                        .createObjectNode()
                        .put("batch", batch.toString())
                        .put("owner", "CONSENT")
                        .put("kind", kind)
                        .put("controller", controller)
                        .put("basis", "PERIOD_ENDED")
                        .put("orderedAt", CallingClock.now().toString());
        List.of(items).forEach(item -> order.withArray("items").add(item.toString()));
        String stream = "disposition-batch-" + batch;
        ProducerRecord<String, byte[]> message =
                new ProducerRecord<>(
                        "retention.events", "helios/" + stream, order.toString().getBytes(UTF_8));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        UUID.randomUUID() + ".0",
                        "ce_type",
                        "io.temoin.retention.DispositionBatchOrdered.v1",
                        "ce_time",
                        CallingClock.now().toString(),
                        "ce_subject",
                        stream,
                        "ce_sequence",
                        "%020d".formatted(1),
                        "ce_correlationid",
                        UUID.randomUUID().toString(),
                        "ce_tenant",
                        "helios")
                .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
        Map.of(
                        "ce_actor", "retention-service",
                        "ce_organisation", "temoin",
                        "ce_role", "service")
                .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                ConfigProvider.getConfig()
                                        .getValue("kafka.bootstrap.servers", String.class)),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            producer.send(message).get();
        }
    }
}
