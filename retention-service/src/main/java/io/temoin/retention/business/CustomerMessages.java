// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.business;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Sha256;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.business.BusinessTopics.Owner;
import io.temoin.retention.report.ContractReferences;
import io.temoin.retention.schedule.domain.ScheduleProblem;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Turns the messages of the controller's systems into messages like our own, which every consumer
 * takes the same way. Tenant and controller are those of the topic, whatever a message says; of a
 * contract's or a claim's reference nothing but its fingerprint is left, and of a message that is
 * not understood nothing but why. So what is parked names nobody.
 */
@ApplicationScoped
class CustomerMessages {

    private static final String TYPE = "io.temoin.business.BusinessEvent.v1";
    private static final String REFUSED = "refused";

    /** A time in the future is refused when the message is handled: it may be replayed later. */
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private static final ObjectReader REQUESTS =
            EventCodec.JSON
                    .readerFor(BusinessEventRequest.class)
                    .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** A message, and whose business it is about: that of its topic. */
    private record Source(ConsumerRecord<String, byte[]> message, Owner owner) {}

    private final BusinessTopics topics;
    private final ContractReferences references;
    private final Clock clock;

    CustomerMessages(RetentionConfig config, ContractReferences references, Clock clock) {
        this.topics = topics(config);
        this.references = references;
        this.clock = clock;
    }

    /** Of entries that cannot be, none is read, and {@link BusinessTopicCheck} says why. */
    private static BusinessTopics topics(RetentionConfig config) {
        try {
            return BusinessTopics.of(config.businessTopics());
        } catch (IllegalArgumentException _) {
            return new BusinessTopics(Map.of());
        }
    }

    /** A message of ours that says the same, or why nobody can say so. */
    ConsumerRecord<String, byte[]> translated(ConsumerRecord<String, byte[]> message) {
        Source source = new Source(message, topics.ownerOf(message.topic()));
        try {
            CustomerMessage event = CustomerMessage.of(message);
            String id = idOf(event, source.owner());
            try {
                BusinessEventRequest request = request(event, source.owner());
                request.parsed(LAST, ReferenceFingerprints.DONE);
                return like(
                        source, id, keyOf(request, source.owner()), timeOf(event), data(request));
            } catch (Rejected refusal) {
                return like(source, id, alone(message), timeOf(event), refused(refusal));
            }
        } catch (Rejected refusal) {
            String id = Sha256.hex(alone(message));
            return like(source, id, alone(message), clock.instant(), refused(refusal));
        }
    }

    /**
     * What a translated message reports.
     *
     * @throws Rejected when the controller's message was not understood
     */
    BusinessReport reportOf(ReceivedEvent event, Instant now) {
        if (event.data().has(REFUSED)) {
            String pointer = event.data().path("pointer").asText("");
            String detail = event.data().path(REFUSED).asText();
            throw pointer.isEmpty()
                    ? new Rejected(ScheduleProblem.EVENT_UNREADABLE, detail)
                    : ChassisProblem.REQUEST_INVALID.at(pointer, detail);
        }
        try {
            BusinessEventRequest request = REQUESTS.readValue(event.data());
            return request.parsed(now, ReferenceFingerprints.DONE);
        } catch (java.io.IOException failure) {
            throw new IllegalStateException("what was translated can be read", failure);
        }
    }

    private BusinessEventRequest request(CustomerMessage message, Owner owner) {
        TenantId tenant = new TenantId(owner.tenant());
        try {
            BusinessEventRequest said = REQUESTS.readValue(message.data());
            return said.boundTo(
                    owner.controller(),
                    new ReferenceFingerprints(
                            contract -> references.of(tenant, owner.controller(), contract),
                            claim -> references.ofClaim(tenant, owner.controller(), claim)));
        } catch (java.io.IOException _) {
            throw new Rejected(
                    ScheduleProblem.EVENT_UNREADABLE,
                    "The event cannot be processed: its data has another member, or a member of"
                            + " another type, than the schema.");
        }
    }

    /** Two controllers may have systems of the same name, which count their events alike. */
    private static String idOf(CustomerMessage event, Owner owner) {
        return Sha256.hex(
                String.join("\n", owner.tenant(), owner.controller(), event.source(), event.id()));
    }

    private Instant timeOf(CustomerMessage message) {
        return Objects.requireNonNullElseGet(message.time(), clock::instant);
    }

    /** What a controller says of the same thing stays in order, and keeps no other's waiting. */
    private static String keyOf(BusinessEventRequest request, Owner owner) {
        String of = "-" + owner.controller() + "-";
        if (request.recording() != null) {
            return "item" + of + request.recording();
        }
        if (request.decision() != null) {
            return "call" + of + request.decision();
        }
        return request.contract() != null
                ? "contract" + of + request.contract()
                : "person" + of + request.person();
    }

    /** What is not understood keeps nothing else waiting. */
    private static String alone(ConsumerRecord<String, byte[]> message) {
        return "message-" + message.topic() + "/" + message.partition() + "/" + message.offset();
    }

    private static ObjectNode data(BusinessEventRequest request) {
        return EventCodec.JSON.valueToTree(request);
    }

    private static ObjectNode refused(Rejected refusal) {
        ObjectNode data = EventCodec.JSON.createObjectNode();
        if (refusal.violations().isEmpty()) {
            return data.put(REFUSED, refusal.getMessage());
        }
        Rejected.Violation first = refusal.violations().getFirst();
        return data.put(REFUSED, first.message()).put("pointer", first.pointer());
    }

    private static ConsumerRecord<String, byte[]> like(
            Source source, String id, String key, Instant time, ObjectNode data) {
        Owner owner = source.owner();
        RecordHeaders headers = new RecordHeaders();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", id);
        add(headers, "ce_type", TYPE);
        add(headers, "ce_tenant", owner.tenant());
        add(headers, "ce_subject", key);
        add(headers, "ce_sequence", "0");
        add(headers, "ce_time", time.toString());
        add(headers, "ce_correlationid", id);
        add(headers, "ce_actor", BusinessTopicConsumer.NAME);
        add(headers, "ce_organisation", owner.controller());
        add(headers, "ce_role", "business-system");
        byte[] value = bytes(data);
        ConsumerRecord<String, byte[]> message = source.message();
        return new ConsumerRecord<>(
                message.topic(),
                message.partition(),
                message.offset(),
                message.timestamp(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                value.length,
                owner.tenant() + "/" + key,
                value,
                headers,
                Optional.empty());
    }

    private static void add(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(ObjectNode data) {
        try {
            return EventCodec.JSON.writeValueAsBytes(data);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("JSON can be written", failure);
        }
    }
}
