// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.temoin.consent.rules.domain.HouseRules;
import io.temoin.consent.rules.domain.RulePack;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What tenants add to the laws: a YAML list of rule packs of the published form, each with its
 * tenant. Written by people who operate the service, so every mistake is told with its place, and
 * any of them stops the start.
 */
final class HouseRulesFile {

    private static final String SCHEMA = "/contracts/rules/rule-pack.schema.json";

    private HouseRulesFile() {}

    /**
     * The packs of a file.
     *
     * @param laws what none of them may be looser than
     * @throws IllegalStateException with a sentence for each mistake
     */
    static List<RulePackFile> read(Path file, List<RulePack> laws) {
        try (InputStream stream = Files.newInputStream(file)) {
            JsonNode documents = RulePackFile.tree(stream);
            refuse(file, mistakes(documents));
            List<RulePackFile> packs = new ArrayList<>(documents.size());
            for (JsonNode document : documents) {
                packs.add(RulePackFile.of(document));
            }
            refuse(
                    file,
                    packs.stream().flatMap(pack -> looser(pack.pack(), laws).stream()).toList());
            return packs;
        } catch (IOException failure) {
            throw new IllegalStateException(
                    "the house rules " + file + " cannot be read: " + failure.getMessage(),
                    failure);
        }
    }

    private static List<String> mistakes(JsonNode documents) throws IOException {
        if (!documents.isArray()) {
            return List.of("the file is not a list of rule packs");
        }
        List<String> mistakes = new ArrayList<>();
        JsonSchema schema = schema();
        for (int i = 0; i < documents.size(); i++) {
            JsonNode document = documents.get(i);
            for (ValidationMessage message : schema.validate(document)) {
                mistakes.add("/" + i + message.getMessage());
            }
            if (!document.has("tenant")) {
                mistakes.add("/" + i + ": the tenant is missing");
            }
            for (String alien : List.of("recording", "gaps")) {
                if (document.has(alien)) {
                    mistakes.add(
                            "/"
                                    + i
                                    + "/"
                                    + alien
                                    + ": only rule packs of a law may have this field");
                }
            }
        }
        return mistakes;
    }

    /** Of each law the latest version that holds at the same time, in the same place. */
    private static List<String> looser(RulePack house, List<RulePack> laws) {
        List<String> ids = new ArrayList<>();
        List<String> looser = new ArrayList<>();
        for (RulePack law : laws) {
            boolean latest = !ids.contains(law.id());
            ids.add(law.id());
            if (latest && house.meets(law)) {
                looser.addAll(HouseRules.looserThan(law, house));
            }
        }
        return looser;
    }

    private static JsonSchema schema() throws IOException {
        try (InputStream stream = HouseRulesFile.class.getResourceAsStream(SCHEMA)) {
            return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                    .getSchema(
                            Objects.requireNonNull(stream, SCHEMA),
                            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
        }
    }

    private static void refuse(Path file, List<String> mistakes) {
        if (!mistakes.isEmpty()) {
            throw new IllegalStateException(
                    "the house rules " + file + " cannot be used: " + String.join("; ", mistakes));
        }
    }
}
