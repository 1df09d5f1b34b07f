// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.text;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Objects;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of one kind in one language: {@code <folder>/<language>.properties}. A text that is
 * missing is an error: a reader is never shown a code instead.
 */
public final class MessageTexts {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Z_]+)}");

    /** A day in a citation, as that of a guideline. */
    private static final Pattern DAY =
            Pattern.compile("20\\d{2}-(0[1-9]|1[0-2])-(0[1-9]|1\\d|2[0-8])");

    private final Locale language;
    private final ResourceBundle texts;

    /** Those of {@code folder}, a folder of resources. */
    public MessageTexts(String folder, Locale language) {
        this.language = language;
        this.texts = read("/" + folder + "/" + language.toLanguageTag() + ".properties");
    }

    /** The keys of all texts. */
    public Set<String> keys() {
        return texts.keySet();
    }

    /** A text as it is written. */
    public String text(String key) {
        return texts.getString(key);
    }

    /** A text with what {@code facts} has for each <code>{NAME}</code> in it. */
    public String filled(String key, UnaryOperator<String> facts) {
        Matcher placeholder = PLACEHOLDER.matcher(text(key));
        return placeholder.replaceAll(
                found -> Matcher.quoteReplacement(facts.apply(found.group(1))));
    }

    /** The citation of a text of law, as it is written in the language. */
    public String cited(String citation) {
        return DAY.matcher(Citations.in(language, citation))
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        dated("pattern.date", LocalDate.parse(found.group()))));
    }

    /** A country by its name, or what lays down law for several. */
    public String country(String code) {
        return Locale.of("", code).getDisplayCountry(language);
    }

    /**
     * A day or moment as {@code pattern} writes it: the key of one of the texts. The first day of a
     * month has a word of its own in French, and {@code <pattern>.first}.
     */
    public String dated(String pattern, TemporalAccessor time) {
        boolean first = time.get(ChronoField.DAY_OF_MONTH) == 1;
        return DateTimeFormatter.ofPattern(text(first ? pattern + ".first" : pattern), language)
                .format(time);
    }

    private static ResourceBundle read(String file) {
        try (Reader reader =
                new InputStreamReader(
                        Objects.requireNonNull(MessageTexts.class.getResourceAsStream(file), file),
                        StandardCharsets.UTF_8)) {
            return new PropertyResourceBundle(reader);
        } catch (IOException failure) {
            throw new UncheckedIOException("the texts " + file + " cannot be read", failure);
        }
    }
}
