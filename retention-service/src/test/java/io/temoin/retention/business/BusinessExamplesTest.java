// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.business;

import static io.temoin.retention.AnswerExamples.assertSame;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;

/** The examples of the OpenAPI document are answers that the service can give. */
class BusinessExamplesTest {

    @Test
    void areTheAnswersTheyShow() throws JsonProcessingException {
        assertSame("BusinessEventReport", BusinessEventAnswer.class);
        assertSame("BusinessEventRequest", BusinessEventRequest.class);
    }
}
