// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is imported is a body that consent-service documents, of what it documents to answer. */
class ConfigurationPartTest {

    @ParameterizedTest
    @CsvSource({
        "PARTIES,Party,PartyRequest",
        "PURPOSES,DeclaredPurpose,PurposeDeclaration",
        "NOTICES,Notice,NoticeDraft",
        "AGREEMENTS,ProcessingAgreement,ProcessingAgreementRequest"
    })
    void draftsWhatWasExported(ConfigurationPart part, String answer, String request)
            throws IOException {
        var one = example(answer);
        var schema = schema(request);

        var draft = part.draftOf(one);

        assertThat(names(schema.path("properties"))).containsAll(names(draft));
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        assertThat(required).isNotEmpty();
        assertThat(names(draft)).containsAll(required);
        assertThat(part.keyOf(draft))
                .isEqualTo(part.keyOf(draft.deepCopy()))
                .isNotEqualTo(part.keyOf(draft.deepCopy().put("controller", "another")));
    }

    private static JsonNode example(String name) throws IOException {
        return new ObjectMapper()
                .readTree(
                        SourceTree.root()
                                .resolve("contracts/examples/consent-service")
                                .resolve(name + ".json")
                                .toFile())
                .elements()
                .next();
    }

    private static JsonNode schema(String name) throws IOException {
        return new ObjectMapper(new YAMLFactory())
                .readTree(
                        SourceTree.root()
                                .resolve("contracts/openapi/consent-service.yaml")
                                .toFile())
                .path("components")
                .path("schemas")
                .path(name);
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
