// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.ropa;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.temoin.chassis.requests.ReaderLanguage;
import io.temoin.consent.explanation.Explanations;
import io.temoin.consent.explanation.Texts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * What a record of processing as a page says around the facts, in one language: {@code
 * processing-record/<language>.properties}.
 */
public final class RecordWords {

    private static final Map<Locale, RecordWords> ALL =
            ReaderLanguage.ALL.stream()
                    .collect(toUnmodifiableMap(Function.identity(), RecordWords::new));

    private final Locale language;
    private final Texts texts;

    private RecordWords(Locale language) {
        this.language = language;
        this.texts = Texts.in("processing-record", language);
    }

    /** Those of that language, one of {@link ReaderLanguage#ALL}. */
    static RecordWords in(Locale language) {
        return Objects.requireNonNull(ALL.get(language));
    }

    /** Its tag (BCP 47). */
    public String language() {
        return language.toLanguageTag();
    }

    /** The text of that name. */
    public String text(String name) {
        return texts.of(name);
    }

    /** A code of ours in words; one that has none is an error, since nobody is to read it raw. */
    public String code(Object code) {
        return texts.of(key(code));
    }

    /**
     * A code that a party chose: in words if it is a usual one, otherwise as the party wrote it.
     */
    public String chosen(String code) {
        String words = texts.find(key(code));
        return words == null ? code : words;
    }

    /** The name in this language; in English, which every purpose has, where there is none. */
    public String name(Map<String, String> names) {
        String name = names.get(language());
        return name == null ? names.getOrDefault("en", "") : name;
    }

    /**
     * The name of a purpose.
     *
     * @param names of every purpose, by its code and by language
     */
    public String purpose(Map<String, Map<String, String>> names, String code) {
        return name(Objects.requireNonNull(names.get(code), code));
    }

    /** A day, in words. */
    public String day(LocalDate day) {
        return Explanations.in(language).day(day);
    }

    /** The day of a moment there, in words. */
    public String day(Instant at, ZoneId zone) {
        return day(at.atZone(zone).toLocalDate());
    }

    /** An ISO 8601 period, in words. */
    public String period(String period) {
        Period kept = Period.parse(period);
        return kept.isZero() ? text("none") : Explanations.in(language).period(kept);
    }

    /** The keys of all texts. */
    Set<String> keys() {
        return texts.keys();
    }

    private static String key(Object code) {
        return "code." + code;
    }
}
