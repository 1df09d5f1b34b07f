// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.accesspackage;

import static io.temoin.consent.agreement.AgreedParties.agree;
import static io.temoin.consent.agreement.AgreedParties.terms;
import static io.temoin.consent.permission.Parties.freshNumber;
import static io.temoin.consent.permission.RectifiedContacts.rectifyObject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.consent.callee.Pseudonyms;
import io.temoin.consent.permission.CallingClock;
import io.temoin.consent.permission.ContactPermissionStream;
import io.temoin.consent.permission.Parties;
import io.temoin.packageparts.vault.PackageKey;
import io.temoin.phonenumbers.domain.PhoneNumber;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import io.temoin.shredding.TenantId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one controller knows of one person here, sealed to the key of a package. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class ConsentPartTest {

    private static final String TENANT = "helios";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SCHEMAS = Path.of("../contracts/access-package/consent");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String controller = "p-" + UUID.randomUUID().toString().substring(0, 8);
    private final String number = freshNumber().replace(" ", "");
    private final PackageKey key = PackageKey.create();
    private final Pseudonyms pseudonyms;
    private final ContactPermissionStream contacts;
    private String consent = "";
    private String decision = "";

    ConsentPartTest(Pseudonyms pseudonyms, ContactPermissionStream contacts) {
        this.pseudonyms = pseudonyms;
        this.contacts = contacts;
    }

    @BeforeEach
    void voixCollectedAConsentAndCalls() {
        CallingClock.set(CallingClock.MORNING);
        agree(TENANT, terms(controller, "voix"));
        Map<String, Object> given = Parties.consent(number);
        given.put("controller", controller);
        given.put("processor", "voix");
        consent = as("voix", "agent").body(given).post("/v1/consents").path("id");
        Map<String, Object> call = Parties.call(number);
        call.put("controller", controller);
        decision = as("voix", "dialer").body(call).post("/v1/call-decisions").path("id");
    }

    private RequestSpecification as(String organisation, String role) {
        return Parties.as(
                TestTokens.token(
                        TENANT,
                        organisation,
                        List.of(controller),
                        "0f0e0d0c-0000-4000-8000-000000000004",
                        role));
    }

    private Map<String, String> part(String ofController, String kind) {
        UUID accessPackage = UUID.randomUUID();
        String subject = pseudonyms.of(new TenantId(TENANT), new PhoneNumber(number)).value();
        requested(
                accessPackage,
                """
                {"accessPackage": "%s", "request": "%s", "controller": "%s", "subject": "%s",
                 "service": "CONSENT", "kind": "%s", "otherVoices": "INCLUDED",
                 "recipientKey": "%s", "expiresAt": "2099-01-01T00:00:00Z"}\
                """
                        .formatted(
                                accessPackage,
                                UUID.randomUUID(),
                                ofController,
                                subject,
                                kind,
                                key.recipientKey()));
        Path folder = Path.of("target/packages", TENANT, accessPackage.toString());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(folder).isDirectoryContaining(this::isPart));
        try (Stream<Path> files = Files.list(folder)) {
            return opened(accessPackage, files.filter(this::isPart).findFirst().orElseThrow());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private boolean isPart(Path file) {
        return !file.getFileName().toString().endsWith(".draft");
    }

    private Map<String, String> opened(UUID accessPackage, Path file) throws IOException {
        byte[] sealed = Files.readAllBytes(file);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(number);
        Map<String, String> entries = new LinkedHashMap<>();
        String context = PackageKey.context(TENANT, accessPackage, "CONSENT");
        try (var zip = new ZipInputStream(key.open(new ByteArrayInputStream(sealed), context))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(
                        entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }

    private static void requested(UUID accessPackage, String data) {
        var message =
                new ProducerRecord<>(
                        "retention.events",
                        TENANT + "/package-" + accessPackage,
                        data.getBytes(StandardCharsets.UTF_8));
        Map.ofEntries(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", UUID.randomUUID() + ".0"),
                        Map.entry("ce_source", "/temoin/" + TENANT + "/retention"),
                        Map.entry("ce_type", "io.temoin.retention.PackagePartRequested.v1"),
                        Map.entry("ce_time", "2026-11-24T09:30:00Z"),
                        Map.entry("ce_subject", "package-" + accessPackage),
                        Map.entry("ce_sequence", "%020d".formatted(2)),
                        Map.entry("ce_correlationid", UUID.randomUUID().toString()),
                        Map.entry("ce_tenant", TENANT),
                        Map.entry("ce_actor", "retention-service"),
                        Map.entry("ce_organisation", "temoin"),
                        Map.entry("ce_role", "service"),
                        Map.entry("content-type", "application/json"))
                .forEach(
                        (name, value) ->
                                message.headers()
                                        .add(name, value.getBytes(StandardCharsets.UTF_8)));
        try (var producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                ConfigProvider.getConfig()
                                        .getValue("kafka.bootstrap.servers", String.class)),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            producer.send(message).get(20, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException("the broker did not take the event", failure);
        }
    }

    @Test
    void holdsConsentsDecisionsAndTheRulesBehindThem() {
        Map<String, String> part = part(controller, "ACCESS");

        assertThat(part.get("tables/consents.ndjson"))
                .contains(consent, number, "ConsentGiven", "PROSPECTING_CALL");
        assertThat(part.get("tables/decisions.ndjson"))
                .contains(decision, "\"processor\":\"voix\"", "ruleSets\":[\"");
        for (String table :
                List.of("consents", "statements", "decisions", "calls", "notices", "links")) {
            keepsItsSchema(table, part.get("tables/" + table + ".ndjson"));
        }
        assertThat(part.keySet())
                .contains(
                        "tables/statements.ndjson",
                        "tables/calls.ndjson",
                        "tables/notices.ndjson",
                        "tables/links.ndjson");
    }

    /** GDPR art. 15(1)(a), (c), (h) and (2). */
    @Test
    void tellsForWhatTheControllerProcessesAndWhatAProgramDecides() {
        as(controller, "dpo")
                .body(
                        """
                        {"controller": "%s", "purpose": "QUALITY", "terms": {
                          "legalBasis": "LEGITIMATE_INTEREST", "keepFor": "P3M",
                          "recipients": ["training-provider"],
                          "transfers": [{"country": "MA", "safeguard": "STANDARD_CLAUSES"}],
                          "sampling": {"percent": 5}}}\
                        """
                                .formatted(controller))
                .post("/v1/purposes")
                .then()
                .statusCode(201);

        Map<String, String> part = part(controller, "ACCESS");

        assertThat(part.get("tables/purposes.ndjson"))
                .contains(
                        "\"purpose\":\"QUALITY\"",
                        "\"state\":\"DECLARED\"",
                        "\"legalBasis\":\"LEGITIMATE_INTEREST\"",
                        "\"keepFor\":\"P3M\"",
                        "training-provider",
                        "MA: STANDARD_CLAUSES");
        assertThat(part.get("tables/purposes.ndjson").lines()).hasSize(1);
        assertThat(part.get("tables/automated-decisions.ndjson"))
                .contains("\"kind\":\"CALL_PERMISSION\",\"decisions\":1", "ruleSets\":[\"");
        keepsItsSchema("purposes", part.get("tables/purposes.ndjson"));
        keepsItsSchema("automated-decisions", part.get("tables/automated-decisions.ndjson"));
        assertThat(part(controller, "PORTABILITY"))
                .doesNotContainKeys("tables/purposes.ndjson", "tables/automated-decisions.ndjson");
    }

    /** What a person said is data about them, too, for as long as it is there. */
    @Test
    void holdsWhatThePersonAskedToHavePutRight() {
        Parties.as(
                        TestTokens.person(
                                TENANT,
                                UUID.randomUUID().toString(),
                                Map.of("phone_number", number, "phone_number_verified", true),
                                "data-subject"))
                .queryParam("controller", controller)
                .body(Map.of("right", "RECTIFICATION", "correction", "Je n'ai pas crié."))
                .post("/v1/self-service/data-requests")
                .then()
                .statusCode(201);

        String corrections = part(controller, "ACCESS").get("tables/corrections.ndjson");

        assertThat(corrections.lines()).singleElement().asString().contains("Je n'ai pas crié.");
        keepsItsSchema("corrections", corrections);
        assertThat(part("another-controller", "ACCESS").get("tables/corrections.ndjson")).isEmpty();
        assertThat(part(controller, "PORTABILITY")).doesNotContainKey("tables/corrections.ndjson");
    }

    /** The person reads what is right, and what was said before. */
    @Test
    void holdsWhatWasPutRightInConsents() {
        String subject = pseudonyms.of(new TenantId(TENANT), new PhoneNumber(number)).value();
        rectifyObject(contacts, new TenantId(TENANT), controller, subject, "mobile");

        Map<String, String> part = part(controller, "ACCESS");

        String consents = part.get("tables/consents.ndjson");
        assertThat(consents).contains("\"object\":\"mobile\"", "\"rectifiedAt\":\"2");
        keepsItsSchema("consents", consents);
        String rectifications = part.get("tables/rectifications.ndjson");
        assertThat(rectifications.lines())
                .singleElement()
                .asString()
                .contains(consent, "\"before\":\"fibre\"", "\"after\":\"mobile\"");
        keepsItsSchema("rectifications", rectifications);
        assertThat(part(controller, "PORTABILITY"))
                .doesNotContainKey("tables/rectifications.ndjson");
    }

    @Test
    void nothingOfAnotherControllerIsInIt() {
        Map<String, String> part = part("another-controller", "ACCESS");

        assertThat(part.values()).allMatch(String::isEmpty);
    }

    @Test
    void onlyWhatThePersonProvidedIsPortable() {
        Map<String, String> part = part(controller, "PORTABILITY");

        assertThat(part.get("tables/consents.ndjson")).contains(consent);
        assertThat(part).doesNotContainKeys("tables/decisions.ndjson", "tables/links.ndjson");
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
