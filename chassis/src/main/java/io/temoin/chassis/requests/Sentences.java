// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sentences in another language, by the English ones that the code says. What a sentence leaves
 * open is <code>{0}</code>, <code>{1}</code> and so on in both; what is said there is put into the
 * other as it is, or translated, if it is a text of its own, such as "a UUID". Immutable.
 */
final class Sentences {

    private static final Pattern OPEN = Pattern.compile("\\{([0-9])}");

    /** More than any name, number or list that a sentence repeats. */
    private static final String ANYTHING = "(.{1,4000}?)";

    /** Of what is put into a sentence; a longer one is none of ours, but a client's. */
    private static final int LONGEST = 500;

    private final Map<Pattern, String> texts = new LinkedHashMap<>();

    /**
     * Sentences.
     *
     * @param others by their English; of several that a sentence could be, it is the longest
     */
    Sentences(Map<String, String> others) {
        others.entrySet().stream()
                .sorted(Comparator.comparingInt(text -> -text.getKey().length()))
                .forEach(text -> texts.put(pattern(text.getKey()), text.getValue()));
    }

    /** The sentence in the other language; {@code null} if it is not known. */
    @Nullable String find(String english) {
        for (var text : texts.entrySet()) {
            Matcher said = text.getKey().matcher(english);
            if (said.matches()) {
                return OPEN.matcher(text.getValue())
                        .replaceAll(place -> Matcher.quoteReplacement(said(said, place.group(1))));
            }
        }
        return null;
    }

    private String said(Matcher sentence, String place) {
        String said = sentence.group(Integer.parseInt(place) + 1);
        return said.length() > LONGEST ? said : Objects.requireNonNullElse(find(said), said);
    }

    private static Pattern pattern(String english) {
        return Pattern.compile(
                Arrays.stream(OPEN.split(english, -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(ANYTHING)),
                Pattern.DOTALL);
    }
}
