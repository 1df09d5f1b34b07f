// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.retention.rights.domain.RequestType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request in a list.
 *
 * @param subject pseudonym of the person
 * @param dueAt to be answered before that moment
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListedRequest(
        UUID id,
        String controller,
        String subject,
        RequestType type,
        RequestState state,
        Instant receivedAt,
        Instant dueAt,
        @Nullable String assignee) {

    /**
     * A row as it is shown.
     *
     * @param atTheDesk whether to the controller's own desk
     */
    static ListedRequest of(RequestView.Row row, boolean atTheDesk) {
        return new ListedRequest(
                row.request,
                row.controller,
                row.subject,
                row.type,
                atTheDesk ? row.state : row.unjoinedState,
                row.receivedAt,
                row.dueAt,
                atTheDesk ? row.assignee : row.unjoinedAssignee);
    }
}
