// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.chassis.testing.AsyncApiDocument;
import io.temoin.chassis.testing.ContractFiles;
import io.temoin.chassis.testing.ContractYaml;
import io.temoin.chassis.testing.EventContract;
import io.temoin.platform.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code contracts/asyncapi.yaml} tells of every topic and every event, and of nothing else. {@code
 * -Dtemoin.contracts.update=true} writes its messages anew from {@code contracts/events}.
 */
class AsyncApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static List<EventContract> events() {
        return ContractFiles.eventTypes().stream().map(EventContract::of).toList();
    }

    @BeforeAll
    static void update() throws IOException {
        if (Boolean.getBoolean("temoin.contracts.update")) {
            ObjectNode document = (ObjectNode) AsyncApiDocument.committed();
            ObjectNode messages = JSON.createObjectNode();
            for (String service : Topics.SERVICES) {
                ((ObjectNode) channel(document, service)).putObject("messages");
            }
            for (EventContract event : events()) {
                messages.set(event.type(), message(event));
                ((ObjectNode) channel(document, event.service()).path("messages"))
                        .putObject(event.name())
                        .put("$ref", reference(event));
            }
            ((ObjectNode) document.path("components")).set("messages", messages);
            Files.writeString(AsyncApiDocument.file(), ContractYaml.of(document));
        }
    }

    @Test
    void everyTopicIsAChannel() {
        assertThat(
                        StreamSupport.stream(
                                AsyncApiDocument.committed().path("channels").spliterator(), false))
                .extracting(channel -> channel.path("address").asText())
                .containsExactlyInAnyOrderElementsOf(
                        Topics.SERVICES.stream().map(service -> service + ".events").toList());
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyEventIsAMessageOfItsTopicWithItsSchemaAndItsExample(EventContract event) {
        assertThat(AsyncApiDocument.committed().at("/components/messages").path(event.type()))
                .isEqualTo(message(event));
        assertThat(
                        channel(AsyncApiDocument.committed(), event.service())
                                .path("messages")
                                .path(event.name())
                                .path("$ref")
                                .asText())
                .isEqualTo(reference(event));
    }

    @Test
    void thereIsNoMessageOfAnEventThatNobodyPublishes() {
        List<String> told =
                AsyncApiDocument.committed().at("/components/messages").properties().stream()
                        .map(message -> message.getKey())
                        .toList();
        long inChannels =
                Topics.SERVICES.stream()
                        .mapToLong(
                                service ->
                                        channel(AsyncApiDocument.committed(), service)
                                                .path("messages")
                                                .size())
                        .sum();

        assertThat(told).containsExactlyInAnyOrderElementsOf(ContractFiles.eventTypes());
        assertThat(inChannels).isEqualTo(told.size());
    }

    @ParameterizedTest
    @MethodSource("events")
    void anExampleKeepsItsSchemaAndTheSchemaSaysWhoItIs(EventContract event) {
        event.examples().forEach(example -> event.accepts(example.toString()));
        assertThat(event.schema().path("$id").asText())
                .isEqualTo(
                        "https://temoin.example/contracts/events/" + event.type() + "/schema.json");
        assertThat(event.schema().path("title").asText()).isEqualTo(event.name());
        assertThat(event.schema().path("description").asText()).isNotBlank();
    }

    /** A generator calls its classes by these; without one it makes up a name. */
    @ParameterizedTest
    @MethodSource("events")
    void everyTypeInASchemaHasAName(EventContract event) {
        assertThat(event.typesWithoutTitle()).isEmpty();
    }

    private static JsonNode message(EventContract event) {
        ObjectNode message = JSON.createObjectNode();
        message.put("name", event.type());
        message.put("title", event.name());
        message.put("summary", event.schema().path("description").asText());
        message.putArray("traits").addObject().put("$ref", "#/components/messageTraits/event");
        message.putObject("payload").put("$ref", "./events/" + event.type() + "/schema.json");
        message.putArray("examples").addObject().set("payload", event.exampleNode());
        return message;
    }

    private static String reference(EventContract event) {
        return "#/components/messages/" + event.type();
    }

    private static JsonNode channel(JsonNode document, String service) {
        return document.path("channels").path(service + "Events");
    }
}
