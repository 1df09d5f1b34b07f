// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.serving.domain;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was reported of the announcement of one call: few, as it is played once, or again.
 *
 * @param reports the oldest first
 */
public record Servings(List<ServingEvent> reports) {

    /** Nothing was reported. */
    public static final Servings NONE = new Servings(List.of());

    public Servings {
        reports = List.copyOf(reports);
    }

    /** The latest report about that moment; {@code null} when there is none. */
    public @Nullable ServingEvent at(Instant servedAt) {
        return reports.stream()
                .filter(report -> report.servedAt().equals(servedAt))
                .reduce((_, latest) -> latest)
                .orElse(null);
    }

    Servings with(ServingEvent report) {
        return new Servings(Stream.concat(reports.stream(), Stream.of(report)).toList());
    }
}
