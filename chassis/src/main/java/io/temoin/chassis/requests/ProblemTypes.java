// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The problem types of this service with their texts in each language, from the files {@code
 * problem-types/<language>.properties} of the chassis and of the service. Immutable.
 */
public final class ProblemTypes {

    private static final String FOLDER = "problem-types/";
    private static final ProblemTypes ALL = load();

    /**
     * A type in one language.
     *
     * @param title a few words, the same for every problem of the type
     * @param detail what it means and what to do, whatever the request was
     */
    public record Text(String title, String detail) {}

    private final Map<Locale, Properties> texts;

    private ProblemTypes(Map<Locale, Properties> texts) {
        this.texts = texts;
    }

    /** Those on the class path. */
    public static ProblemTypes all() {
        return ALL;
    }

    /** Their names, such as {@code cursor-invalid}, in order. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (Properties language : texts.values()) {
            for (String key : language.stringPropertyNames()) {
                names.add(key.substring(0, key.lastIndexOf('.')));
            }
        }
        return Collections.unmodifiableSet(names);
    }

    /** The text of a type; {@code null} when there is none in that language. */
    public @Nullable Text text(String name, Locale language) {
        Properties all = texts.get(language);
        if (all == null) {
            return null;
        }
        String title = all.getProperty(name + ".title");
        String detail = all.getProperty(name + ".detail");
        return title == null || detail == null ? null : new Text(title, detail);
    }

    /** The status that problems of a type are answered with; 0 when it is not stated. */
    public int status(String name) {
        Properties english = texts.get(Locale.ENGLISH);
        return english == null ? 0 : Integer.parseInt(english.getProperty(name + ".status", "0"));
    }

    /**
     * A problem in a language: the detail of the request at hand in English, as the code gives it;
     * that of the type in every other.
     */
    Problem translate(Problem problem, Locale language) {
        Text text = text(problem.name(), language);
        if (text == null) {
            return problem;
        }
        return problem.with(
                text.title(), language.equals(Locale.ENGLISH) ? problem.detail() : text.detail());
    }

    private static ProblemTypes load() {
        Map<Locale, Properties> texts =
                new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        // A build loads the chassis by another loader than the service, whose files count as well.
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        for (Locale language : ReaderLanguage.ALL) {
            Properties merged = new Properties();
            try {
                for (URL file :
                        Collections.list(
                                loader.getResources(
                                        FOLDER + language.getLanguage() + ".properties"))) {
                    try (var reader =
                            new InputStreamReader(file.openStream(), StandardCharsets.UTF_8)) {
                        merged.load(reader);
                    }
                }
            } catch (IOException failure) {
                throw new UncheckedIOException("the texts of problems cannot be read", failure);
            }
            texts.put(language, merged);
        }
        return new ProblemTypes(texts);
    }
}
