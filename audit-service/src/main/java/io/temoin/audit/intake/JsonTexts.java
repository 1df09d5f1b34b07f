// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.audit.intake.domain.IntakeProblem;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.StrictJson;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Rejected.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads JSON that others wrote: strictly as JSON, whatever fields it has. */
final class JsonTexts {

    /** In bytes, as every JSON body of the suite. */
    private static final int LIMIT = 1024 * 1024;

    private JsonTexts() {}

    /**
     * The one JSON value that {@code body} is.
     *
     * @throws Rejected when it is none, or too large
     */
    static JsonNode one(byte @Nullable [] body) {
        List<JsonNode> all = several(body);
        if (all.size() != 1) {
            throw invalid(
                    List.of(new Violation("", "unreadable", "The body has to be one JSON value.")));
        }
        return all.getFirst();
    }

    /**
     * The JSON values that follow one another in {@code body}, as in JSON Lines.
     *
     * @throws Rejected when one is unreadable, or all together are too large
     */
    static List<JsonNode> several(byte @Nullable [] body) {
        if (body != null && body.length > LIMIT) {
            throw new Rejected(IntakeProblem.REQUEST_TOO_LARGE, "The body is too large.");
        }
        return StrictJson.values(body);
    }

    /** The refusal of a request by everything that is wrong with it. */
    static Rejected invalid(List<Violation> violations) {
        return new Rejected(
                ChassisProblem.REQUEST_INVALID,
                "The request is invalid; each violation says where and why.",
                violations);
    }
}
