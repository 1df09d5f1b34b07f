// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.entry.DisclosedEntry;
import io.temoin.transparency.entry.Disclosure;
import io.temoin.transparency.entry.ErasureCertificate;
import io.temoin.transparency.entry.ErasureStatement;
import io.temoin.transparency.entry.SaltSeed;
import io.temoin.transparency.tree.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * A certificate of erasure as the audit service writes one, and as somebody would who forges one.
 */
final class TestCertificate {

    static final String ORDER = "01990000-0000-7000-8000-00000000000";
    static final String RECORDING = "01990000-0000-7000-8000-00000000010";
    static final String HORIZON = "2027-01-07T08:00:00Z";

    /** The document, of which a test changes parts. */
    final Map<String, Object> document = new LinkedHashMap<>();

    /** The certificate of these entries, which a log has from {@code index} on. */
    static TestCertificate of(TestLog log, int index, List<DisclosedEntry> entries) {
        List<ErasureCertificate.Item> items = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            items.add(ErasureCertificate.Item.of(entries.get(i), log.proof(index + i)));
        }
        return of(items);
    }

    /** The certificate of these items, of one log or several. */
    static TestCertificate of(List<ErasureCertificate.Item> items) {
        ErasureCertificate certificate = new ErasureCertificate(items, 0);
        TestCertificate test = new TestCertificate();
        test.document.put("format", ErasureCertificate.FORMAT);
        test.document.put("digest", certificate.digest());
        test.document.put("predating", 0L);
        test.document.put(
                "items", new ArrayList<>(items.stream().map(TestCertificate::json).toList()));
        return test;
    }

    private static Map<String, Object> json(ErasureCertificate.Item item) {
        ErasureStatement said = item.statement();
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("disposition", said.disposition());
        if (said.recording() != null) {
            statement.put("recording", said.recording());
        }
        statement.put("controller", said.controller());
        statement.put("confirmedAt", said.confirmedAt());
        statement.put("basis", said.basis());
        statement.put("facts", new LinkedHashMap<>(said.facts()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("statement", statement);
        json.put("leaf", StrictText.base64(item.entry().leaf().bytes()));
        json.put("entry", text(item.entry().bytes()));
        json.put("proof", text(item.proof().bytes()));
        return json;
    }

    /** The entry of a confirmed disposition; who and about whom is withheld. */
    static DisclosedEntry entry(int i) {
        return entry(
                i,
                "[\"bytes=352044\",\"erasedAt=2026-11-24T23:10:02Z\",\"horizon="
                        + HORIZON
                        + "\",\"key=k"
                        + i
                        + "\",\"keyScope=RECORDING\",\"policyVersion=1\",\"purpose=QUALITY\","
                        + "\"reference=CNIL, durées\",\"rule=PURPOSE_FULFILLED\"]");
    }

    static DisclosedEntry entry(int i, String because) {
        return entry(i, because, Map.of());
    }

    /** An entry with other values of some fields. */
    static DisclosedEntry entry(int i, String because, Map<String, String> other) {
        SaltSeed seed = TestBundle.seed(i);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("action", "\"DISPOSITION_CONFIRMED\"");
        values.put("at", "\"2026-11-24T23:10:03Z\"");
        values.put("because", because);
        values.put("controller", "\"rhone-telecom\"");
        values.put("outcome", "\"DONE\"");
        values.put("reasonCode", "\"PURPOSE_FULFILLED\"");
        values.put("reasonReference", "\"" + ORDER + i + "\"");
        values.put("recording", "\"" + RECORDING + i + "\"");
        values.put("service", "\"retention\"");
        values.putAll(other);
        values.values().removeIf(String::isEmpty);
        List<Disclosure> shown = new ArrayList<>();
        values.forEach((name, value) -> shown.add(seed.disclose(name, value)));
        List<Hash> withheld =
                List.of(
                        seed.disclose("actor", "\"retention-service\"").digest(),
                        seed.disclose("subject", "\"s\"").digest());
        return DisclosedEntry.of(new UUID(8, i), shown, withheld, List.of());
    }

    /** A member of an item. */
    Map<String, Object> item(int number) {
        return objectAt(items().get(number));
    }

    /** The statement of an item. */
    Map<String, Object> statement(int number) {
        return objectAt(value(item(number), "statement"));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> objectAt(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    List<Object> items() {
        return (List<Object>) value("items");
    }

    private Object value(String name) {
        return value(document, name);
    }

    static Object value(Map<String, Object> object, String name) {
        return Objects.requireNonNull(object.get(name), name);
    }

    /** The bytes of the document. */
    String json() {
        return written(document);
    }

    private static String written(Object value) {
        return switch (value) {
            case Map<?, ?> object ->
                    "{"
                            + String.join(
                                    ",\n",
                                    object.entrySet().stream()
                                            .map(
                                                    one ->
                                                            written(String.valueOf(one.getKey()))
                                                                    + ": "
                                                                    + written(one.getValue()))
                                            .toList())
                            + "}";
            case List<?> items ->
                    "["
                            + String.join(
                                    ", ", items.stream().map(TestCertificate::written).toList())
                            + "]";
            case Long number -> number.toString();
            default ->
                    "\""
                            + value.toString()
                                    .replace("\\", "\\\\")
                                    .replace("\"", "\\\"")
                                    .replace("\n", "\\n")
                            + "\"";
        };
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
