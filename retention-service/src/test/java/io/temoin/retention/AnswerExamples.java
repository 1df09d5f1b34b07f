// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.temoin.chassis.testing.ContractFiles;
import java.nio.file.Path;

/** The examples of the OpenAPI document. */
public final class AnswerExamples {

    private static final ObjectMapper STRICT =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();

    private AnswerExamples() {}

    /** Asserts that each example of a schema is read as this type, and written as it was. */
    public static void assertSame(String schema, Class<?> type) throws JsonProcessingException {
        Path file = ContractFiles.examples("retention-service").resolve(schema + ".json");
        JsonNode examples = STRICT.readTree(ContractFiles.read(file));
        assertThat(examples).isNotEmpty();
        for (JsonNode example : examples) {
            var answer = STRICT.treeToValue(example, type);
            assertThat(STRICT.readTree(STRICT.writeValueAsString(answer))).isEqualTo(example);
        }
    }
}
