// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import static io.temoin.retention.AnswerExamples.assertSame;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;

/** The examples of the OpenAPI document are answers that the service can give. */
class RunExamplesTest {

    @Test
    void areTheAnswersTheyShow() throws JsonProcessingException {
        assertSame("DispositionRun", DispositionRunAnswer.class);
        assertSame("DispositionRunProgress", RunProgressAnswer.class);
        assertSame("QueuedDispositionRun", QueuedRunAnswer.class);
    }
}
