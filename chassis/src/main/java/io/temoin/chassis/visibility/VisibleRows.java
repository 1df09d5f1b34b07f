// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.visibility;

import io.temoin.chassis.visibility.domain.Coverage;
import io.temoin.chassis.visibility.domain.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@link Visibility#sees} as a condition on the rows of a list, so that a page is full of rows that
 * the caller may see, and no cursor or length tells of others.
 *
 * @param controller the column of the controller
 * @param processors the columns of those that did it or are named in it
 * @param purposes how a row's purposes are compared
 * @param campaigns how the campaign of a row's call is compared; {@code null} where rows belong to
 *     no call
 */
public record VisibleRows(
        String controller,
        List<String> processors,
        Purposes purposes,
        @Nullable Campaigns campaigns) {

    /** A condition that holds when every purpose of a row is among some. */
    public interface Purposes {

        /**
         * The condition.
         *
         * @param bind gives the name of a value
         */
        String among(Set<String> covered, Function<Object, String> bind);
    }

    /** A condition that holds when a row has a campaign, and it is among some. */
    public interface Campaigns {

        /**
         * The condition.
         *
         * @param bind gives the name of a value
         */
        String among(Set<String> covered, Function<Object, String> bind);
    }

    public VisibleRows {
        processors = List.copyOf(processors);
    }

    /** Of rows that belong to no call. */
    public VisibleRows(String controller, List<String> processors, Purposes purposes) {
        this(controller, processors, purposes, null);
    }

    /**
     * The condition for one caller. Lists are for those who answer for others; somebody who sees
     * their own acts only finds nothing in them.
     *
     * @param values of the query's parameters, to which those of the condition are added
     */
    public String condition(Visibility visibility, Map<String, Object> values) {
        return condition(
                visibility,
                value -> {
                    String name = "seen" + values.size();
                    values.put(name, value);
                    return ":" + name;
                });
    }

    /**
     * The same for a statement that names its values in another way.
     *
     * @param bind adds a value to those of the statement, and gives its name there
     */
    public String condition(Visibility visibility, Function<Object, String> bind) {
        if (visibility.wholeTenant()) {
            return "1 = 1";
        }
        if (visibility.ownActsOnly()) {
            return "1 = 0";
        }
        String organisation = bind.apply(visibility.organisation());
        List<String> covered = new ArrayList<>();
        for (Coverage coverage : visibility.covered()) {
            if (!coverage.purposes().isEmpty()) {
                covered.add(
                        "(%s = %s and %s%s)"
                                .formatted(
                                        controller,
                                        bind.apply(coverage.controller()),
                                        purposes.among(coverage.purposes(), bind),
                                        campaign(coverage, bind)));
            }
        }
        String own = controller + " = " + organisation;
        return covered.isEmpty()
                ? own
                : "(%s or (%s) and (%s))"
                        .formatted(
                                own,
                                processors.stream()
                                        .map(column -> column + " = " + organisation)
                                        .collect(Collectors.joining(" or ")),
                                String.join(" or ", covered));
    }

    /** A call of no campaign is covered where all campaigns are. */
    private String campaign(Coverage coverage, Function<Object, String> bind) {
        if (campaigns == null || coverage.allCampaigns()) {
            return "";
        }
        return coverage.campaigns().isEmpty()
                ? " and 1 = 0"
                : " and " + campaigns.among(coverage.campaigns(), bind);
    }
}
