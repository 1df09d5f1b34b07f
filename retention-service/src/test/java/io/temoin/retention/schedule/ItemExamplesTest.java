// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static io.temoin.retention.AnswerExamples.assertSame;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;

/** The examples of the OpenAPI document are answers that the service can give. */
class ItemExamplesTest {

    @Test
    void areTheAnswersTheyShow() throws JsonProcessingException {
        assertSame("DispositionCalendar", CalendarAnswer.class);
        assertSame("ItemPage", RetainedItemResource.ItemPage.class);
        assertSame("RetainedItem", ItemAnswer.class);
        assertSame("Explanation", ExplanationAnswer.class);
        assertSame("ConflictPage", ConflictAnswers.ConflictPage.class);
        assertSame("ConflictDecision", ConflictAnswers.ConflictDecision.class);
        assertSame("ConflictDecisionRequest", ConflictAnswers.ConflictDecisionRequest.class);
    }
}
