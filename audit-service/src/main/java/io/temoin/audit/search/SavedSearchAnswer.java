// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.temoin.audit.search.domain.SavedSearch.Saved;
import io.temoin.audit.search.domain.SearchContent;
import io.temoin.audit.search.domain.SearchWindow;
import io.temoin.audit.search.domain.Visibility;
import io.temoin.eventsourcing.store.EventCodec;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
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
        Visibility visibility,
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

    static SavedSearchAnswer of(SavedSearchView.Row row) {
        return new SavedSearchAnswer(
                row.id,
                row.name,
                row.description,
                filters(row.filters),
                row.window,
                row.visibility,
                row.owner,
                row.revision,
                row.createdAt,
                row.changedAt);
    }

    private static Map<String, String> filters(String written) {
        try {
            return EventCodec.JSON.readValue(
                    written, new TypeReference<TreeMap<String, String>>() {});
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("the filters of a saved search are readable", failure);
        }
    }
}
