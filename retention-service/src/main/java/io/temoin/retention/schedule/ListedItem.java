// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.retention.schedule.domain.ItemState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An item in a list.
 *
 * @param dueOn its last local day, if it has one
 * @param dueAt the end of that day
 * @param erasedAt when it was destroyed, if it was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListedItem(
        UUID id,
        String controller,
        String subject,
        ItemState state,
        @Nullable LocalDate dueOn,
        @Nullable Instant dueAt,
        @Nullable Instant erasedAt) {

    static ListedItem of(RetainedItemView.Row row) {
        return new ListedItem(
                row.recording,
                row.controller,
                row.subject,
                row.stage,
                row.dueOn,
                row.dueAt,
                row.erasedAt);
    }
}
