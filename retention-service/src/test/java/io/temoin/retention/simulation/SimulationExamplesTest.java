// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.simulation;

import static io.temoin.retention.AnswerExamples.assertSame;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;

/** The examples of the OpenAPI document are answers that the service can give. */
class SimulationExamplesTest {

    @Test
    void areTheAnswersTheyShow() throws JsonProcessingException {
        assertSame("PolicySimulation", SimulationAnswer.class);
        assertSame("SimulatedCountPage", SimulationResource.CountPage.class);
    }
}
