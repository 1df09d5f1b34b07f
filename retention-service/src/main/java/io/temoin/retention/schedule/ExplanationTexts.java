// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.temoin.chassis.requests.ReaderLanguage;
import io.temoin.retention.schedule.domain.Sentence;
import io.temoin.retention.schedule.domain.Sentence.FactName;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of explanations in one language: {@code explanations/<language>.properties}.
 *
 * <p>A sentence is looked up by the name of its message and filled with its facts, which it names
 * as <code>{NAME}</code>. Codes have words under {@code NAME.VALUE}. A text that is missing is an
 * error: a reader is never shown a code instead.
 */
public final class ExplanationTexts {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Z_]+)}");

    private static final Map<Locale, ExplanationTexts> ALL =
            ReaderLanguage.ALL.stream()
                    .collect(toUnmodifiableMap(Function.identity(), ExplanationTexts::new));

    private final Locale language;
    private final ResourceBundle texts;

    private ExplanationTexts(Locale language) {
        this.language = language;
        this.texts = read("/explanations/" + language.toLanguageTag() + ".properties");
    }

    /** Those in {@code language}, one of {@link ReaderLanguage#ALL}. */
    public static ExplanationTexts in(Locale language) {
        return Objects.requireNonNull(ALL.get(language));
    }

    /** A sentence in words. */
    public String of(Sentence sentence) {
        Matcher placeholder = PLACEHOLDER.matcher(text(sentence.message().name()));
        return placeholder.replaceAll(
                found -> {
                    FactName name = FactName.valueOf(found.group(1));
                    Object fact = Objects.requireNonNull(sentence.facts().get(name));
                    return Matcher.quoteReplacement(words(name, fact));
                });
    }

    /** The keys of all texts. */
    Set<String> keys() {
        return texts.keySet();
    }

    /** A text as it is written. */
    String text(String key) {
        return texts.getString(key);
    }

    private String words(FactName name, Object fact) {
        return switch (fact) {
            case LocalDate day -> format("pattern.date", day);
            case Instant moment -> format("pattern.instant", moment.atZone(ZoneOffset.UTC));
            case Period period -> words(period);
            case Enum<?> code -> text(name + "." + code.name());
            case ZoneId zone -> zone.getId();
            case Integer number -> number.toString();
            case String citation -> citation;
            default -> throw new IllegalArgumentException(name + " has a fact of no known kind");
        };
    }

    /** The first day of a month has a word of its own in French. */
    private String format(String pattern, TemporalAccessor time) {
        boolean first = time.get(ChronoField.DAY_OF_MONTH) == 1;
        return DateTimeFormatter.ofPattern(text(first ? pattern + ".first" : pattern), language)
                .format(time);
    }

    /** Nobody has to know what {@code P1Y6M} is. */
    private String words(Period period) {
        List<String> parts = new ArrayList<>(3);
        add(parts, period.getYears(), "year");
        add(parts, period.getMonths(), "month");
        add(parts, period.getDays(), "day");
        return parts.isEmpty() ? count(0, "day") : String.join(" ", parts);
    }

    private void add(List<String> parts, int count, String unit) {
        if (count != 0) {
            parts.add(count(count, unit));
        }
    }

    private String count(int count, String unit) {
        return text("unit." + unit + (count == 1 ? "" : "s")).formatted(count);
    }

    private static ResourceBundle read(String file) {
        try (Reader reader =
                new InputStreamReader(
                        Objects.requireNonNull(
                                ExplanationTexts.class.getResourceAsStream(file), file),
                        StandardCharsets.UTF_8)) {
            return new PropertyResourceBundle(reader);
        } catch (IOException failure) {
            throw new UncheckedIOException("the texts " + file + " cannot be read", failure);
        }
    }
}
