// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every way in which a message can be broken: it is parked or stored, its neighbours on the same
 * partition are stored, and the partition goes on.
 */
@QuarkusTest
class BrokenMessagesTest {

    private static final int MEGABYTE = 1024 * 1024;

    private final Space space = new Space();
    private final MeterRegistry meters;

    BrokenMessagesTest(MeterRegistry meters) {
        this.meters = meters;
    }

    @ParameterizedTest
    @EnumSource
    void isParkedOrStoredAndItsNeighboursAreStored(Defect defect) {
        // Given
        Published before = stored("r-before");
        Published after = stored("r-after");
        Draft broken = new Draft(stored("r-broken").record());
        defect.breaking.accept(broken);
        double counted = parked();

        // When
        send(
                List.of(
                        new Draft(before.record()).record(),
                        broken.record(),
                        new Draft(after.record()).record()));

        // Then
        int entries = defect.fate == Defect.Fate.STORED ? 3 : 2;
        space.awaitEntries(entries);
        assertThat(space.trail()).hasSize(entries);
        assertThat(space.trail())
                .extracting(entry -> entry.get("id"))
                .contains(before.header("ce_id"), after.header("ce_id"));
        switch (defect.fate) {
            case STORED -> assertThat(parkedHere()).isEmpty();
            case PARKED ->
                    await().atMost(Duration.ofSeconds(30))
                            .until(() -> parkedHere().equals(List.of("MalformedEvent")));
            case COUNTED -> await().atMost(Duration.ofSeconds(30)).until(() -> parked() > counted);
        }
    }

    /** All at once, on every topic: one batch, or few. */
    @Test
    void allTogetherStopNoTopic() {
        // Given
        List<Published> good = new ArrayList<>();
        List<ProducerRecord<String, byte[]>> all = new ArrayList<>();
        for (String service : List.of("consent", "recording", "retention")) {
            for (Defect defect : Defect.values()) {
                Draft broken = new Draft(of(service, "broken-" + defect).record());
                if (defect.fate != Defect.Fate.STORED) {
                    defect.breaking.accept(broken);
                    all.add(broken.record());
                }
            }
            Published last = of(service, "last");
            good.add(last);
            all.add(new Draft(last.record()).record());
        }

        // When
        send(all);

        // Then
        space.awaitEntries(good.size());
        assertThat(space.trail())
                .extracting(entry -> entry.get("id"))
                .containsExactlyInAnyOrderElementsOf(
                        good.stream().map(event -> event.header("ce_id")).toList());
    }

    @Test
    void whatIsBehindAKeyThatCannotBeStoredWaitsToo() {
        // Given
        Draft broken = new Draft(stored("r1").record());
        broken.key += "\u0000" + Defect.noise(4_000);
        broken.json("{");
        Draft behind = new Draft(stored("r1").record());
        behind.key = broken.key;
        Draft other = new Draft(stored("r1").record());
        other.key = broken.key + "x";

        // When
        send(List.of(broken.record(), behind.record(), other.record()));

        // Then
        space.awaitEntries(1);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> parkedHere().equals(List.of("MalformedEvent", "BEHIND")));
        assertThat(space.trail()).hasSize(1);
    }

    /** It would else be taken for the first, delivered again, and never enter the trail. */
    @Test
    void anEventWithTheIdOfAnotherServicesIsParked() {
        // Given
        Published first = of("consent", "c1");
        send(List.of(new Draft(first.record()).record()));
        space.awaitEntries(1);
        Published second = stored("r1").with("ce_id", first.header("ce_id"));
        Published beside = stored("r2");

        // When
        send(
                List.of(
                        new Draft(second.record()).record(),
                        new Draft(beside.record()).record(),
                        new Draft(first.record()).record()));

        // Then
        space.awaitEntries(2);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> parkedHere().equals(List.of("MalformedEvent")));
        assertThat(space.trail())
                .extracting(entry -> entry.get("service"))
                .containsExactlyInAnyOrder("consent", "recording");
    }

    /** Asking too early loses nothing: it says why not, and what is parked stays parked. */
    @Test
    void aReplayOfWhatIsStillUnreadableIsRefused() {
        // Given
        Draft broken = new Draft(stored("r1").record());
        broken.json("{");
        send(List.of(broken.record()));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> parkedHere().equals(List.of("MalformedEvent")));

        // When
        Response answer =
                space.as("admin")
                        .contentType(ContentType.JSON)
                        .body(Map.of("consumer", "audit", "key", broken.key))
                        .post("/v1/parked-messages/replays");

        // Then
        assertProblem(answer, 409, "still-unreadable");
        assertThat(parkedHere()).containsExactly("MalformedEvent");
    }

    /** With the reason it would be larger than the broker takes. */
    @Test
    void theDeadLetterOfALargeMessageGoesWithoutIt() {
        // Given
        Draft broken = new Draft(stored("r1").record());
        broken.noHeaders();
        broken.json("x".repeat(MEGABYTE - 150));
        Published after = stored("r2");

        // When
        send(List.of(broken.record(), new Draft(after.record()).record()));

        // Then
        space.awaitEntries(1);
        ConsumerRecord<String, byte[]> letter = deadLetter(broken);
        assertThat(letter.value()).isNull();
        assertThat(
                        new String(
                                letter.headers().lastHeader("dead-letter-payload").value(),
                                StandardCharsets.UTF_8))
                .isEqualTo("left-out");
        assertThat(parkedHere()).containsExactly("MalformedEvent");
    }

    private Published stored(String recording) {
        return of("recording", recording);
    }

    private Published of(String service, String stream) {
        return space.here(
                Published.event(
                        "io.temoin." + service + ".SomethingHappened.v1",
                        stream + "-" + UUID.randomUUID(),
                        "{\"recording\": \"" + stream + "\"}"));
    }

    private List<String> parkedHere() {
        return space.as("admin")
                .queryParam("limit", 200)
                .get("/v1/parked-messages")
                .path("items.reason");
    }

    private double parked() {
        return meters.get("temoin.audit.parked").gauge().value();
    }

    private static void send(List<ProducerRecord<String, byte[]>> records) {
        try (var producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrap(),
                                "acks",
                                "all",
                                "max.request.size",
                                2 * MEGABYTE),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            for (ProducerRecord<String, byte[]> record : records) {
                producer.send(record).get();
            }
        } catch (InterruptedException | ExecutionException failure) {
            throw new IllegalStateException("the broker took a record", failure);
        }
    }

    private static ConsumerRecord<String, byte[]> deadLetter(Draft broken) {
        try (var consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrap()),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor("audit.dead-letter").stream()
                            .map(one -> new TopicPartition(one.topic(), one.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return await().atMost(Duration.ofSeconds(30))
                    .until(
                            () -> {
                                for (var letter : consumer.poll(Duration.ofSeconds(1))) {
                                    if (letter.key().equals(broken.key)) {
                                        return letter;
                                    }
                                }
                                return null;
                            },
                            letter -> letter != null);
        }
    }

    private static String bootstrap() {
        return ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    }
}
