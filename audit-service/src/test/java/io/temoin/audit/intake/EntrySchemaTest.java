// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.temoin.audit.intake.domain.EntryRules;
import io.temoin.audit.intake.domain.SubmissionRights;
import io.temoin.audit.intake.domain.Violations;
import io.temoin.chassis.testing.ContractFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/**
 * The published schema against what the service takes: of an entry that is changed in thousands of
 * ways, both say the same.
 */
class EntrySchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final JsonNode DOCUMENT = parse(read("entry.schema.json"));

    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(VersionFlag.V202012)
                    .getSchema(
                            DOCUMENT,
                            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());

    private static final EntryRules RULES =
            new EntryRules(
                    Instant.parse("2026-11-24T09:30:00Z"),
                    Duration.ofMinutes(5),
                    Duration.ofDays(400),
                    new SubmissionRights("rhone-telecom", List.of()));

    /** What a field is replaced by; nothing that looks like a phone number. */
    private static final List<String> VALUES =
            List.of(
                    "null",
                    "17",
                    "1.5",
                    "true",
                    "[]",
                    "{}",
                    "[\"A\"]",
                    "[17]",
                    "[null]",
                    "{\"code\": \"A\"}",
                    "{\"operation\": \"A\"}",
                    "\"\"",
                    "\" \"",
                    "\"a\"",
                    "\"A\"",
                    "\"a b\"",
                    "\"-a\"",
                    "\".a\"",
                    "\"a_b\"",
                    "\"A_B\"",
                    "\"LISTENING_GRANTED\"",
                    "\"A__B\"",
                    "\"A_\"",
                    "\"a.b\"",
                    "\"a:b\"",
                    "\"a~b\"",
                    "\"a,b\"",
                    "\"a/b\"",
                    "\"é\"",
                    "\"rhone-telecom\"",
                    "\"DONE\"",
                    "\"done\"",
                    "\"UNCLASSIFIED\"",
                    "\"9f2b6c1d3e4f5a60718293a4b5c6d7e8\"",
                    "\"9F2B6C1D3E4F5A60718293A4B5C6D7E8\"",
                    "\"2026-11-24T09:12:03Z\"",
                    "\"2026-11-24T10:12:03.123456789+01:00\"",
                    "\"2026-11-24T09:12:03\"",
                    "\"2026-11-24T09:12Z\"",
                    "\"2026-13-24T09:12:03Z\"",
                    "\"2026-11-24 09:12:03Z\"",
                    "\"2026-11-24\"");

    @Test
    void theExampleIsTakenByBoth() {
        assertThat(bySchema(example())).isEmpty();
        assertThat(byService(example())).isEmpty();
    }

    @Test
    void bothRefuseAndTakeTheSame() {
        List<String> deviations = new ArrayList<>();
        int[] seen = new int[2];
        eachChange(
                (what, entry) -> {
                    boolean schema = bySchema(entry).isEmpty();
                    boolean service = byService(entry).isEmpty();
                    seen[service ? 0 : 1]++;
                    // Whose it is, no schema can say.
                    if (schema != service && !ofAnother(entry)) {
                        deviations.add(what + ": schema " + schema + ", service " + service);
                    }
                });

        assertThat(deviations).isEmpty();
        assertThat(seen[0]).as("changes that are taken").isGreaterThan(100);
        assertThat(seen[1]).as("changes that are refused").isGreaterThan(500);
    }

    private static void eachChange(BiConsumer<String, ObjectNode> test) {
        for (String path : paths()) {
            ObjectNode removed = example();
            parent(removed, path).remove(name(path));
            test.accept("without " + path, removed);
            List<String> values = new ArrayList<>(VALUES);
            for (int length : List.of(31, 32, 33, 63, 64, 65, 127, 128, 129)) {
                values.add("\"" + "a".repeat(length) + "\"");
                values.add("\"" + "A".repeat(length) + "\"");
            }
            for (String value : values) {
                ObjectNode changed = example();
                parent(changed, path).set(name(path), parse(value));
                test.accept(path + " = " + value, changed);
            }
        }
        for (String parent : List.of("", "/reason", "/how")) {
            ObjectNode more = example();
            ((ObjectNode) more.at(parent)).put("note", "x");
            test.accept(parent + "/note", more);
        }
        for (int number : List.of(0, 1, 20, 21)) {
            ObjectNode purposes = example();
            var list = purposes.putArray("purposes");
            for (int i = 0; i < number; i++) {
                list.add("P" + i);
            }
            test.accept(number + " purposes", purposes);
        }
    }

    /** Every field of the schema, so that none is forgotten here. */
    private static List<String> paths() {
        List<String> paths = new ArrayList<>();
        collect("", DOCUMENT, paths);
        return paths;
    }

    private static void collect(String path, JsonNode schema, List<String> paths) {
        Iterator<String> names = schema.path("properties").fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            paths.add(path + "/" + name);
            collect(path + "/" + name, schema.path("properties").path(name), paths);
        }
    }

    private static ObjectNode parent(ObjectNode entry, String path) {
        return (ObjectNode) entry.at(path.substring(0, path.lastIndexOf('/')));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static List<String> bySchema(JsonNode entry) {
        return SCHEMA.validate(entry).stream().map(Object::toString).toList();
    }

    private static List<String> byService(JsonNode entry) {
        return violations(entry).all().stream().map(Object::toString).toList();
    }

    private static boolean ofAnother(JsonNode entry) {
        return violations(entry).all().stream()
                .allMatch(one -> one.code().equals("organisation-of-another"));
    }

    private static Violations violations(JsonNode entry) {
        Violations violations = new Violations();
        RULES.read(EntryReading.read("", entry, violations), violations);
        return violations;
    }

    private static ObjectNode example() {
        return (ObjectNode) parse(read("example.json"));
    }

    private static String read(String file) {
        return ContractFiles.read(ContractFiles.folder().resolve("entries").resolve(file));
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException(json, failure);
        }
    }
}
