// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temoin.chassis.testing.SchemaChanges.Side;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaChangesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Each change of a property {@code p} of an object, for whoever reads and whoever writes it.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    {"type":"string"} | {"type":"integer"}                              | true  | true
                    {"type":"string"} | {"type":["string","null"]}                      | true  | false
                    {"type":["string","null"]} | {"type":"string"}                      | false | true
                    {"type":"string"} | {"type":"string","description":"d","title":"T"} | false | false
                    {"enum":["A","B"]} | {"enum":["B","A"]}                             | false | false
                    {"enum":["A"]} | {"enum":["A","B"]}                                 | false | false
                    {"enum":["A","B"]} | {"enum":["A"]}                                 | true  | true
                    {"type":"string","enum":["A"]} | {"type":"string"}                  | true  | false
                    {"type":"string"} | {"type":"string","enum":["A"]}                  | false | true
                    {"type":"string","pattern":"a"} | {"type":"string"}                 | true  | false
                    {"type":"string"} | {"type":"string","pattern":"a"}                 | false | true
                    {"type":"string","pattern":"a"} | {"type":"string","pattern":"b"}   | true  | true
                    {"type":"string","format":"date"} | {"type":"string","format":"date-time"} | true | true
                    {"maxLength":5} | {"maxLength":6}                                   | true  | false
                    {"maxLength":6} | {"maxLength":5}                                   | false | true
                    {"minimum":1} | {"minimum":0}                                       | true  | false
                    {"items":{"type":"string"}} | {"items":{"type":"integer"}}          | true  | true
                    {"properties":{"a":{}}} | {"properties":{}}                         | true  | true
                    {"properties":{}} | {"properties":{"a":{}}}                         | false | false
                    {"required":["a"]} | {}                                             | true  | false
                    {} | {"required":["a"]}                                             | false | true
                    {} | {"additionalProperties":false}                                 | false | true
                    {"additionalProperties":{"type":"string"}} | {"additionalProperties":{"type":"integer"}} | true | true
                    {"oneOf":[{"type":"string"}]} | {"oneOf":[{"type":"string"},{"type":"integer"}]} | true | true
                    {"$ref":"#/$defs/text"} | {"type":"string"}                         | false | false
                    {"$ref":"#/$defs/text"} | {"type":"boolean"}                        | true  | true
                    """)
    void knowsWhatBreaksWhom(
            String before, String after, boolean readersBreak, boolean writersBreak)
            throws JsonProcessingException {
        assertThat(breaking(before, after, Side.WRITTEN).isEmpty()).isEqualTo(!readersBreak);
        assertThat(breaking(before, after, Side.READ).isEmpty()).isEqualTo(!writersBreak);
    }

    @Test
    void followsATypeThatContainsItself() throws JsonProcessingException {
        String tree = "{\"properties\":{\"child\":{\"$ref\":\"#\"},\"name\":{\"type\":\"%s\"}}}";
        assertThat(breaking(tree.formatted("string"), tree.formatted("integer"), Side.WRITTEN))
                .isNotEmpty();
    }

    @Test
    void seesARemovedOperationAParameterThatMustBeSentAndAnAnswerThatChanged()
            throws JsonProcessingException {
        JsonNode before =
                document(
                        "{\"get\":{\"responses\":{\"200\":{\"content\":{\"application/json\":"
                                + "{\"schema\":{\"type\":\"string\"}}}}}},\"delete\":{}}");
        JsonNode after =
                document(
                        "{\"get\":{\"parameters\":[{\"in\":\"query\",\"name\":\"from\","
                                + "\"required\":true}],\"responses\":{\"200\":{\"content\":"
                                + "{\"application/json\":{\"schema\":{\"type\":\"integer\"}}}}}}}");
        assertThat(ContractChanges.ofOperations(before, after))
                .containsExactlyInAnyOrder(
                        "get /things needs query from now",
                        "get /things 200 was [string], is [integer]",
                        "delete /things was removed");
        assertThat(ContractChanges.ofOperations(before, before)).isEmpty();
    }

    @Test
    void seesThroughSharedParametersAndResponses() throws JsonProcessingException {
        String document =
                """
                {"paths": {"/things": {"get": {
                   "parameters": [{"$ref": "#/components/parameters/from"}],
                   "responses": {"200": {"$ref": "#/components/responses/Things"}}}}},
                 "components": {
                   "parameters": {
                     "from": {"in": "query", "name": "from", "schema": {"type": "%1$s"}}},
                   "responses": {
                     "Things": {"content": {"application/json": {"schema": {"type": "%1$s"}}}}}}}
                """;
        JsonNode before = JSON.readTree(document.formatted("string"));
        JsonNode after = JSON.readTree(document.formatted("integer"));
        assertThat(ContractChanges.ofOperations(before, after))
                .containsExactlyInAnyOrder(
                        "get /things query from was [string], is [integer]",
                        "get /things 200 was [string], is [integer]");
        assertThat(ContractChanges.ofOperations(before, before)).isEmpty();
    }

    @Test
    void seesATopicThatLostAMessageAndAHeader() throws JsonProcessingException {
        String topics =
                "{\"channels\":{\"a\":{\"address\":\"a.events\",\"messages\":{%s}}},"
                        + "\"components\":{\"messageTraits\":{\"event\":{\"headers\":"
                        + "{\"properties\":{%s}}}}}}";
        JsonNode before = JSON.readTree(topics.formatted("\"Done\":{}", "\"ce_id\":{}"));
        JsonNode after = JSON.readTree(topics.formatted("", ""));
        assertThat(ContractChanges.ofTopics(before, after))
                .containsExactly("a lost Done", "headers/ce_id was removed");
        assertThat(ContractChanges.ofTopics(after, before)).isEmpty();
    }

    private static JsonNode document(String operations) throws JsonProcessingException {
        return JSON.readTree("{\"paths\":{\"/things\":" + operations + "}}");
    }

    private static List<String> breaking(String before, String after, Side side)
            throws JsonProcessingException {
        return SchemaChanges.breaking(schema(before), schema(after), side);
    }

    private static JsonNode schema(String property) throws JsonProcessingException {
        return property.contains("child")
                ? JSON.readTree(property)
                : JSON.readTree(
                        "{\"properties\":{\"p\":"
                                + property
                                + "},\"$defs\":{\"text\":{\"type\":\"string\"}}}");
    }
}
