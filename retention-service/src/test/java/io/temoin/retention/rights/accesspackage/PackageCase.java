// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.JsonPath;
import io.temoin.chassis.testing.Response;
import io.temoin.eventsourcing.Sha256;
import io.temoin.packageparts.domain.PartCount;
import io.temoin.packageparts.vault.PackageKey;
import io.temoin.packageparts.vault.PartStorages;
import io.temoin.packageparts.vault.PartWriter;
import io.temoin.packageparts.vault.RecipientKey;
import io.temoin.retention.TopicTail;
import io.temoin.retention.rights.DeskCase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.lingala.zip4j.io.inputstream.ZipInputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** A package of one tenant, of one test only; the other services are played here. */
final class PackageCase implements AutoCloseable {

    static final Path STORAGE = Path.of("target/packages");

    /** What a service puts into its part. */
    interface Content {
        void writeTo(PartWriter writer) throws IOException;
    }

    final DeskCase its = new DeskCase();

    private final KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(
                    Map.of(
                            "bootstrap.servers",
                            ConfigProvider.getConfig()
                                    .getValue("kafka.bootstrap.servers", String.class)),
                    new StringSerializer(),
                    new ByteArraySerializer());

    @Override
    public void close() {
        producer.close();
        its.close();
    }

    Response ask(UUID request, String body) {
        return DeskCase.post(its.dpo(), request, "packages", body);
    }

    /** A request for a copy of everything, of which the desk said who received the data. */
    UUID accessAsked() {
        var request = its.received("ACCESS");
        its.done(request, "recipients", "{\"recipients\": [\"crm-host\"]}");
        return request;
    }

    /** The id of a package that is being built. */
    UUID asked(UUID request) {
        return UUID.fromString(
                ask(request, "{\"otherVoices\": \"INCLUDED\"}")
                        .then()
                        .statusCode(201)
                        .body("state", equalTo("BUILDING"))
                        .extract()
                        .path("id"));
    }

    /** What a service left in the storage. */
    private record Stored(byte[] sealed, List<PartCount> counts) {}

    /** A service does what it was asked for; gives the name of its part. */
    UUID contributes(UUID accessPackage, String service, Content content) {
        var part = UUID.randomUUID();
        var stored = stores(accessPackage, service, part, content);
        var said =
                stored.counts().stream()
                        .map(
                                one ->
                                        "{\"name\": \"%s\", \"count\": %d}"
                                                .formatted(one.name(), one.count()))
                        .toList();
        says(
                accessPackage,
                service,
                "PackagePartReady",
                "\"part\": \"%s\", \"bytes\": %d, \"sha256\": \"%s\", \"counts\": %s"
                        .formatted(
                                part,
                                stored.sealed().length,
                                HexFormat.of().formatHex(Sha256.digest().digest(stored.sealed())),
                                said));
        return part;
    }

    /** Whoever can write the storage can do this: the key that a part is sealed to is public. */
    Stored stores(UUID accessPackage, String service, UUID part, Content content) {
        var asked = partRequest(accessPackage, service);
        var sealed = new ByteArrayOutputStream();
        List<PartCount> counts;
        try (var out =
                RecipientKey.of(asked.getString("recipientKey"))
                        .seal(sealed, PackageKey.context(its.tenant, accessPackage, service))) {
            var writer = new PartWriter(out);
            content.writeTo(writer);
            counts = writer.finish();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        var file = STORAGE.resolve(PartStorages.name(its.tenant, accessPackage, part));
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, sealed.toByteArray());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new Stored(sealed.toByteArray(), counts);
    }

    /** A package for what a person provided, which takes two services. */
    UUID portable(UUID request) {
        var accessPackage = asked(request);
        contributes(accessPackage, "CONSENT", _ -> {});
        contributes(accessPackage, "RECORDING", _ -> {});
        ready(accessPackage);
        return accessPackage;
    }

    void fails(UUID accessPackage, String service) {
        partRequest(accessPackage, service);
        says(accessPackage, service, "PackagePartFailed", "\"reason\": \"GIVEN_UP\"");
    }

    /** What this service asked of another one. */
    JsonPath partRequest(UUID accessPackage, String service) {
        var published =
                TopicTail.await(
                        "retention.events",
                        (its.tenant + "/package-" + accessPackage)::equals,
                        found -> requests(found, service).findAny().isPresent());
        return requests(published, service).findFirst().orElseThrow();
    }

    private static Stream<JsonPath> requests(
            List<ConsumerRecord<String, byte[]>> found, String service) {
        return found.stream()
                .filter(
                        message ->
                                TopicTail.header(message, "ce_type")
                                        .contains("PackagePartRequested"))
                .map(message -> new String(message.value(), StandardCharsets.UTF_8))
                .filter(data -> data.contains("\"service\":\"" + service + "\""))
                .map(JsonPath::new);
    }

    void says(UUID accessPackage, String service, String event, String more) {
        var name = service.toLowerCase(java.util.Locale.ROOT);
        var type = "io.temoin." + name + "." + event + ".v1";
        var data =
                ("{\"accessPackage\": \"%s\", \"request\": \"%s\", \"controller\":"
                                + " \"rhone-telecom\", \"subject\": \"%s\", \"service\": \"%s\","
                                + " \"at\": \"2026-12-01T10:00:00Z\", %s}")
                        .formatted(
                                accessPackage,
                                UUID.randomUUID(),
                                "0123456789abcdef0123456789abcdef",
                                service,
                                more);
        EventContract.of(type);
        var message =
                new ProducerRecord<>(
                        name + ".events",
                        its.tenant + "/part-" + accessPackage,
                        data.getBytes(StandardCharsets.UTF_8));
        Map.ofEntries(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", UUID.randomUUID() + ".0"),
                        Map.entry("ce_source", "/temoin/" + its.tenant + "/" + name),
                        Map.entry("ce_type", type),
                        Map.entry("ce_time", "2026-11-24T09:30:00Z"),
                        Map.entry("ce_subject", "part-" + accessPackage),
                        Map.entry("ce_sequence", "%020d".formatted(1)),
                        Map.entry("ce_correlationid", UUID.randomUUID().toString()),
                        Map.entry("ce_tenant", its.tenant),
                        Map.entry("ce_actor", name + "-service"),
                        Map.entry("ce_organisation", "temoin"),
                        Map.entry("ce_role", "service"),
                        Map.entry("content-type", "application/json"))
                .forEach(
                        (header, value) ->
                                message.headers()
                                        .add(header, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(message).get(30, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException("the broker did not take the event", failure);
        }
    }

    /** Waits until the package is ready, and gives it. */
    JsonPath ready(UUID accessPackage) {
        await().atMost(DeskCase.PATIENCE)
                .untilAsserted(
                        () ->
                                its.dpo()
                                        .get("/v1/packages/{id}", accessPackage)
                                        .then()
                                        .statusCode(200)
                                        .body("state", equalTo("READY")));
        return its.dpo().get("/v1/packages/{id}", accessPackage).jsonPath();
    }

    JsonPath link(UUID accessPackage, String body) {
        return its.dpo()
                .body(body)
                .post("/v1/packages/{id}/links", accessPackage)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    /** Without an account: the token is the proof. */
    static Response fetch(UUID accessPackage, String token) {
        return Http.given()
                .header("Package-Token", token)
                .get("/v1/packages/{id}/content", accessPackage);
    }

    /** The files of a package, by name. */
    static Map<String, String> opened(byte[] zip, String passphrase) {
        Map<String, String> files = new LinkedHashMap<>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip), passphrase.toCharArray())) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(
                        entry.getFileName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return files;
    }
}
