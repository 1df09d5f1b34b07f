// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold;

import static io.temoin.retention.AnswerExamples.assertSame;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;

/** The examples of the OpenAPI document are requests and answers of the service. */
class HoldExamplesTest {

    @Test
    void areTheRequestsAndAnswersTheyShow() throws JsonProcessingException {
        assertSame("LegalHold", HoldAnswer.class);
        assertSame("HoldPage", HoldResource.HoldPage.class);
        assertSame("HeldItemPage", HoldReleaseResource.HeldItemPage.class);
        assertSame("HoldReleasePreview", HoldReleaseResource.PreviewAnswer.class);
        assertSame("HoldRequest", HoldRequests.Placing.class);
        assertSame("HoldReleaseProposalRequest", HoldRequests.Proposing.class);
        assertSame("HoldReleaseRequest", HoldRequests.Releasing.class);
    }
}
