// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.temoin.chassis.requests.ReaderLanguage;
import io.temoin.retention.schedule.domain.Sentence;
import io.temoin.retention.schedule.domain.Sentence.FactName;
import io.temoin.retention.text.MessageTexts;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * The texts of explanations in one language: {@code explanations/<language>.properties}.
 *
 * <p>A sentence is looked up by the name of its message and filled with its facts, which it names
 * as <code>{NAME}</code>. Codes have words under {@code NAME.VALUE}. A text that is missing is an
 * error: a reader is never shown a code instead.
 */
public final class ExplanationTexts {

    private static final Map<Locale, ExplanationTexts> ALL =
            ReaderLanguage.ALL.stream()
                    .collect(toUnmodifiableMap(Function.identity(), ExplanationTexts::new));

    private final MessageTexts texts;

    private ExplanationTexts(Locale language) {
        this.texts = new MessageTexts("explanations", language);
    }

    /** Those in {@code language}, one of {@link ReaderLanguage#ALL}. */
    public static ExplanationTexts in(Locale language) {
        return Objects.requireNonNull(ALL.get(language));
    }

    /** A sentence in words. */
    public String of(Sentence sentence) {
        return texts.filled(
                sentence.message().name(),
                placeholder -> {
                    FactName name = FactName.valueOf(placeholder);
                    return words(name, Objects.requireNonNull(sentence.facts().get(name)));
                });
    }

    /** The keys of all texts. */
    Set<String> keys() {
        return texts.keys();
    }

    /** A text as it is written. */
    String text(String key) {
        return texts.text(key);
    }

    private String words(FactName name, Object fact) {
        return switch (fact) {
            case LocalDate day -> texts.dated("pattern.date", day);
            case LocalDateTime moment -> texts.dated("pattern.moment", moment);
            case Period period -> words(period);
            case Enum<?> code -> text(name + "." + code.name());
            case ZoneId zone -> zone.getId();
            case Integer number -> number.toString();
            case String code when name != FactName.REFERENCE -> texts.country(code);
            case String citation -> texts.cited(citation);
            default -> throw new IllegalArgumentException(name + " has a fact of no known kind");
        };
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
}
