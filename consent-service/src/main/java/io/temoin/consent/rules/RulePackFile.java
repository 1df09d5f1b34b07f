// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.temoin.consent.rules.domain.RulePack;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A rule pack and the document it was read from.
 *
 * @param document as it was written, but for the comments
 */
record RulePackFile(RulePack pack, JsonNode document) {

    /** Strictly: what is missing or not understood is a mistake, since a rule would be lost. */
    private static final ObjectMapper READER =
            new YAMLMapper()
                    .registerModule(new JavaTimeModule())
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    /** One that is shipped, by its name without folder and ending. */
    static RulePackFile shipped(String name) {
        String file = "/rules/" + name + ".yaml";
        try (InputStream stream = RulePackFile.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("the rules " + file + " are missing");
            }
            return parse(stream);
        } catch (IOException failure) {
            throw new UncheckedIOException("the rules " + file + " cannot be read", failure);
        }
    }

    /**
     * Reads a pack.
     *
     * @throws JsonProcessingException naming the place of what is not a rule pack
     */
    static RulePackFile parse(InputStream yaml) throws IOException {
        return of(tree(yaml));
    }

    /** What is written, as a tree. */
    static JsonNode tree(InputStream yaml) throws IOException {
        return READER.readTree(yaml);
    }

    /** The pack that a document is. */
    static RulePackFile of(JsonNode document) throws JsonProcessingException {
        return new RulePackFile(READER.treeToValue(document, RulePack.class), document);
    }
}
