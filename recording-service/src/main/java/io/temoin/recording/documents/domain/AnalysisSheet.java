// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import io.temoin.eventsourcing.Rejected;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The content of an analysis sheet: what somebody noted who listened to a call.
 *
 * @param language of the remarks (BCP 47)
 * @param agent pseudonymous id of the agent whose work it is about
 */
public record AnalysisSheet(
        String language,
        SheetEvaluator evaluator,
        String agent,
        List<SheetCriterion> criteria,
        @Nullable String summary) {

    public AnalysisSheet {
        criteria = List.copyOf(criteria);
    }

    /** Rejects a score beyond its maximum, and a criterion that is there twice. */
    public void requireConsistent() {
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < criteria.size(); i++) {
            SheetCriterion criterion = criteria.get(i);
            if (criterion.score() > criterion.maximum()) {
                throw Rejected.at(
                        "/criteria/" + i + "/score",
                        RecordingProblem.DOCUMENT_INVALID,
                        "The score must not exceed the maximum of its criterion.");
            }
            if (!codes.add(criterion.code())) {
                throw Rejected.at(
                        "/criteria/" + i + "/code",
                        RecordingProblem.DOCUMENT_INVALID,
                        "A criterion must appear only once.");
            }
        }
    }
}
