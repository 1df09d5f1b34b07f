// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

final class PublishedEventsTest {

    private static final PublishedEvents EVENTS =
            PublishedEvents.at(Instant.parse("2027-01-13T13:05:00Z"));

    private static List<ProducerRecord<byte[], byte[]>> call(long call) {
        return LongStream.range(8 * call, 8 * call + 8)
                .mapToObj(number -> EVENTS.event(number).record())
                .toList();
    }

    @Test
    void aCallIsEightEventsOnTheTopicsOfThreeServices() {
        assertThat(call(0))
                .extracting(ProducerRecord::topic)
                .containsExactly(
                        "consent.events",
                        "consent.events",
                        "consent.events",
                        "consent.events",
                        "recording.events",
                        "recording.events",
                        "retention.events",
                        "retention.events");
    }

    @Test
    void everyEventHasItsOwnId() {
        assertThat(LongStream.range(0, 100).mapToObj(number -> EVENTS.event(number).id()))
                .doesNotHaveDuplicates();
    }

    @Test
    void theIdIsTheHeaderThatConsumersKnowAnEventBy() {
        PublishedEvents.Message message = EVENTS.event(7);

        assertThat(header(message.record(), "ce_id")).isEqualTo(message.id());
    }

    @Test
    void everyCallIsOfAnotherPersonAndRecording() throws IOException {
        JsonNode one = data(call(1).get(4));
        JsonNode other = data(call(2).get(4));

        for (String field : List.of("subject", "recording", "decision", "consent")) {
            assertThat(one.path(field).asText()).isNotEqualTo(other.path(field).asText());
        }
    }

    @Test
    void theEventsOfACallAreOfOnePerson() throws IOException {
        for (ProducerRecord<byte[], byte[]> event : call(3)) {
            assertThat(data(event).path("subject").asText())
                    .hasSize(32)
                    .isEqualTo(data(call(3).getFirst()).path("subject").asText());
        }
    }

    @Test
    void theKeyIsTenantAndStreamAsTheRelayWritesIt() {
        for (ProducerRecord<byte[], byte[]> event : call(4)) {
            assertThat(new String(event.key(), StandardCharsets.UTF_8))
                    .isEqualTo("helios/" + header(event, "ce_subject"));
        }
    }

    private static JsonNode data(ProducerRecord<byte[], byte[]> event) throws IOException {
        return new ObjectMapper().readTree(event.value());
    }

    private static String header(ProducerRecord<byte[], byte[]> event, String name) {
        return new String(event.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
