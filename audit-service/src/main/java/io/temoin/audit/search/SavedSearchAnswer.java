// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.audit.search.domain.SavedSearch.Saved;
import io.temoin.audit.search.domain.SearchContent;
import io.temoin.audit.search.domain.SearchWindow;
import io.temoin.audit.search.domain.Sharing;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A saved search as the API shows it.
 *
 * @param filters as they were given, without those that did not narrow
 * @param window the time before each run
 * @param owner who saved it, a pseudonymous id
 * @param version one more with each change; in quotes it is the ETag
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "SavedSearch",
        requiredProperties = {
            "id",
            "name",
            "filters",
            "visibility",
            "owner",
            "version",
            "createdAt",
            "changedAt"
        })
public record SavedSearchAnswer(
        UUID id,
        String name,
        @Nullable String description,
        Map<String, String> filters,
        @Schema(format = "duration") @Nullable String window,
        Sharing visibility,
        String owner,
        long version,
        Instant createdAt,
        Instant changedAt) {

    static SavedSearchAnswer of(Saved saved) {
        SearchContent content = saved.content();
        SearchWindow window = content.window();
        return new SavedSearchAnswer(
                saved.id(),
                content.name(),
                content.description(),
                content.filters(),
                window == null ? null : window.value(),
                content.visibility(),
                saved.owner(),
                saved.revision(),
                saved.createdAt(),
                saved.changedAt());
    }

    /**
     * A row.
     *
     * @param filters of the row, with who is asked for
     */
    static SavedSearchAnswer of(SavedSearchView.Row row, Map<String, String> filters) {
        return new SavedSearchAnswer(
                row.id,
                row.name,
                row.description,
                filters,
                row.window,
                row.visibility,
                row.owner,
                row.revision,
                row.createdAt,
                row.changedAt);
    }
}
