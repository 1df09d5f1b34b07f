// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.TestKeys;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.entry.ErasureCertificate.Item;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.SignatureType;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.tree.TreeHead;
import io.temoin.transparency.trust.TlogProof;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a certificate may look like; what proves it, the verifier's tests show. */
class ErasureCertificateTest {

    private static final String ACTION = "DISPOSITION_CONFIRMED";
    private static final String FACTS =
            "[\"erasedAt=2026-11-24T23:10:02Z\",\"horizon=2027-01-01T00:00:00Z\","
                    + "\"rule=A\",\"rule=B\",\"=nameless\",\"a sentence\"]";
    private static final TlogProof PROOF =
            new TlogProof(null, 0, List.of(), checkpoint("log.example/1"));

    private static SignedNote checkpoint(String origin) {
        var log = TestKeys.fresh(origin, SignatureType.ED25519);
        String text = new Checkpoint(origin, new TreeHead(1, TreeHead.EMPTY.root())).text();
        return new SignedNote(text, List.of(log.sign(text)));
    }

    private static DisclosedEntry entry(int number, Map<String, String> other) {
        byte[] bytes = new byte[SaltSeed.SIZE];
        bytes[0] = (byte) number;
        SaltSeed seed = SaltSeed.of(bytes);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("action", "\"DISPOSITION_CONFIRMED\"");
        values.put("at", "\"2026-11-24T23:10:03Z\"");
        values.put("because", FACTS);
        values.put("controller", "\"rhone-telecom\"");
        values.put("outcome", "\"DONE\"");
        values.put("reasonCode", "\"PURPOSE_FULFILLED\"");
        values.put("reasonReference", "\"order-" + number + "\"");
        values.put("recording", "\"recording-" + number + "\"");
        values.put("service", "\"retention\"");
        values.putAll(other);
        values.values().removeIf(String::isEmpty);
        List<Disclosure> shown = new ArrayList<>();
        values.forEach((name, value) -> shown.add(seed.disclose(name, value)));
        return DisclosedEntry.of(new UUID(8, number), shown, List.of(), List.of());
    }

    private static Item item(int number) {
        return Item.of(entry(number, Map.of()), PROOF);
    }

    private static String json(Item item, String statementEnd, String end) {
        ErasureStatement said = item.statement();
        return """
               {"statement": {"disposition": "%s", "recording": "%s", "controller": "%s",
                 "confirmedAt": "%s", "basis": "%s", "facts": {"rule": ["A", "B"],
                 "erasedAt": ["2026-11-24T23:10:02Z"], "horizon": ["2027-01-01T00:00:00Z"]}%s},
                "leaf": "%s", "entry": "%s", "proof": "%s"%s}"""
                .formatted(
                        said.disposition(),
                        said.recording(),
                        said.controller(),
                        said.confirmedAt(),
                        said.basis(),
                        statementEnd,
                        StrictText.base64(item.entry().leaf().bytes()),
                        escaped(item.entry().bytes()),
                        escaped(item.proof().bytes()),
                        end);
    }

