// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.temoin.eventsourcing.Rejected.Violation;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The problem types of this service with their texts in each language, from the files {@code
 * problem-types/<language>.properties} of the chassis and of the service, and the sentences of
 * single problems, from {@code problem-types/sentences.<language>.json}. Immutable.
 */
public final class ProblemTypes {

    private static final String FOLDER = "problem-types/";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ProblemTypes ALL = load();

    /**
     * A type in one language.
     *
     * @param title a few words, the same for every problem of the type
     * @param detail what it means and what to do, whatever the request was
     */
    public record Text(String title, String detail) {}

    private final Map<Locale, Properties> texts;
    private final Map<Locale, Sentences> sentences;

    private ProblemTypes(Map<Locale, Properties> texts, Map<Locale, Sentences> sentences) {
        this.texts = texts;
        this.sentences = sentences;
    }

    /** Those on the class path. */
    public static ProblemTypes all() {
        return ALL;
    }

    /** Their names, such as {@code cursor-invalid}, in order. */
    public Set<String> names() {
        return texts.values().stream()
                .flatMap(language -> language.stringPropertyNames().stream())
                .map(key -> key.substring(0, key.lastIndexOf('.')))
                .collect(Collectors.toCollection(TreeSet::new));
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

    /** The same, made of the type's name where there is none; a test sees to it that there is. */
    static Text explain(String name, Locale language) {
        Text text = ALL.text(name, language);
        return text == null ? new Text(Problem.title(name), Problem.title(name) + ".") : text;
    }

    /**
     * What the code says in English, in another language; {@code null} where it has no such
     * sentence.
     */
    public @Nullable String sentence(String english, Locale language) {
        Sentences known = sentences.get(language);
        return known == null ? english : known.find(english);
    }

    /**
     * A problem in a language: the detail and the violations of the request at hand. A detail that
     * is not known in that language is that of the type.
     */
    Problem translate(Problem problem, Locale language) {
        Text text = text(problem.name(), language);
        if (text == null) {
            return problem;
        }
        return problem.with(
                text.title(),
                Objects.requireNonNullElse(sentence(problem.detail(), language), text.detail()),
                problem.violations().stream().map(it -> translate(it, language)).toList());
    }

    private Violation translate(Violation violation, Locale language) {
        String message = sentence(violation.message(), language);
        return message == null
                ? violation
                : new Violation(violation.pointer(), violation.code(), message);
    }

    private static ProblemTypes load() {
        Map<Locale, Properties> texts = new HashMap<>();
        Map<Locale, Sentences> sentences = new HashMap<>();
        for (Locale language : ReaderLanguage.ALL) {
            Properties merged = new Properties();
            read(language + ".properties", merged::load);
            texts.put(language, merged);
            Map<String, String> known = new HashMap<>();
            read(
                    "sentences." + language + ".json",
                    reader -> JSON.readerForUpdating(known).readValue(reader));
            if (!language.equals(Locale.ENGLISH)) {
                sentences.put(language, new Sentences(known));
            }
        }
        return new ProblemTypes(texts, sentences);
    }

    /** A build loads the chassis by another loader than the service, whose files count as well. */
    private static void read(String file, Reading reading) {
        try {
            for (URL part :
                    Collections.list(
                            Thread.currentThread()
                                    .getContextClassLoader()
                                    .getResources(FOLDER + file))) {
                try (var reader =
                        new InputStreamReader(part.openStream(), StandardCharsets.UTF_8)) {
                    reading.read(reader);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the texts of problems cannot be read", failure);
        }
    }

    /** Adds what a file says. */
    private interface Reading {
        void read(Reader file) throws IOException;
    }
}
