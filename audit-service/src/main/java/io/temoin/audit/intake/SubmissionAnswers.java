// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import io.temoin.audit.intake.Submissions.AcceptedEntries;
import io.temoin.chassis.requests.Answers;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** How those who hand in entries are answered. */
final class SubmissionAnswers {

    /**
     * What became of a request.
     *
     * @param ids where its entries are read, in the order of the request
     * @param added how many of them were not there yet
     */
    @Schema(
            name = "SubmissionResult",
            requiredProperties = {"ids", "added"})
    public record SubmissionResult(List<String> ids, int added) {}

    private SubmissionAnswers() {}

    /** 201, or 200 with a mark when all were there already. */
    static RestResponse<SubmissionResult> of(AcceptedEntries taken) {
        SubmissionResult entity = new SubmissionResult(taken.ids(), taken.added());
        return taken.added() > 0
                ? ResponseBuilder.create(RestResponse.Status.CREATED, entity).build()
                : Answers.replayed(entity).build();
    }
}
