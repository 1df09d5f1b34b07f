// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
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
        assertSame(ItemExamples.PAGE, RetainedItemResource.ItemPage.class);
        assertSame(ItemExamples.ITEM, ItemAnswer.class);
        assertSame(ItemExamples.EXPLANATION, ExplanationAnswer.class);
        assertSame(ItemExamples.RUN, DispositionRunResource.RunAnswer.class);
        assertSame(ItemExamples.BUSINESS_EVENT, BusinessEventAnswer.class);
        assertSame(ItemExamples.BUSINESS_EVENT_OF_CALL, BusinessEventRequest.class);
        assertSame(ItemExamples.BUSINESS_EVENT_OF_RECORDING, BusinessEventRequest.class);
    }

    private static void assertSame(String example, Class<?> type) throws JsonProcessingException {
        var answer = STRICT.readValue(example, type);
        assertThat(STRICT.readTree(STRICT.writeValueAsString(answer)))
                .isEqualTo(STRICT.readTree(example));
    }
}
