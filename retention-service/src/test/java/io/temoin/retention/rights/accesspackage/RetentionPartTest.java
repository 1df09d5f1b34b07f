// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.DeskCase.PATIENCE;
import static io.temoin.retention.rights.accesspackage.PackageCase.fetch;
import static io.temoin.retention.rights.accesspackage.PackageCase.opened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.JsonPath;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.OwnerTopic;
import io.temoin.retention.PurposeTopic;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What retention-service puts into a package: all that is registered of the person. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class RetentionPartTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PERSON = "0123456789abcdef0123456789abcdef";

    private final PackageCase its = new PackageCase();
    private final TestClock clock;

    RetentionPartTest(TestClock clock) {
        this.clock = clock;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        its.close();
    }

    private Map<String, String> files() {
        return files(its.its.received("ACCESS"));
    }

    private Map<String, String> files(UUID request) {
        var accessPackage = its.asked(request);
        its.contributes(accessPackage, "CONSENT", _ -> {});
        its.contributes(accessPackage, "RECORDING", _ -> {});
        its.contributes(accessPackage, "AUDIT", _ -> {});
        its.ready(accessPackage);
        var link = its.link(accessPackage, "{}");
        return opened(
                fetch(accessPackage, link.getString("token")).asByteArray(),
                link.getString("passphrase"));
    }

    private UUID consented(String subject) {
        var consent = UUID.randomUUID();
        try (var consents = new OwnerTopic()) {
            consents.publish(
                    OwnerTopic.example(
                            its.its.tenant,
                            "consent",
                            "contact-1",
                            "ConsentGiven",
                            data ->
                                    data.put("consent", consent.toString())
                                            .put("subject", subject)));
        }
        awaitItem(consent);
        return consent;
    }

    private void awaitItem(UUID item) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> its.its.dpo().get("/v1/items/{id}", item).then().statusCode(200));
    }

    @Test
    void whatIsRegisteredOfThePersonIsInItWithWhereWhyAndUntilWhen() throws IOException {
        var mine = consented(PERSON);
        var anothers = consented("fedcba9876543210fedcba9876543210");

        var files = files();

        var registered = new JsonPath(files.get("retention/registered.json"));
        assertThat(registered.getList("id")).contains(mine.toString());
        assertThat(files.get("retention/registered.json")).doesNotContain(anothers.toString());
        var item = "find{it.id=='" + mine + "'}.";
        assertThat(registered.getString(item + "kind")).isEqualTo("CONSENT_PROOF");
        assertThat(registered.getString(item + "service")).isEqualTo("CONSENT");
        assertThat(registered.getList(item + "rules")).isNotEmpty();
        assertThat(files.get("retention/registered.csv")).contains(mine.toString());
        assertThat(files.get("index.html")).contains("What else is held of you");
        keepsItsSchema("registered", files.get("retention/registered.json"));
        keepsItsSchema("items", files.get("retention/items.json"));
        keepsItsSchema("requests", files.get("retention/requests.json"));
    }

    /** GDPR art. 15(1)(a) to (g), in data and in words. */
    @Test
    void tellsWhatTheLawAsksBesidesTheData() throws IOException {
        its.its.recorded();
        consented(PERSON);
        var request = its.accessAsked();
        its.its.done(request, "recipients", "{\"recipients\": [\"debt-collector\"]}");

        var files = files(request);

        var categories = new JsonPath(files.get("retention/categories.json"));
        var recordings = "find{it.kind=='RECORDING'}.";
        assertThat(categories.getString(recordings + "comesFrom")).isEqualTo("CALL");
        assertThat(categories.getInt(recordings + "kept")).isOne();
        assertThat(categories.getList(recordings + "purposes")).containsExactly("QUALITY");
        assertThat(categories.getString(recordings + "lastDay")).isNotNull();
        var proofs = "find{it.kind=='CONSENT_PROOF'}.";
        assertThat(categories.getString(proofs + "comesFrom")).isEqualTo("PERSON");
        assertThat(
                        categories.getInt(proofs + "kept")
                                - categories.getInt(proofs + "withoutLastDay"))
                .isNotNegative();
        assertThat(new JsonPath(files.get("retention/recipients.json")).getList("recipient"))
                .containsExactly("crm-host", "debt-collector");
        var rights = new JsonPath(files.get("retention/rights.json"));
        assertThat(rights.getList("right"))
                .containsExactly(
                        "RECTIFICATION", "ERASURE", "RESTRICTION", "OBJECTION", "COMPLAINT");
        assertThat(rights.getString("find{it.right=='COMPLAINT'}.authority")).isEqualTo("CNIL");
        assertThat(files.get("retention/recipients.csv")).contains("crm-host,DESK");
        assertThat(files.get("index.html"))
                .contains("Qui reçoit vos données", "Who receives your data")
                .contains("faire effacer des données", "have data erased")
                .contains("un appel avec vous", "a call with you");
        for (var table : List.of("categories", "recipients", "rights")) {
            keepsItsSchema(table, files.get("retention/" + table + ".json"));
        }
    }

    /** What the controller declared is told anyway; that nobody was asked is not "nobody". */
    @Test
    void recipientsThatNobodyStatedAreMissing() {
        PurposeTopic.publish(its.its.tenant, "PurposeDeclared", 1, _ -> {});
        var request = its.its.received("ACCESS");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(files(request).get("retention/recipients.csv"))
                                        .contains("quality-team,DECLARED"));

        var manifest = new JsonPath(files(request).get("manifest.json"));

        assertThat(manifest.getBoolean("complete")).isFalse();
        assertThat(manifest.getString("missing[0].item")).isEqualTo("recipients");
        assertThat(manifest.getString("missing[0].reason")).isEqualTo("RECIPIENTS_NOT_STATED");
    }

    /** Who prepares proceedings does not say so to the other side; that a law keeps it, is said. */
    @Test
    void aLegalHoldIsKeptByLaw() {
        var recording = UUID.randomUUID();
        try (var topic = new RecordingTopic()) {
            topic.publish(RecordingTopic.stored(its.its.tenant, recording, "QUALITY"));
        }
        awaitItem(recording);
        String hold =
                its.its
                        .dpo()
                        .body(
                                """
                                {"controller": "rhone-telecom", "criteria": {"purposes": ["QUALITY"]},
                                 "ground": "LITIGATION", "authority": "Legal department",
                                 "reference": "RG-1"}\
                                """)
                        .post("/v1/holds")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");

        var files = files();

        var items = new JsonPath(files.get("retention/items.json"));
        assertThat(items.getList("recording")).containsExactly(recording.toString());
        assertThat(items.getList("keptByLaw")).containsExactly(true);
        assertThat(files.get("retention/items.json")).doesNotContain(hold, "hold", "gel");
        assertThat(files.get("retention/registered.json")).doesNotContain(hold);
    }

    private static void keepsItsSchema(String table, String rows) throws IOException {
        var schema =
                JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(
                                JSON.readTree(
                                        Files.readString(
                                                Path.of(
                                                        "../contracts/access-package/retention",
                                                        table + ".schema.json"))));
        assertThat(schema.validate(JSON.readTree(rows))).as(table).isEmpty();
    }
}
