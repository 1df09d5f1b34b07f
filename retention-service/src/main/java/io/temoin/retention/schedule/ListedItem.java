// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.register.RegisteredItemQueries;
import io.temoin.retention.schedule.domain.ListedKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An item in a list.
 *
 * @param id the recording's, or the one that the service gave it that keeps it; unique in a kind
 * @param subject pseudonym of the person it is about; absent when it is about nobody
 * @param dueOn its last local day, if it has one
 * @param dueAt the end of that day
 * @param erasedAt when it was destroyed, if it was
 * @param refused why the service that keeps it did not destroy it when it was ordered to; it is
 *     ordered again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListedItem(
        UUID id,
        ListedKind kind,
        String controller,
        @Nullable String subject,
        ItemState state,
        @Nullable LocalDate dueOn,
        @Nullable Instant dueAt,
        @Nullable Instant erasedAt,
        @Schema(pattern = "^[A-Z][A-Z_]{0,62}$") @Nullable String refused) {

    static ListedItem of(RetainedItemView.Row row) {
        return new ListedItem(
                row.recording,
                ListedKind.RECORDING,
                row.controller,
                row.subject,
                row.stage,
                row.dueOn,
                row.dueAt,
                row.erasedAt,
                null);
    }

    static ListedItem of(RegisteredItemQueries.Listed item) {
        return new ListedItem(
                item.item(),
                ListedKind.valueOf(item.kind().name()),
                item.controller(),
                item.subject(),
                item.state(),
                item.dueOn(),
                item.dueAt(),
                item.erasedAt(),
                item.refused());
    }
}
