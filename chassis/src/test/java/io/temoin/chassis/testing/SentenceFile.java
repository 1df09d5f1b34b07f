// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The sentences of problems in one language, of all modules on the class path. */
record SentenceFile(Map<String, String> texts) {

    private static final ObjectMapper STRICT =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private static final Pattern OPEN = Pattern.compile("\\{[0-9]}");

    static SentenceFile of(Locale language) {
        Map<String, String> texts = new TreeMap<>();
        try {
            for (URL file :
                    Collections.list(
                            SentenceFile.class
                                    .getClassLoader()
                                    .getResources(
                                            "problem-types/sentences." + language + ".json"))) {
                try (InputStream in = file.openStream()) {
                    STRICT.readValue(in, new TypeReference<Map<String, String>>() {})
                            .forEach(
                                    (english, other) ->
                                            assertThat(texts.put(english, other))
                                                    .as("two texts of: " + english)
                                                    .isNull());
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new SentenceFile(texts);
    }

    /**
     * Asserts that each text leaves the same open as its English one, and that each sentence is one
     * of those that are said. A word that completes a sentence is said by that.
     */
    void isToThePoint(Set<String> said) {
        texts.forEach(
                (english, other) -> assertThat(open(other)).as(english).isEqualTo(open(english)));
        assertThat(texts.keySet())
                .filteredOn(
                        english -> ProblemSentences.isSentence(english) && !said.contains(english))
                .as("texts that nobody says")
                .isEmpty();
    }

    private static List<String> open(String text) {
        return OPEN.matcher(text).results().map(found -> found.group()).sorted().toList();
    }
}
