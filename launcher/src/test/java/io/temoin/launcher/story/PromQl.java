// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which metrics an expression of Prometheus asks for. No parser of the whole language: {@code
 * promtool} checks that the expressions are of it, and those of rules and dashboards have texts in
 * their matchers only.
 *
 * @param selectors each metric with its matchers
 * @param groupings the labels that are grouped or joined by
 */
record PromQl(List<Selector> selectors, Set<String> groupings) {

    private static final String MATCHERS = "\\{((?:[^\"}]|\"[^\"]*\")*)}";
    private static final Pattern TIMES = Pattern.compile("\\[[^]]*]|\\boffset\\s+\\w+");
    private static final Pattern GROUPING =
            Pattern.compile(
                    "\\b(?:by|on|without|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern NAME =
            Pattern.compile("(?<![\\w.])([a-zA-Z_:][\\w:]*)\\s*(?:" + MATCHERS + ")?(\\s*\\()?");
    private static final Pattern MATCHER =
            Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool");

    /** What a label has to be. */
    record Matcher(String label, String operator, String value) {

        boolean accepts(String actual) {
            return switch (operator) {
                case "=" -> actual.equals(value);
                case "!=" -> !actual.equals(value);
                case "=~" -> actual.matches(value);
                case "!~" -> !actual.matches(value);
                default -> throw new IllegalStateException(operator);
            };
        }
    }

    /** A metric, and what its labels have to be. */
    record Selector(String metric, List<Matcher> matchers) {

        boolean accepts(Map<String, String> labels, Set<String> withAnyValue) {
            return matchers.stream()
                    .allMatch(
                            matcher ->
                                    labels.containsKey(matcher.label())
                                            && (withAnyValue.contains(matcher.label())
                                                    || matcher.accepts(
                                                            labels.get(matcher.label()))));
        }
    }

    static PromQl of(String expression) {
        var text = TIMES.matcher(expression).replaceAll(" ");
        Set<String> groupings = new TreeSet<>();
        GROUPING.matcher(text)
                .results()
                .flatMap(found -> List.of(found.group(1).split(",", -1)).stream())
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .forEach(groupings::add);
        List<Selector> selectors = new ArrayList<>();
        var names = NAME.matcher(GROUPING.matcher(text).replaceAll(" "));
        while (names.find()) {
            if (names.group(3) == null && !WORDS.contains(names.group(1))) {
                selectors.add(new Selector(names.group(1), matchers(names.group(2))));
            }
        }
        return new PromQl(selectors, groupings);
    }

    private static List<Matcher> matchers(String braces) {
        return braces == null
                ? List.of()
                : MATCHER.matcher(braces)
                        .results()
                        .map(found -> new Matcher(found.group(1), found.group(2), found.group(3)))
                        .toList();
    }
}
