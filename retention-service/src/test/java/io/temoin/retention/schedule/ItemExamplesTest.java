// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

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
import org.junit.jupiter.api.Test;

/** The examples of the OpenAPI document are answers that the service can give. */
class ItemExamplesTest {

    private static final ObjectMapper STRICT =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();

    @Test
    void areTheAnswersTheyShow() throws JsonProcessingException {
        assertSame("ItemPage", RetainedItemResource.ItemPage.class);
        assertSame("RetainedItem", ItemAnswer.class);
        assertSame("Explanation", ExplanationAnswer.class);
        assertSame("DispositionRun", DispositionRunResource.RunAnswer.class);
        assertSame("BusinessEventReport", BusinessEventAnswer.class);
        assertSame("BusinessEventRequest", BusinessEventRequest.class);
    }

    private static void assertSame(String schema, Class<?> type) throws JsonProcessingException {
        Path file = ContractFiles.examples("retention-service").resolve(schema + ".json");
        JsonNode examples = STRICT.readTree(ContractFiles.read(file));
        assertThat(examples).isNotEmpty();
        for (JsonNode example : examples) {
            var answer = STRICT.treeToValue(example, type);
            assertThat(STRICT.readTree(STRICT.writeValueAsString(answer))).isEqualTo(example);
        }
    }
}
