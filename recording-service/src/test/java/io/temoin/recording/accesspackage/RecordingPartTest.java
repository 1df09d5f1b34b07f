// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.accesspackage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.packageparts.vault.PackageKey;
import io.temoin.packageparts.vault.PartStorages;
import io.temoin.recording.Callers;
import io.temoin.recording.Receipts;
import io.temoin.recording.RequestAtDesk;
import io.temoin.recording.Topic;
import io.temoin.recording.Uploads;
import io.temoin.recording.documents.DocumentRequester;
import io.temoin.recording.listening.Listenings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** The recordings of one person for one controller, sealed to the key of a package. */
@QuarkusTest
class RecordingPartTest {

    private static final int HEAD = 44;
    private static final byte[] AUDIO = Uploads.wave(200_000, 77);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SCHEMAS = Path.of("../contracts/access-package/recording");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String subject = UUID.randomUUID().toString().replace("-", "");
    private final PackageKey key = PackageKey.create();

    private UUID recorded() {
        return recorded(1);
    }

    /** A recording of the person, of whom there are so many then. */
    private UUID recorded(int number) {
        UUID id = Uploads.newId();
        Instant decidedAt = Uploads.decidedAt();
        Uploads.put(id, Receipts.of(decidedAt).with("subject", subject), decidedAt, AUDIO)
                .then()
                .statusCode(201);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                Callers.DIANE
                                        .asks()
                                        .queryParam("subject", subject)
                                        .get("/v1/recordings")
                                        .then()
                                        .body("items", hasSize(number)));
        return id;
    }

    private Map<String, byte[]> part(String controller, String kind, String more) {
        UUID accessPackage = UUID.randomUUID();
        Topic.retentionSaysOfPackage(
                "helios",
                accessPackage,
                "PackagePartRequested",
                """
                {"accessPackage": "%s", "request": "%s", "controller": "%s", "subject": "%s",
                 "service": "RECORDING", "kind": "%s", "recipientKey": "%s",
                 "expiresAt": "2099-01-01T00:00:00Z", %s}\
                """
                        .formatted(
                                accessPackage,
                                UUID.randomUUID(),
                                controller,
                                subject,
                                kind,
                                key.recipientKey(),
                                more));
        var ready = Topic.eventsIn("helios", "part-" + accessPackage, 1).getFirst();
        assertThat(ready.name()).isEqualTo("PackagePartReady");
        UUID part = UUID.fromString(ready.data().path("part").textValue());
        return opened(accessPackage, part);
    }

    private Map<String, byte[]> opened(UUID accessPackage, UUID part) {
        Path file =
                Path.of("target/packages")
                        .resolve(PartStorages.name("helios", accessPackage, part));
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try {
            byte[] sealed = Files.readAllBytes(file);
            assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("RIFF");
            String context = PackageKey.context("helios", accessPackage, "RECORDING");
            try (var zip =
                    new ZipInputStream(key.open(new ByteArrayInputStream(sealed), context))) {
                for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    entries.put(entry.getName(), zip.readAllBytes());
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return entries;
    }

    private static String text(Map<String, byte[]> part, String entry) {
        return new String(part.get(entry), StandardCharsets.UTF_8);
    }

    @Test
    void holdsTheAudioAndWhoListenedByRole() {
        UUID id = recorded();
        Listenings.token(Callers.CLAIRE, id);

        Map<String, byte[]> part = part("rhone-telecom", "ACCESS", "\"otherVoices\": \"INCLUDED\"");

        assertThat(part.get("audio/" + id + ".wav")).isEqualTo(AUDIO);
        assertThat(text(part, "tables/recordings.ndjson")).contains(id.toString(), "STORED");
        assertThat(text(part, "tables/listenings.ndjson"))
                .contains("\"organisation\":\"voix-du-rhone\"", "\"role\":\"supervisor\"")
                .contains("\"reason\":\"COMPLAINT\"", "GRANTED")
                .doesNotContain(Callers.CLAIRE.actor());
        assertThat(text(part, "tables/missing.ndjson")).isEmpty();
        keepsItsSchema("recordings", text(part, "tables/recordings.ndjson"));
        keepsItsSchema("listenings", text(part, "tables/listenings.ndjson"));
    }

    @Test
    void nothingOfAnotherControllerIsInIt() {
        UUID id = recorded();

        Map<String, byte[]> part =
                part("loire-assurance", "ACCESS", "\"otherVoices\": \"INCLUDED\"");

        assertThat(part.keySet()).noneMatch(name -> name.contains(id.toString()));
        assertThat(text(part, "tables/recordings.ndjson")).isEmpty();
    }

    @Test
    void onlyThePersonsChannelWhereOthersAreWithheld() {
        UUID id = recorded();

        Map<String, byte[]> second =
                part(
                        "rhone-telecom",
                        "ACCESS",
                        "\"otherVoices\": \"WITHHELD\", \"personChannel\": 2");
        Map<String, byte[]> unknown =
                part("rhone-telecom", "ACCESS", "\"otherVoices\": \"WITHHELD\"");

        byte[] own = second.get("audio/" + id + ".wav");
        assertThat(own).hasSize(HEAD + 100_000);
        assertThat(own[22]).as("channels").isEqualTo((byte) 1);
        assertThat(samples(second, id)).isEqualTo(channel(2));
        assertThat(unknown).doesNotContainKey("audio/" + id + ".wav");
        assertThat(text(unknown, "tables/missing.ndjson"))
                .contains(id.toString(), "CHANNELS_UNKNOWN");
    }

    /** The desk knows of some recordings apart from the others, or does not know. */
    @Test
    void theChannelIsThatOfTheRecording() {
        UUID first = recorded();
        UUID other = recorded(2);

        Map<String, byte[]> part =
                part(
                        "rhone-telecom",
                        "ACCESS",
                        """
                        "otherVoices": "WITHHELD", "personChannel": 2,
                        "personChannels": [{"recording": "%s", "channel": 1}]\
                        """
                                .formatted(first));
        Map<String, byte[]> unknown =
                part(
                        "rhone-telecom",
                        "ACCESS",
                        """
                        "otherVoices": "WITHHELD", "personChannel": 2,
                        "personChannels": [{"recording": "%s"}]\
                        """
                                .formatted(first));

        assertThat(samples(part, first)).isEqualTo(channel(1));
        assertThat(samples(part, other)).isEqualTo(channel(2));
        assertThat(unknown)
                .containsKey("audio/" + other + ".wav")
                .doesNotContainKey("audio/" + first + ".wav");
        assertThat(text(unknown, "tables/missing.ndjson"))
                .contains(first.toString(), "CHANNELS_UNKNOWN");
    }

    @Test
    void holdsSheetsAndTranscriptsAndWhoReadThem() {
        UUID id = recorded();
        UUID sheet = DocumentRequester.addedSheet(id);
        UUID words = DocumentRequester.addedTranscript(id);
        DocumentRequester.read(Callers.QUENTIN, sheet);
        DocumentRequester.awaitListed(Callers.CLAIRE, id, sheet, words);

        Map<String, byte[]> part = part("rhone-telecom", "ACCESS", "\"otherVoices\": \"INCLUDED\"");

        assertThat(text(part, "tables/sheets.ndjson"))
                .contains(sheet.toString(), id.toString(), "Bon accueil.")
                .doesNotContain(Callers.AGATHE.actor(), Callers.CLAIRE.actor());
        assertThat(text(part, "tables/sheet-criteria.ndjson"))
                .contains("GREETING", DocumentRequester.REMARK);
        assertThat(text(part, "tables/transcripts.ndjson")).contains(words.toString(), "stt-1");
        assertThat(text(part, "tables/transcript-segments.ndjson"))
                .contains(DocumentRequester.PHRASE, "la carte [****]")
                .doesNotContain("cryptogramme");
        assertThat(text(part, "tables/readings.ndjson"))
                .contains(sheet.toString(), "\"kind\":\"SHEET\"", "\"outcome\":\"READ\"")
                .contains("\"role\":\"quality-analyst\"")
                .doesNotContain(Callers.QUENTIN.actor());
        for (String table :
                List.of(
                        "sheets",
                        "sheet-criteria",
                        "transcripts",
                        "transcript-segments",
                        "readings")) {
            keepsItsSchema(table, text(part, "tables/" + table + ".ndjson"));
        }
        assertThat(text(part, "tables/missing.ndjson")).isEmpty();
    }

    @Test
    void wordsOfOthersAreWithheldAsTheirVoicesAre() {
        UUID id = recorded();
        UUID words = DocumentRequester.addedTranscript(id);
        DocumentRequester.awaitListed(Callers.CLAIRE, id, words);

        String segments =
                text(
                        part(
                                "rhone-telecom",
                                "ACCESS",
                                "\"otherVoices\": \"WITHHELD\", \"personChannel\": 2"),
                        "tables/transcript-segments.ndjson");

        assertThat(segments)
                .contains("la carte [****]", "\"withheld\":true")
                .doesNotContain(DocumentRequester.PHRASE);
        keepsItsSchema("transcript-segments", segments);
    }

    /** GDPR art. 15, 16: what was wrong is held as well, and said to be old. */
    @Test
    void holdsWhatWasPutRightBesideWhatIsRight() {
        UUID id = recorded();
        UUID sheet = DocumentRequester.addedSheet(id);
        UUID words = DocumentRequester.addedTranscript(id);
        var request = RequestAtDesk.of(subject);
        request.contests(_ -> {});
        request.rectified(sheet, "/criteria/1/remark", "aiguille-juste-4714");
        request.rectified(words, "/segments/0/text", "aiguille-agent-4715");
        request.rectified(words, "/segments/1/text", "la carte bleue");
        DocumentRequester.awaitListed(Callers.CLAIRE, id, sheet, words);

        Map<String, byte[]> whole =
                part("rhone-telecom", "ACCESS", "\"otherVoices\": \"INCLUDED\"");
        Map<String, byte[]> own =
                part(
                        "rhone-telecom",
                        "ACCESS",
                        "\"otherVoices\": \"WITHHELD\", \"personChannel\": 2");

        assertThat(text(whole, "tables/sheet-criteria.ndjson"))
                .contains("aiguille-juste-4714")
                .doesNotContain(DocumentRequester.REMARK);
        assertThat(text(whole, "tables/sheets.ndjson")).doesNotContain("\"rectifiedAt\":null");
        assertThat(text(whole, "tables/rectifications.ndjson").lines())
                .hasSize(3)
                .anyMatch(
                        line ->
                                line.contains("\"before\":\"" + DocumentRequester.REMARK + "\"")
                                        && line.contains("\"after\":\"aiguille-juste-4714\""))
                .anyMatch(
                        line ->
                                line.contains("\"before\":\"" + DocumentRequester.PHRASE + "\"")
                                        && line.contains("\"after\":\"aiguille-agent-4715\""));
        assertThat(text(own, "tables/rectifications.ndjson"))
                .contains("la carte [****]", "la carte bleue", DocumentRequester.REMARK)
                .doesNotContain(DocumentRequester.PHRASE, "aiguille-agent-4715");
        assertThat(text(own, "tables/transcript-segments.ndjson"))
                .contains("la carte bleue")
                .doesNotContain("aiguille-agent-4715");
        for (String table : List.of("sheets", "transcripts", "rectifications")) {
            keepsItsSchema(table, text(whole, "tables/" + table + ".ndjson"));
            keepsItsSchema(table, text(own, "tables/" + table + ".ndjson"));
        }
        assertThat(text(whole, "tables/missing.ndjson")).isEmpty();
        assertThat(
                        part("loire-assurance", "ACCESS", "\"otherVoices\": \"INCLUDED\"")
                                .get("tables/rectifications.ndjson"))
                .isEmpty();
    }

    @Test
    void whatWasDerivedFromARecordingIsOfItsControllerAndNotPortable() {
        UUID id = recorded();
        UUID sheet = DocumentRequester.addedSheet(id);
        DocumentRequester.awaitListed(Callers.CLAIRE, id, sheet);

        Map<String, byte[]> elsewhere =
                part("loire-assurance", "ACCESS", "\"otherVoices\": \"INCLUDED\"");
        Map<String, byte[]> portable =
                part("rhone-telecom", "PORTABILITY", "\"otherVoices\": \"INCLUDED\"");

        assertThat(text(elsewhere, "tables/sheets.ndjson")).isEmpty();
        assertThat(portable.keySet()).noneMatch(name -> name.contains("sheet"));
    }

    /** The samples of one channel of the audio of these tests. */
    private static byte[] channel(int number) {
        var samples = new ByteArrayOutputStream();
        for (int at = HEAD + number - 1; at < AUDIO.length; at += 2) {
            samples.write(AUDIO[at]);
        }
        return samples.toByteArray();
    }

    private static byte[] samples(Map<String, byte[]> part, UUID recording) {
        byte[] file = part.get("audio/" + recording + ".wav");
        return Arrays.copyOfRange(file, HEAD, file.length);
    }

    /** Scenario B4: what rests on legitimate interest is not portable. */
    @Test
    void whatRestsOnLegitimateInterestIsNotPortable() {
        UUID id = recorded();

        Map<String, byte[]> part =
                part("rhone-telecom", "PORTABILITY", "\"otherVoices\": \"INCLUDED\"");

        assertThat(part.keySet()).noneMatch(name -> name.contains(id.toString()));
        assertThat(part).doesNotContainKey("tables/listenings.ndjson");
    }

    /** What is in a table is what its published schema promises. */
    private static void keepsItsSchema(String table, String lines) {
        try {
            var schema =
                    JsonSchemaFactory.getInstance(VersionFlag.V202012)
                            .getSchema(
                                    JSON.readTree(
                                            Files.readString(
                                                    SCHEMAS.resolve(table + ".schema.json"))));
            var rows = JSON.createArrayNode();
            for (String line : lines.lines().toList()) {
                rows.add(JSON.readTree(line));
            }
            assertThat(schema.validate(rows)).as(table).isEmpty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
