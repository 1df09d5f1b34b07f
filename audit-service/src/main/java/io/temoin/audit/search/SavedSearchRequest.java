// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import io.temoin.audit.search.domain.SearchContent;
import io.temoin.audit.search.domain.SearchWindow;
import io.temoin.audit.search.domain.Sharing;
import io.temoin.audit.trail.TrailExtract;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.FreeValues;
import io.temoin.eventsourcing.JsonPointers;
import io.temoin.eventsourcing.Rejected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A saved search as it is asked for; the whole of it, also where it is changed. */
@Schema(name = "SavedSearchRequest")
public record SavedSearchRequest(
        @Schema(description = "On one line; must not name a person.")
                @NotNull
                @Size(min = 1, max = 80)
                String name,
        @Schema(description = "What it is for; must not name a person.") @Size(max = 500)
                @Nullable String description,
        @Schema(
                        description =
                                "Names and values of the query parameters of GET /v1/entries, all"
                                        + " of which must match; without any, everything the caller may"
                                        + " see. For a fixed time range, use the filters from and to.")
                @Nullable Map<String, @Nullable String> filters,
        @Schema(
                        format = "duration",
                        description =
                                "Instead of fixed times, how far back each run searches: "
                                        + SearchWindow.WORDS
                                        + ".")
                @Nullable String window,
        @Schema(description = "Who else sees it; PRIVATE by default.")
                @Nullable Sharing visibility) {

    /** Neither controls nor what changes the direction of a text or cannot be seen in it. */
    private static final Pattern ON_ONE_LINE = Pattern.compile("[^\\p{C}\\u2028\\u2029]*");

    private static final Pattern ON_LINES =
            Pattern.compile("[^\\p{C}\\u2028\\u2029]*(?:\\n[^\\p{C}\\u2028\\u2029]*)*");

    /**
     * What is asked for.
     *
     * @param trail knows the filters
     * @throws Rejected with a pointer to what cannot be read, or looks personal
     */
    SearchContent content(TrailExtract trail) {
        SortedMap<String, String> narrowing = narrowing();
        trail.check(narrowing);
        return new SearchContent(
                text("/name", name, ON_ONE_LINE, "name must be 1 to 80 characters on one line."),
                described(),
                narrowing,
                window(narrowing),
                visibility == null ? Sharing.PRIVATE : visibility);
    }

    /**
     * Those that narrow.
     *
     * @throws Rejected when one has no value
     */
    private SortedMap<String, String> narrowing() {
        SortedMap<String, String> narrowing = new TreeMap<>();
        if (filters != null) {
            filters.forEach(
                    (filter, value) -> {
                        if (value == null) { // what was meant to narrow would match everything
                            throw ChassisProblem.REQUEST_INVALID.at(
                                    JsonPointers.member("/filters", filter),
                                    "A filter must have a value.");
                        }
                        narrowing.put(filter, value);
                    });
        }
        return narrowing;
    }

    private @Nullable String described() {
        return description == null || description.isBlank()
                ? null
                : text(
                        "/description",
                        description.replace("\r\n", "\n"),
                        ON_LINES,
                        "description must be text of at most 500 characters.");
    }

    /** Kept in clear with every event, and shown to others: nothing personal may be in it. */
    private static String text(String pointer, String text, Pattern form, String expected) {
        String kept = text.strip();
        if (kept.isEmpty() || !form.matcher(kept).matches()) {
            throw ChassisProblem.REQUEST_INVALID.at(pointer, expected);
        }
        FreeValues.impersonal(pointer, kept, "A saved search must not contain personal data.");
        return kept;
    }

    private @Nullable SearchWindow window(SortedMap<String, String> narrowing) {
        if (window == null) {
            return null;
        }
        if (!SearchWindow.isOne(window)) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/window", "window must be " + SearchWindow.WORDS + ".");
        }
        if (narrowing.containsKey(SearchContent.FROM) || narrowing.containsKey(SearchContent.TO)) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/window", "A search may have a window or fixed times (from, to), not both.");
        }
        return new SearchWindow(window);
    }
}
