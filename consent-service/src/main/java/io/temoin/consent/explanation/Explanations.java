// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.explanation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.temoin.chassis.requests.ReaderLanguage;
import io.temoin.consent.recording.domain.PurposeOutcome;
import io.temoin.consent.rules.domain.Fact;
import io.temoin.consent.rules.domain.FactName;
import io.temoin.consent.rules.domain.PeriodWords;
import io.temoin.consent.rules.domain.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The message catalogue of one language: {@code explanations/<language>.properties}.
 *
 * <p>A message is looked up by the code of a reason, or by code and {@code CAUSE} ({@code
 * CODE.CAUSE}) where the reason has that fact. It is a list of sentences separated by {@code " |
 * "}; a sentence is said if every fact it names, as <code>{NAME}</code>, is known. Codes have words
 * under {@code NAME.VALUE}.
 */
public final class Explanations {

    private static final Map<Locale, Explanations> ALL =
            ReaderLanguage.ALL.stream()
                    .collect(toUnmodifiableMap(Function.identity(), Explanations::new));

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Z_]+)}");
    private static final Pattern BETWEEN_SENTENCES = Pattern.compile(" \\| ");

    private final Locale language;
    private final Texts messages;

    private Explanations(Locale language) {
        this.language = language;
        this.messages = Texts.in("explanations", language);
    }

    /** The catalogue of that language, one of {@link ReaderLanguage#ALL}. */
    public static Explanations in(Locale language) {
        return Objects.requireNonNull(ALL.get(language));
    }

    /**
     * A reason in words, with its facts.
     *
     * @param zone where the person is: moments are told by the clock there
     */
    public String of(Reason reason, ZoneId zone) {
        Map<FactName, List<String>> facts =
                reason.known().stream()
                        .collect(
                                groupingBy(
                                        Fact::name,
                                        () -> new EnumMap<>(FactName.class),
                                        mapping(fact -> words(fact, zone), toList())));
        String message = message(reason);
        if (message == null) {
            return reason.detail();
        }
        String said =
                BETWEEN_SENTENCES
                        .splitAsStream(message)
                        .map(sentence -> filled(sentence, facts))
                        .filter(Objects::nonNull)
                        .collect(joining(" "));
        return said.isEmpty() ? reason.detail() : said;
    }

    /** Why a call is, or is not, recorded for a purpose, in words. */
    public String of(PurposeOutcome.Code outcome) {
        return known("RECORDING." + outcome.name(), outcome.detail());
    }

    /** The keys of all messages. */
    Set<String> keys() {
        return messages.keys();
    }

    /** A message as it is written, or nothing. */
    String message(String key) {
        return known(key, "");
    }

    private @Nullable String message(Reason reason) {
        for (Fact fact : reason.known()) {
            String variant = messages.find(reason.code() + "." + fact.value());
            if (fact.name() == FactName.CAUSE && variant != null) {
                return variant;
            }
        }
        return messages.find(reason.code().name());
    }

    /** The sentence with its facts; {@code null} when one that it names is not known. */
    private static @Nullable String filled(String sentence, Map<FactName, List<String>> facts) {
        Matcher placeholder = PLACEHOLDER.matcher(sentence);
        StringBuilder filled = new StringBuilder();
        while (placeholder.find()) {
            List<String> values = facts.get(FactName.valueOf(placeholder.group(1)));
            if (values == null) {
                return null;
            }
            placeholder.appendReplacement(
                    filled, Matcher.quoteReplacement(String.join(", ", values)));
        }
        return placeholder.appendTail(filled).toString();
    }

    private String words(Fact fact, ZoneId zone) {
        String value = fact.value();
        return switch (fact.name().kind()) {
            case INSTANT ->
                    format("pattern.instant").format(Instant.parse(value).atZone(zone))
                            + " ("
                            + zone.getId()
                            + ")";
            case DATE -> day(LocalDate.parse(value));
            case PERIOD -> period(Period.parse(value));
            case CODE -> known(fact.name() + "." + value, value);
            case COUNT, TIME, ZONE, ID -> value;
        };
    }

    /** The first day of a month has a word of its own in French, which no pattern can write. */
    private DateTimeFormatter format(String key) {
        return new DateTimeFormatterBuilder()
                .appendText(ChronoField.DAY_OF_MONTH, Map.of(1L, messages.of("day.first")))
                .appendLiteral(' ')
                .appendPattern(messages.of(key))
                .toFormatter(language);
    }

    /** A day in words. */
    public String day(LocalDate day) {
        return format("pattern.date").format(day);
    }

    /** A period in words. */
    public String period(Period period) {
        return PeriodWords.of(period, unit -> messages.of("unit." + unit));
    }

    private String known(String key, String otherwise) {
        String message = messages.find(key);
        return message == null ? otherwise : message;
    }
}
