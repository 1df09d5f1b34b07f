// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.temoin.chassis.testing.ContractFiles;
import io.temoin.consent.ExampleMetadata;
import io.temoin.consent.agreement.domain.FunctionContact;
import io.temoin.consent.agreement.domain.PartyProfile;
import io.temoin.consent.agreement.domain.PartyRole;
import io.temoin.consent.agreement.domain.UnnamedCallers;
import io.temoin.consent.permission.domain.ConsentProblem;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.Examples;
import io.temoin.consent.signing.ReceiptSigner;
import io.temoin.consent.signing.SigningKeyStore;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.keyproviders.SigningAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Consent records against their JSON Schema, and receipts verified by a library that shares no code
 * with their making. Run with {@code -Dtemoin.contracts.update=true} to write the example anew.
 */
class ConsentReceiptsTest {

    private static final EventMetadata CIRCUMSTANCES =
            ExampleMetadata.by(ExampleMetadata.AGENT, Examples.NOW);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CONTRACT = ContractFiles.folder().resolve("consent-record");
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(VersionFlag.V202012)
                    .getSchema(
                            ContractFiles.read(CONTRACT.resolve("consent-record.schema.json")),
                            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());

    @TempDir Path folder;

    @Test
    void aRecordIsTheExampleOfItsContract() throws IOException {
        var record =
                ConsentRecords.record(history(Examples.given()), Examples.CONSENT, Examples.NOW);
        Path example = CONTRACT.resolve("example.json");
        if (Boolean.getBoolean("temoin.contracts.update")) {
            Files.writeString(
                    example,
                    JSON.writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(JSON.readTree(record.bytes()))
                            + "\n");
        }
        assertKeepsTheContract(record.bytes());
        assertThat(JSON.readTree(record.bytes()))
                .isEqualTo(JSON.readTree(ContractFiles.read(example)));
    }

    @Test
    void aRecordThatNamesItsPartiesKeepsTheContractToo() throws IOException {
        var record =
                ConsentRecords.record(history(Examples.given()), Examples.CONSENT, Examples.NOW);
        var profile =
                new PartyProfile(
                        "Rhône Télécom SA",
                        List.of(PartyRole.CONTROLLER),
                        "FR",
                        new FunctionContact(
                                "privacy@rhone.example", "+33199005678", "1 quai du Rhône, Lyon"),
                        null,
                        null,
                        UnnamedCallers.DENY,
                        null);

        var named =
                record.with(
                        record.partyIdentification().stream()
                                .map(party -> party.named(profile))
                                .toList());

        assertKeepsTheContract(named.bytes());
        assertThat(
                        JSON.readTree(named.bytes())
                                .at("/party_identification/0/party_address")
                                .asText())
                .isEqualTo("1 quai du Rhône, Lyon");
    }

    @Test
    void aReceiptKeepsTheContractAndNamesThePersonByPseudonymOnly() throws IOException {
        byte[] receipt = receipt();

        assertKeepsTheContract(receipt);
        assertThat(new String(receipt, StandardCharsets.UTF_8)).doesNotContain("199001234");
        assertThat(JSON.readTree(receipt).path("pii_principal_id").asText())
                .isEqualTo(Examples.SUBJECT.value());
        assertThat(JSON.readTree(receipt).path("receipt_id").asText())
                .isEqualTo(Examples.CONSENT.toString());
    }

    @Test
    void aRecordWithoutItsMentionsOrOfAMinorBreaksTheContract() throws IOException {
        String record = new String(receipt(), StandardCharsets.UTF_8);

        assertThat(
                        SCHEMA.validate(
                                JSON.readTree(
                                        record.replace("\"choice\":true", "\"choice\":false"))))
                .isNotEmpty();
        assertThat(SCHEMA.validate(JSON.readTree(record.replace("\"ADULT\"", "\"MINOR\""))))
                .isNotEmpty();
    }

