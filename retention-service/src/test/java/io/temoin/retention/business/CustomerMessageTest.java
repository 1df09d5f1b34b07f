// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.business;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.temoin.chassis.testing.ContractFiles;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.retention.schedule.domain.ScheduleProblem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a message of the controller's own system means is what its schema says. */
class CustomerMessageTest {

    private static final Instant NOW = Instant.parse("2027-02-01T09:00:00Z");
    private static final String EXAMPLE =
            ContractFiles.read(ContractFiles.folder().resolve("business/example.json"));

    @Test
    void understandsTheExample() throws JsonProcessingException {
        var message = CustomerMessage.of(structured(EXAMPLE));
        assertThat(message.source()).isEqualTo("/crm/contracts");
        assertThat(isValid(message.data().toString())).isTrue();
        assertThat(isUnderstood(message.data().toString())).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"decision\":\"ID\" | CONTRACT_SIGNED | true",
                "\"decision\":\"ID\",\"contract\":\"AV-1\" | CONTRACT_LINKED | true",
                "\"recording\":\"ID\",\"contract\":\"AV-1\" | CONTRACT_SIGNED | true",
                "\"contract\":\"AV-1\" | CONTRACT_ENDED | true",
                "\"person\":\"PERSON\" | LAST_CONTACT_FROM_PERSON | true",
                "\"person\":\"PERSON\",\"claim\":\"RG 1\" | CLAIM_MADE | true",
                "\"recording\":\"ID\",\"claim\":\"RG 1\" | CLAIM_CLOSED | true",
                "\"recording\":\"ID\" | CLAIM_CLOSED | true",
                "\"recording\":\"ID\" | CLAIM_MADE | false",
                "\"recording\":\"ID\",\"claim\":\"\" | CLAIM_CLOSED | false",
                "\"recording\":\"ID\",\"claim\":\"RG 1\" | CONTRACT_SIGNED | false",
                "\"contract\":\"AV-1\" | CONTRACT_LINKED | false",
                "\"decision\":\"ID\" | CONTRACT_LINKED | false",
                "\"recording\":\"ID\",\"decision\":\"ID\" | CONTRACT_SIGNED | false",
                "\"person\":\"PERSON\",\"contract\":\"AV-1\" | LAST_CONTACT_FROM_PERSON | false",
                "\"person\":\"PERSON\" | CONTRACT_SIGNED | false",
                "\"person\":\"+33612345678\" | LAST_CONTACT_FROM_PERSON | false",
                "\"decision\":\"ID\",\"name\":\"x\" | CONTRACT_SIGNED | false",
                "\"decision\":\"ID\" | SIGNED | false",
                "\"controller\":\"rhone-telecom\" | CONTRACT_SIGNED | false"
            })
    void agreesWithItsSchema(String target, String event, boolean understood)
            throws JsonProcessingException {
        var data =
                "{\"event\":\"%s\",\"at\":\"2026-12-03T14:20:00Z\",%s}"
                        .formatted(
                                event,
                                target.replace("ID", "01990000-0000-7000-8000-000000000002")
                                        .replace("PERSON", "5f1d2c3b4a5968778695a4b3c2d1e0f1"));
        assertThat(isValid(data)).as("schema: %s", data).isEqualTo(understood);
        assertThat(isUnderstood(data)).as("service: %s", data).isEqualTo(understood);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"specversion\": \"0.3\"",
                "\"type\": \"io.temoin.business-event.v2\"",
                "\"datacontenttype\": \"application/xml\"",
                "\"data\": [1]",
                "\"data_base64\": \"e30=\"",
                "\"time\": \"yesterday\"",
                "\"id\": \"\"",
                "\"source\": 7"
            })
    void refusesWhatIsNoCloudEventOfItsType(String member) throws JsonProcessingException {
        var event = EventCodec.JSON.readerForUpdating(EventCodec.JSON.readTree(EXAMPLE));
        String changed = event.readValue("{" + member + "}").toString();
        assertUnreadable(structured(changed));
    }

    @Test
    void refusesWhatIsNoJsonAndRepeatsNothingOfIt() {
        assertUnreadable(structured("Anna Durand"));
        assertUnreadable(structured(null));
        assertUnreadable(new ConsumerRecord<>("temoin.business", 0, 0, "key", new byte[] {1}));
    }

    private static void assertUnreadable(ConsumerRecord<String, byte[]> message) {
        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> CustomerMessage.of(message))
                .satisfies(
                        refusal -> {
                            assertThat(refusal.code()).isEqualTo(ScheduleProblem.EVENT_UNREADABLE);
                            assertThat(refusal).hasMessageNotContaining("Durand");
                        });
    }

    private static ConsumerRecord<String, byte[]> structured(@Nullable String event) {
        var message =
                new ConsumerRecord<String, byte[]>(
                        "temoin.business",
                        0,
                        0,
                        "key",
                        event == null ? null : event.getBytes(StandardCharsets.UTF_8));
        message.headers()
                .add(
                        "content-type",
                        "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
        return message;
    }

    private static boolean isUnderstood(String data) {
        try {
            EventCodec.JSON
                    .readerFor(BusinessEventRequest.class)
                    .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .<BusinessEventRequest>readValue(data)
                    .boundTo("rhone-telecom", ReferenceFingerprints.DONE)
                    .parsed(NOW, ReferenceFingerprints.DONE);
            return true;
        } catch (Rejected | JsonProcessingException _) {
            return false;
        }
    }

    private static boolean isValid(String data) throws JsonProcessingException {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(
                        ContractFiles.read(
                                ContractFiles.folder()
                                        .resolve("business/business-event.schema.json")),
                        SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build())
                .validate(EventCodec.JSON.readTree(data))
                .isEmpty();
    }
}
