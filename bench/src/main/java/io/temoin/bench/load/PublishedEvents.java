// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Events as the services put them on their topics: the examples of the contracts, each call with
 * ids of its own. Eight events make a call, from the decision to the date of erasure.
 */
public final class PublishedEvents {

    /** The tenant of all of them. */
    public static final String TENANT = "helios";

    private static final List<String> CALL =
            List.of(
                    "consent.ConsentGiven",
                    "consent.CallDecided",
                    "consent.CallAttempted",
                    "consent.NoticeServed",
                    "recording.RecordingStored",
                    "recording.ListeningGranted",
                    "retention.ItemRetained",
                    "retention.DispositionScheduled");

    // What stands in the examples where a call has something of its own.
    private static final String SUBJECT = "0123456789abcdef0123456789abcdef";
    private static final List<String> IDS = List.of("019a0000-0000", "01990000-0000");

    private static final int ACTORS = 300;

    /**
     * An example of a contract.
     *
     * @param service who publishes it
     * @param type as CloudEvents has it
     * @param stream the stream's name, with the example's ids
     * @param data the example
     */
    private record Example(String service, String type, String stream, String data) {}

    private final List<Example> examples;
    private final Instant at;

    private PublishedEvents(List<Example> examples, Instant at) {
        this.examples = examples;
        this.at = at;
    }

    /** Those that happened at that moment. */
    public static PublishedEvents at(Instant at) {
        return new PublishedEvents(CALL.stream().map(PublishedEvents::example).toList(), at);
    }

    /** The event with this number; every number is another event, with another id. */
    public Message event(long number) {
        Example example = examples.get((int) (number % examples.size()));
        long call = number / examples.size();
        String id = UUID.randomUUID() + ".0";
        String key = TENANT + "/" + own(example.stream(), call);
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(
                        example.service() + ".events",
                        bytes(key),
                        bytes(own(example.data(), call)));
        Headers headers = message.headers();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", id);
        add(headers, "ce_source", "/temoin/" + TENANT + "/" + example.service());
        add(headers, "ce_type", example.type());
        add(headers, "ce_time", at.plusMillis(number).toString());
        add(headers, "ce_subject", own(example.stream(), call));
        add(
                headers,
                "ce_dataschema",
                "https://temoin.example/contracts/events/" + example.type() + "/schema.json");
        add(headers, "content-type", "application/json");
        add(headers, "ce_sequence", String.format(Locale.ROOT, "%020d", number % CALL.size() + 1));
        add(headers, "ce_partitionkey", key);
        add(headers, "ce_correlationid", own("019a0000-0000-7000-8000-00000000bec4", call));
        add(headers, "ce_tenant", TENANT);
        add(
                headers,
                "ce_actor",
                String.format(Locale.ROOT, "5c9d4c1e-2f0b-4a53-9a0e-%012d", call * 7_919 % ACTORS));
        add(headers, "ce_organisation", "voix-du-rhone");
        add(headers, "ce_role", "dialer");
        add(headers, "ce_workstation", "LYON-3-" + call % ACTORS);
        return new Message(id, message);
    }

    /**
     * A record with the id of its event.
     *
     * @param id {@code ce_id}
     */
    public record Message(String id, ProducerRecord<byte[], byte[]> record) {}

    private static Example example(String name) {
        String type = "io.temoin." + name + ".v1";
        JsonNode data;
        try {
            data =
                    new ObjectMapper()
                            .readTree(
                                    Files.readString(
                                            SourceTree.root()
                                                    .resolve("contracts/events")
                                                    .resolve(type)
                                                    .resolve("example.json")));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        String service = name.substring(0, name.indexOf('.'));
        return new Example(service, type, stream(service, data), data.toString());
    }

    private static String stream(String service, JsonNode data) {
        String recording = data.path("recording").asText();
        return switch (service) {
            case "consent" ->
                    "contact-"
                            + data.path("controller").asText()
                            + "-"
                            + data.path("subject").asText();
            case "recording" -> "recording-" + recording;
            default -> "item-" + recording;
        };
    }

    private static String own(String text, long call) {
        String own =
                text.replace(SUBJECT, String.format(Locale.ROOT, "%032x", call * 0x9e3779b97fL));
        String id = String.format(Locale.ROOT, "%08x-%04x", call >>> 16, call & 0xffff);
        for (String example : IDS) {
            own = own.replace(example, id);
        }
        return own;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