    private static String escaped(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8)
                .replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n");
    }

    private static String document() {
        var certificate = new ErasureCertificate(List.of(item(1)), 4);
        return """
               {"format": "temoin-certificate/v1", "digest": "%s", "predating": 4,
                "items": [%s]}"""
                .formatted(certificate.digest(), json(item(1), "", ""));
    }

    private static ErasureCertificate parsed(String document) {
        return ErasureCertificate.parse(document.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(String document, String message) {
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> parsed(document))
                .withMessageContaining(message);
    }

    @Test
    void isReadAsItWasMade() {
        var certificate = parsed(document());

        assertThat(certificate).isEqualTo(new ErasureCertificate(List.of(item(1)), 4));
        var statement = certificate.items().getFirst().statement();
        assertThat(statement.fact("rule")).hasValue("A");
        assertThat(statement.fact("unheard-of")).isEmpty();
        assertThat(statement.facts()).containsOnlyKeys("erasedAt", "horizon", "rule");
        assertThat(statement.erasedAt()).isEqualTo("2026-11-24T23:10:02Z");
    }

    @Test
    void hasOneToTwoThousandDestructionsAndNoneTwice() {
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> new ErasureCertificate(List.of(), 0))
                .withMessageContaining("not 0");
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> new ErasureCertificate(Collections.nCopies(2_001, item(1)), 0))
                .withMessageContaining("not 2001");
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> new ErasureCertificate(List.of(item(1), item(1)), 0))
                .withMessageContaining("the same destruction twice");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "temoin-certificate/v1 | temoin-certificate/v2 | does not have the format",
                "\"predating\": 4 | \"predating\": \"4\" | has no list of items, or no count",
                "\"items\": [ | \"items\": 7, \"more\": [ | lacks a member, or has one",
                "\"predating\": 4, | '' | lacks a member, or has one",
                "\"digest\": \"| \"digest\": \"00 | The digest is not that of the items",
                "\"controller\": \"rhone-telecom\" | \"controller\": \"boreal\" | is not what the entry says",
                "\"rule\": [\"A\", \"B\"] | \"rule\": [\"A\", 2] | where a list of texts belongs",
                "\"rule\": [\"A\", \"B\"] | \"rule\": \"A\" | where a list of texts belongs",
                "\"leaf\": \" | \"leaf\": \"AA | The leaf is not that of the entry",
                "\"leaf\": \" | \"leaf\": 7, \"more\": \" | lacks a member, or has one",
                "\"basis\": \"PURPOSE_FULFILLED\" | \"basis\": 7 | is not a text",
                "\"basis\": | \"base\": | lacks a member, or has one",
                "\"facts\": { | \"copies\": \"none\", \"facts\": { | lacks a member, or has one"
            })
    void isNothingElse(String part, String other, String message) {
        assertThat(document()).contains(part);
        assertRefused(document().replace(part, other), message);
    }

    @Test
    void isNoListOfAnything() {
        assertRefused(
                """
                {"format": "temoin-certificate/v1", "digest": "", "predating": 0, "items": 7}""",
                "has no list of items");
    }

    @Test
    void isNotReadWithoutEnd() {
        byte[] endless = new byte[ErasureCertificate.LONGEST + 1];
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> ErasureCertificate.parse(endless))
                .withMessageContaining("longer than 16 million bytes");
    }

    private static final String BATCH =
            "[\"digest=00ff\",\"disposed=3\",\"erasedAt=2026-11-24T23:10:02Z\","
                    + "\"horizon=2026-11-24\",\"kind=CALL_DECISION\"]";

    private static DisclosedEntry batch(String because) {
        return entry(
                1,
                Map.of(
                        "action", "\"DISPOSITION_BATCH_CONFIRMED\"",
                        "because", because,
                        "recording", ""));
    }

    /** Of consents and decisions there is no recording; a day has its end in it. */
    @Test
    void isMadeOfABatchOfRegisteredItems() {
        Item item = Item.of(batch(BATCH), PROOF);
        var certificate = new ErasureCertificate(List.of(item), 0);
        ErasureStatement said = item.statement();
        String document =
                """
                {"format": "temoin-certificate/v1", "digest": "%s", "predating": 0, "items": [
                 {"statement": {"disposition": "order-1", "controller": "rhone-telecom",
                  "confirmedAt": "2026-11-24T23:10:03Z", "basis": "PURPOSE_FULFILLED",
                  "facts": {"digest": ["00ff"], "disposed": ["3"], "kind": ["CALL_DECISION"],
                  "erasedAt": ["2026-11-24T23:10:02Z"], "horizon": ["2026-11-24"]}},
                 "leaf": "%s", "entry": "%s", "proof": "%s"}]}"""
                        .formatted(
                                certificate.digest(),
                                StrictText.base64(item.entry().leaf().bytes()),
                                escaped(item.entry().bytes()),
                                escaped(item.proof().bytes()));

        assertThat(said.recording()).isNull();
        assertThat(said.horizon()).hasValue("2026-11-24");
        assertThat(parsed(document)).isEqualTo(certificate);
        assertRefused(
                document.replace("\"controller\"", "\"recording\": \"r\", \"controller\""),
                "is not what the entry says");
    }

    /** The service that kept them need not know when its backups end. */
    @Test
    void isMadeOfABatchWithoutHorizonButNotOfAnEmptyOne() {
        assertThat(
                        ErasureStatement.of(batch(BATCH.replace("\"horizon=2026-11-24\",", "")))
                                .horizon())
                .isEmpty();
        for (String wrong :
                List.of(
                        BATCH.replace("disposed=3", "disposed=0"),
                        BATCH.replace("kind=", "what="),
                        BATCH.replace("2026-11-24\"", "2026-11-23\""),
                        BATCH.replace("2026-11-24\"", "soon\""))) {
            assertThatExceptionOfType(Untrusted.class)
                    .isThrownBy(() -> ErasureStatement.of(batch(wrong)));
        }
        var nothing = List.of("disposed=0");
        assertThat(ErasureStatement.isOfNothing("DISPOSITION_BATCH_CONFIRMED", nothing)).isTrue();
        assertThat(ErasureStatement.isOfNothing("DISPOSITION_CONFIRMED", nothing)).isFalse();
    }

    /** A sheet or a transcript: the service that kept it says so itself. */
    @Test
    void isMadeOfADocument() {
        var destroyed =
                entry(
                        1,
                        Map.of(
                                "action", "\"DOCUMENT_DESTROYED\"",
                                "service", "\"recording\"",
                                "because", json(OF_DOCUMENT)));

        assertThat(ErasureStatement.of(destroyed).fact("document")).hasValue("d1");
        assertThat(ErasureStatement.of(destroyed).recording()).isEqualTo("recording-1");
    }

    private static final List<String> OF_DOCUMENT =
            List.of(
                    "document=d1",
                    "erasedAt=2026-11-24T23:10:02Z",
                    "horizon=2027-01-01T00:00:00Z",
                    "kind=SHEET");

    /** What somebody reported, what was not done, and what happened to something else. */
    @ParameterizedTest
    @CsvSource({"service, consent", "action, RECORDING_ERASED", "outcome, REFUSED"})
    void isMadeOfConfirmedDispositionsAlone(String field, String value) {
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> ErasureStatement.of(entry(1, Map.of(field, "\"" + value + "\""))))
                .withMessageContaining("does not confirm that anything was destroyed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "[\"erasedAt=2026-11-24T23:10:02Z\"]"})
    void isNotMadeOfAnEntryThatPredatesCertificates(String because) {
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> ErasureStatement.of(entry(1, Map.of("because", because))))
                .withMessageContaining("predates certificates");
    }

    /** A date that had passed when the key was destroyed says nothing of that key. */
    @Test
    void isNotMadeOfAnEntryWhoseHorizonLiesBeforeTheDestruction() {
        var early = List.of("erasedAt=2026-11-24T23:10:02Z", "horizon=2026-11-24T23:10:01Z");
        var same = List.of("erasedAt=2026-11-24T23:10:02Z", "horizon=2026-11-24T23:10:02Z");

        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> ErasureStatement.of(entry(1, Map.of("because", json(early)))))
                .withMessageContaining("horizon lies before the destruction");
        assertThat(ErasureStatement.isCertifiable(ACTION, early)).isFalse();
        assertThat(ErasureStatement.isCertifiable(ACTION, same)).isTrue();
        assertThat(ErasureStatement.of(entry(1, Map.of("because", json(same)))).horizon())
                .hasValue("2026-11-24T23:10:02Z");
    }

    @Test
    void needsTwoTimesInItsEntry() {
        assertThat(ErasureStatement.isCertifiable(ACTION, List.of("erasedAt=2026-11-24T23:10:02Z")))
                .isFalse();
        assertThat(ErasureStatement.isCertifiable(ACTION, List.of("horizon=2027-01-01T00:00:00Z")))
                .isFalse();
        assertThat(ErasureStatement.isCertifiable(ACTION, List.of("erasedAt=now", "horizon=never")))
                .isFalse();
    }

    private static String json(List<String> because) {
        return "[\"" + String.join("\",\"", because) + "\"]";
    }

    /** It is signed by nobody, and whoever opens the file reads it beside what is proven. */
    @Test
    void hasNoExtraDataInItsProof() {
        assertRefused(
                document().replace("tlog-proof@v1\\n", "tlog-proof@v1\\nextra Y29waWVz\\n"),
                "extra data, which nobody has signed");
    }

    @Test
    void isNotMadeOfAnEntryThatDoesNotShowEnough() {
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> ErasureStatement.of(entry(1, Map.of("recording", ""))))
                .withMessageContaining("does not show its recording");
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(
                        () ->
                                ErasureStatement.of(
                                        entry(
                                                1,
                                                Map.of(
                                                        "because",
                                                        "[\"erasedAt=now\",\"horizon=never\"]"))))
                .withMessageContaining("is not a time");
    }
}