    /** A context that had to be fetched would tie the proof to somebody's web site. */
    @Test
    void everyTermIsExplainedInsideTheDocument() throws IOException {
        JsonNode context = JSON.readTree(receipt()).path("@context");

        assertThat(context.isObject()).isTrue();
        assertThat(context.path("ConsentRecord").asText()).isEqualTo("dpv:ConsentRecord");
        assertThat(context.path("dpv").asText()).isEqualTo("https://w3id.org/dpv#");
        assertThat(context.findValuesAsText("@import")).isEmpty();
    }

    @Test
    void aRecordTellsTheWithdrawalThatEndedTheConsent() {
        var record =
                ConsentRecords.record(
                        history(
                                Examples.withdrawn(Examples.COLLECTED.minusSeconds(1)),
                                Examples.given(),
                                Examples.withdrawn(Examples.NOW)),
                        Examples.CONSENT,
                        Examples.NOW.plusSeconds(1));

        assertKeepsTheContract(record.bytes());
        assertThat(record.consentStatus()).isEqualTo("ConsentWithdrawn");
        assertThat(record.events())
                .extracting(event -> event.eventTime() + " " + event.eventState())
                .containsExactly(
                        Examples.COLLECTED + " ConsentGiven", Examples.NOW + " ConsentWithdrawn");
    }

    @Test
    void aConsentIsExpiredFromItsEndOn() {
        var given = Examples.given();
        var history = history(given);

        assertThat(
                        ConsentRecords.record(history, given.consent(), given.validUntil())
                                .consentStatus())
                .isEqualTo("ConsentExpired");
        assertThat(
                        ConsentRecords.record(
                                        history, given.consent(), given.validUntil().minusNanos(1))
                                .consentStatus())
                .isEqualTo("ConsentGiven");
    }

