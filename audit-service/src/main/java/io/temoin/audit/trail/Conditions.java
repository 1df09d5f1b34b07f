// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import io.temoin.audit.trail.TrailQuestion.Place;
import io.temoin.audit.trail.TrailQuestion.Sight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The conditions of one query, in HQL, with their parameters. */
final class Conditions {

    private final List<String> clauses = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    /** Narrows by a clause with one parameter, unless there is nothing to narrow by. */
    Conditions and(String clause, String parameter, @Nullable Object value) {
        if (value != null) {
            clauses.add(clause);
            parameters.put(parameter, value);
        }
        return this;
    }

    /** Narrows by every filter but the recording, which needs to be looked up first. */
    Conditions question(TrailQuestion question) {
        question.filters()
                .forEach(
                        (filter, value) -> {
                            if (!filter.clause().isEmpty()) {
                                and(filter.clause(), filter.parameter(), filter.value(value));
                            }
                        });
        return this;
    }

    /** The recording's entries, and those of the decision and the consent themselves. */
    Conditions recording(String recording, List<String> decisions, List<String> consents) {
        clauses.add(
                """
                (recording = :recording
                 or recording is null and decision in (:decisions)
                 or recording is null and decision is null and consent in (:consents))""");
        parameters.put("recording", recording);
        parameters.put("decisions", decisions);
        parameters.put("consents", consents);
        return this;
    }

    Conditions sight(Sight sight) {
        return switch (sight) {
            case Sight.WholeTenant _ -> this;
            case Sight.OwnAffairs(var organisation, var controllers) ->
                    and(
                                    "(organisation = :organisation or controller in (:controllers))",
                                    "organisation",
                                    organisation)
                            .with("controllers", List.copyOf(controllers));
        };
    }

    /**
     * Keyset: rows that arrive meanwhile never move those behind the cursor. The first comparison
     * says nothing new, but it alone is a place in the index; without it every page would walk
     * there from the beginning.
     */
    Conditions after(@Nullable Place place) {
        if (place == null) {
            return this;
        }
        return and("at >= :at and (at > :at or position > :position)", "at", place.at())
                .with("position", place.position());
    }

    /** What had arrived when {@code position} was the last one given. */
    Conditions upTo(long position) {
        return and("position <= :upTo", "upTo", position);
    }

    private Conditions with(String parameter, Object value) {
        parameters.put(parameter, value);
        return this;
    }

    String clause() {
        return clauses.isEmpty() ? "true = true" : String.join(" and ", clauses);
    }

    Map<String, Object> parameters() {
        return parameters;
    }
}
