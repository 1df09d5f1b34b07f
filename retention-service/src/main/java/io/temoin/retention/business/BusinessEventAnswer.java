// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.business;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.schedule.ItemAnswer;
import io.temoin.retention.schedule.domain.ItemState;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.retention.schedule.domain.RetainedItem.Expected;
import io.temoin.retention.schedule.domain.RetainedItem.Gone;
import io.temoin.retention.schedule.domain.RetainedItem.Known;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What was reported, and where the recordings of the call are by it.
 *
 * @param items one for each recording that is known; those that are stored later follow the report
 *     too
 */
@Schema(name = "BusinessEventReport")
public record BusinessEventAnswer(BusinessEvent event, Instant at, List<BusinessEventItem> items) {

    /**
     * A recording of the call.
     *
     * @param noted whether the event counts for it; not if it came too late, or no period of the
     *     recording depends on it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "BusinessEventItem")
    public record BusinessEventItem(
            UUID recording,
            ItemState state,
            boolean noted,
            @Nullable LocalDate dueOn,
            @Nullable Instant dueAt) {}

    static BusinessEventAnswer of(BusinessEvent event, Instant at, List<RetainedItem> items) {
        return new BusinessEventAnswer(
                event, at, items.stream().map(item -> item(event, at, item)).toList());
    }

    private static BusinessEventItem item(BusinessEvent event, Instant at, RetainedItem item) {
        ItemAnswer answer = ItemAnswer.withoutHolds(item);
        @Nullable Retained retained = keptOf(item);
        boolean noted = retained != null && at.equals(retained.facts().happened().get(event));
        return new BusinessEventItem(
                answer.id(), answer.state(), noted, answer.dueOn(), answer.dueAt());
    }

    private static @Nullable Retained keptOf(RetainedItem item) {
        return switch (item) {
            case Expected _ -> null;
            case Known known -> known.retained();
            case Gone gone -> gone.before();
        };
    }
}