    @Test
    void anUnknownConsentHasNoRecord() {
        Assertions.assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> ConsentRecords.record(history(), Examples.CONSENT, Examples.NOW))
                .satisfies(
                        refusal ->
                                assertThat(refusal.code())
                                        .isEqualTo(ConsentProblem.CONSENT_UNKNOWN));
    }

    @Test
    void theSignatureIsVerifiedOfflineWithThePublishedKeys() throws Exception {
        ReceiptSigner signer = signer("keys.json");
        byte[] receipt = receipt();

        String compact = signer.sign(CIRCUMSTANCES.tenant(), receipt).await().indefinitely();
        assertThat(verified(compact, signer)).isEqualTo(receipt);
        // And detached: header and signature alone, about the same bytes
        String[] parts = detached(signer, receipt).split("\\.", -1);
        assertThat(parts[1]).isEmpty();
        String payload = Base64.getUrlEncoder().withoutPadding().encodeToString(receipt);
        assertThat(parts[0] + "." + payload + "." + parts[2]).isEqualTo(compact);
    }

    @Test
    void oneAlteredByteBreaksTheSignature() throws Exception {
        ReceiptSigner signer = signer("keys.json");
        byte[] altered = receipt();
        altered[altered.length / 2] ^= 1;
        String[] parts = detached(signer, receipt()).split("\\.", -1);
        String forged =
                parts[0]
                        + "."
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(altered)
                        + "."
                        + parts[2];

        assertThat(jws(forged, signer).verifySignature()).isFalse();
    }

    @Test
    void theSameConsentGivesTheSameReceiptByteForByte() {
        assertThat(receipt()).isEqualTo(receipt());
    }

    @Test
    void theProofIsAPageThatHoldsItsReceiptAndRunsNothing() throws Exception {
        ReceiptSigner signer = signer("keys.json");
        String page = new String(proof(signer), StandardCharsets.UTF_8);

        String compact = page.substring(page.indexOf("<pre id=\"receipt\">") + 18).split("<", 2)[0];
        assertThat(verified(compact, signer)).isEqualTo(receipt());
        assertThat(page)
                .contains("+33199001234", "2029-09-01 10:00:00 +02:00", "lang=\"fr\"")
                .doesNotContain("<script", "<img", "<link", "http-equiv", " on", "{{");
    }

    /** The shell lines of {@code docs/consent-receipts.md}, run as they stand there. */
    @ParameterizedTest
    @EnumSource
    void theDocumentedCommandsVerifyAReceipt(SigningAlgorithm algorithm) throws Exception {
        assumeTrue(isInstalled("openssl", "jq", "xxd", "bash"), "the tools of the recipe");
        ReceiptSigner signer = signer("keys-of-the-service.json", algorithm);
        Path work = Files.createDirectory(folder.resolve("work"));
        byte[] page = proof(signer);
        Files.write(work.resolve("consent-1.html"), page);
        Files.writeString(work.resolve("keys.json"), signer.keys().toString());

        assertThat(recipe(work)).contains("Verified Successfully", Examples.CONSENT.toString());

        // And a receipt that says something else does not
        String altered = new String(page, StandardCharsets.UTF_8).replaceFirst("(\\.ey)", "$1Y");
        Files.writeString(work.resolve("consent-1.html"), altered);
        assertThat(recipe(work)).doesNotContain("Verified Successfully");
    }

    private static String recipe(Path work) throws Exception {
        String doc =
                ContractFiles.read(ContractFiles.folder().resolve("../docs/consent-receipts.md"));
        String lines = doc.substring(doc.indexOf("```sh") + 5);
        Process shell =
                new ProcessBuilder("bash", "-c", lines.substring(0, lines.indexOf("```")))
                        .directory(work.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        shell.waitFor();
        return said;
    }

    private static boolean isInstalled(String... tools) throws Exception {
        for (String tool : tools) {
            if (new ProcessBuilder("which", tool).start().waitFor() != 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] receipt() {
        return ConsentRecords.receipt(recorded(Examples.given())).bytes();
    }

    private static void assertKeepsTheContract(byte[] document) {
        try {
            assertThat(SCHEMA.validate(JSON.readTree(document))).isEmpty();
        } catch (IOException failure) {
            throw new AssertionError("not JSON", failure);
        }
    }

    private static RecordedEvent<ContactPermissionEvent> recorded(ContactPermissionEvent event) {
        return new RecordedEvent<>(event, 1, "id", CIRCUMSTANCES);
    }

    private static List<RecordedEvent<ContactPermissionEvent>> history(
            ContactPermissionEvent... events) {
        List<RecordedEvent<ContactPermissionEvent>> history = new ArrayList<>();
        for (ContactPermissionEvent event : events) {
            history.add(recorded(event));
        }
        return history;
    }

    private static String detached(ReceiptSigner signer, byte[] receipt) {
        return signer.signDetached(CIRCUMSTANCES.tenant(), receipt).await().indefinitely();
    }

    private static byte[] proof(ReceiptSigner signer) {
        return new ConsentProofPage(signer)
                .render(history(Examples.given()), Examples.CONSENT)
                .await()
                .indefinitely();
    }

    private ReceiptSigner signer(String file) {
        return signer(file, SigningAlgorithm.ED25519);
    }

    private ReceiptSigner signer(String file, SigningAlgorithm algorithm) {
        return new ReceiptSigner(SigningKeyStore.readOrCreate(folder.resolve(file), algorithm));
    }

    private static byte[] verified(String compact, ReceiptSigner signer) throws Exception {
        JsonWebSignature jws = jws(compact, signer);
        assertThat(jws.getContentTypeHeaderValue()).isEqualTo("ld+json");
        assertThat(jws.verifySignature()).isTrue();
        return jws.getPayloadBytes();
    }

    private static JsonWebSignature jws(String compact, ReceiptSigner signer)
            throws JoseException, JsonProcessingException {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setCompactSerialization(compact);
        jws.setKey(
                new JsonWebKeySet(JSON.writeValueAsString(signer.keys()))
                        .findJsonWebKey(jws.getKeyIdHeaderValue(), null, null, null)
                        .getKey());
        return jws;
    }
}
