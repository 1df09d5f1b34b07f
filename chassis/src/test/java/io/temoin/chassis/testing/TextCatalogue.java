// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The texts of one kind in one language, to be compared with those in another.
 *
 * @param keys of all texts
 * @param text the text of a key, as it is written
 * @param placeholder what a text leaves open; the first group is its name
 */
public record TextCatalogue(Set<String> keys, UnaryOperator<String> text, Pattern placeholder) {

    private static final Pattern NAMED = Pattern.compile("\\{([A-Z_]+)}");
    private static final Pattern FORMATTED = Pattern.compile("(%(?:[0-9]\\$)?s)");

    /** Texts with placeholders such as <code>{NAME}</code>. */
    public static TextCatalogue named(Set<String> keys, UnaryOperator<String> text) {
        return new TextCatalogue(keys, text, NAMED);
    }

    /** Texts with placeholders such as {@code %s} or {@code %2$s}. */
    public static TextCatalogue formatted(Set<String> keys, UnaryOperator<String> text) {
        return new TextCatalogue(keys, text, FORMATTED);
    }

    /** The names of the placeholders of that text, sorted. */
    public List<String> placeholders(String key) {
        return placeholder
                .matcher(text.apply(key))
                .results()
                .map(found -> found.group(1))
                .sorted()
                .toList();
    }

    /** Asserts that both have texts for the same keys, each with the same placeholders. */
    public void saysTheSameAs(TextCatalogue other) {
        assertThat(keys).isEqualTo(other.keys);
        for (String key : keys) {
            assertThat(placeholders(key)).as(key).isEqualTo(other.placeholders(key));
        }
    }
}
