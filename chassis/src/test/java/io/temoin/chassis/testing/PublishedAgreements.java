// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Agreements as consent-service publishes them, in the words of its contracts, for the services
 * that follow them. For tests that start a service.
 */
public final class PublishedAgreements {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Set<String> IN_FORCE = ConcurrentHashMap.newKeySet();
    private static final String KNOWN =
            "select active, purposes from known_agreement where tenant = ? and agreement = ?";

    private static final String CAMPAIGNS =
            "select campaigns from known_agreement where tenant = ? and agreement = ?";

    /** An agreement of a test. */
    public record Agreement(String tenant, UUID id, String controller, String processor) {

        private String stream() {
            return "agreement-" + controller.length() + "-" + controller + "-" + processor;
        }
    }

    private PublishedAgreements() {}

    /** An agreement about those purposes and every campaign is in force, and the service knows. */
    public static Agreement inForce(
            String tenant, String controller, String processor, String... purposes) {
        Agreement agreement = new Agreement(tenant, UUID.randomUUID(), controller, processor);
        publish(
                agreement,
                "AgreementDrafted",
                1,
                data -> {
                    ((ObjectNode) data.required("terms"))
                            .put("validFrom", "2020-01-01T00:00:00Z")
                            .remove("validUntil");
                    instruct((ObjectNode) data.required("instructions"), purposes);
                });
        publish(agreement, "AgreementActivated", 2, _ -> {});
        awaitKnown(agreement, true, purposes);
        return agreement;
    }

    /** The same, once for all tests of this process. */
    public static void ensure(
            String tenant, String controller, String processor, String... purposes) {
        if (IN_FORCE.add(tenant + "/" + controller + "/" + processor)) {
            inForce(tenant, controller, processor, purposes);
        }
    }

    /** The controller suspends it, and the service knows. */
    public static void suspend(Agreement agreement) {
        publish(agreement, "AgreementSuspended", 3, _ -> {});
        awaitKnown(agreement, false);
    }

    /** The controller instructs otherwise, and the service knows. */
    public static void amend(Agreement agreement, String... purposes) {
        publish(
                agreement,
                "InstructionsAmended",
                3,
                data -> instruct((ObjectNode) data.required("instructions"), purposes));
        awaitKnown(agreement, true, purposes);
    }

    /** The controller instructs the same for these campaigns alone, and the service knows. */
    public static void narrow(Agreement agreement, List<String> campaigns, String... purposes) {
        publish(
                agreement,
                "InstructionsAmended",
                3,
                data -> {
                    ObjectNode instructions = (ObjectNode) data.required("instructions");
                    instruct(instructions, purposes);
                    var named = instructions.put("allCampaigns", false).putArray("campaigns");
                    campaigns.forEach(named::add);
                });
        await().atMost(PATIENCE).until(() -> campaignsOf(agreement).equals(Set.copyOf(campaigns)));
    }

    private static void instruct(ObjectNode instructions, String... purposes) {
        instructions.put("allCampaigns", true).putArray("campaigns");
        var named = instructions.putArray("purposes");
        List.of(purposes).forEach(named::add);
    }

    /** Publishes a draft that ends in no calendar's year, as an earlier release may have. */
    public static void publishPoisoned(Agreement agreement, long sequence) {
        publish(
                agreement,
                "AgreementDrafted",
                sequence,
                data ->
                        ((ObjectNode) data.required("terms"))
                                .put("validUntil", "+294277-01-09T04:00:55Z"),
                false);
    }

    /** Publishes one event of the agreement's stream, changed where a test wants it. */
    public static void publish(
            Agreement agreement, String name, long sequence, Consumer<ObjectNode> change) {
        publish(agreement, name, sequence, change, true);
    }

    private static void publish(
            Agreement agreement,
            String name,
            long sequence,
            Consumer<ObjectNode> change,
            boolean keepsItsContract) {
        String type = "io.temoin.consent." + name + ".v1";
        ObjectNode data = (ObjectNode) EventContract.of(type).exampleNode();
        data.put("agreement", agreement.id().toString())
                .put("controller", agreement.controller())
                .put("processor", agreement.processor());
        change.accept(data);
        if (keepsItsContract) {
            EventContract.of(type).accepts(data.toString());
        }
        ProducerRecord<String, byte[]> message =
                new ProducerRecord<>(
                        "consent.events",
                        agreement.tenant() + "/" + agreement.stream(),
                        data.toString().getBytes(StandardCharsets.UTF_8));
        Map<String, String> headers =
                Map.ofEntries(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", UUID.randomUUID() + ".0"),
                        Map.entry("ce_source", "/temoin/" + agreement.tenant() + "/consent"),
                        Map.entry("ce_type", type),
                        Map.entry("ce_time", "2026-11-24T09:30:00Z"),
                        Map.entry("ce_subject", agreement.stream()),
                        Map.entry("ce_sequence", "%020d".formatted(sequence)),
                        Map.entry("ce_correlationid", UUID.randomUUID().toString()),
                        Map.entry("ce_tenant", agreement.tenant()),
                        Map.entry("ce_actor", "dpo-1"),
                        Map.entry("ce_organisation", agreement.controller()),
                        Map.entry("ce_role", "dpo"),
                        Map.entry("content-type", "application/json"));
        headers.forEach(
                (key, value) -> message.headers().add(key, value.getBytes(StandardCharsets.UTF_8)));
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", setting("kafka.bootstrap.servers")),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            producer.send(message).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException failure) {
            throw new IllegalStateException("the broker did not take the event", failure);
        }
    }

    private static void awaitKnown(Agreement agreement, boolean active, String... purposes) {
        await().atMost(PATIENCE).until(() -> isKnown(agreement, active, purposes));
    }

    private static boolean isKnown(Agreement agreement, boolean active, String... purposes)
            throws SQLException {
        try (Connection feed = Backlog.Role.FEED.connect();
                PreparedStatement known = feed.prepareStatement(KNOWN)) {
            known.setString(1, agreement.tenant());
            known.setObject(2, agreement.id());
            try (ResultSet rows = known.executeQuery()) {
                return rows.next()
                        && rows.getBoolean(1) == active
                        && (purposes.length == 0
                                || Set.of(purposes)
                                        .equals(
                                                Set.copyOf(
                                                        Arrays.asList(
                                                                (String[])
                                                                        rows.getArray(2)
                                                                                .getArray()))));
            }
        }
    }

    private static Set<String> campaignsOf(Agreement agreement) throws SQLException {
        try (Connection feed = Backlog.Role.FEED.connect();
                PreparedStatement known = feed.prepareStatement(CAMPAIGNS)) {
            known.setString(1, agreement.tenant());
            known.setObject(2, agreement.id());
            try (ResultSet rows = known.executeQuery()) {
                return rows.next() ? Set.of((String[]) rows.getArray(1).getArray()) : Set.of();
            }
        }
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
