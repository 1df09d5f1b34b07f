// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.letter;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.temoin.chassis.requests.ReaderLanguage;
import io.temoin.retention.letter.domain.DescribedItem;
import io.temoin.retention.letter.domain.Letter;
import io.temoin.retention.letter.domain.Letter.Block;
import io.temoin.retention.letter.domain.Letter.Listing;
import io.temoin.retention.letter.domain.Letter.Paragraph;
import io.temoin.retention.letter.domain.LetterFact;
import io.temoin.retention.letter.domain.LetterGround;
import io.temoin.retention.letter.domain.LetterSentence;
import io.temoin.retention.rights.domain.RequestType;
import io.temoin.retention.text.MessageTexts;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Letters in one language ({@code letters/<language>.properties}), as plain text and as a page. A
 * sentence is looked up by the name of its message and filled with its facts; codes have words
 * under {@code NAME.CODE}.
 */
final class LetterTexts {

    private static final Map<Locale, LetterTexts> ALL =
            ReaderLanguage.ALL.stream()
                    .collect(toUnmodifiableMap(Function.identity(), LetterTexts::new));

    private final Locale language;
    private final MessageTexts texts;

    private LetterTexts(Locale language) {
        this.language = language;
        this.texts = new MessageTexts("letters", language);
    }

    /** Those in {@code language}, one of {@link ReaderLanguage#ALL}. */
    static LetterTexts in(Locale language) {
        return Objects.requireNonNull(ALL.get(language));
    }

    /** The keys of all texts. */
    Set<String> keys() {
        return texts.keys();
    }

    /** A text as it is written. */
    String text(String key) {
        return texts.text(key);
    }

    /** The letter as plain text; its lines end with a line feed. */
    String plain(Letter letter) {
        return letter.blocks().stream()
                .map(this::plain)
                .collect(Collectors.joining("\n\n", words(letter.subject()) + "\n\n", "\n"));
    }

    private String plain(Block block) {
        return switch (block) {
            case Paragraph(var sentences) -> sentences(sentences);
            case Listing(var intro, var items) ->
                    items.stream()
                            .map(item -> "\n- " + words(item))
                            .collect(Collectors.joining("", words(intro), ""));
        };
    }

    /**
     * The same as a page of its own: nothing in it is run or fetched, and every text is escaped.
     */
    String html(Letter letter) {
        String subject = escaped(words(letter.subject()));
        return letter.blocks().stream()
                .map(this::html)
                .collect(
                        Collectors.joining(
                                "",
                                """
                                <!DOCTYPE html>
                                <html lang="%s">
                                <head>
                                <meta charset="utf-8">
                                <title>%s</title>
                                </head>
                                <body>
                                <h1>%s</h1>
                                """
                                        .formatted(language.toLanguageTag(), subject, subject),
                                "</body>\n</html>\n"));
    }

    private String html(Block block) {
        return switch (block) {
            case Paragraph(var sentences) -> "<p>" + escaped(sentences(sentences)) + "</p>\n";
            case Listing(var intro, var items) ->
                    items.stream()
                            .map(item -> "<li>" + escaped(words(item)) + "</li>\n")
                            .collect(
                                    Collectors.joining(
                                            "",
                                            "<p>" + escaped(words(intro)) + "</p>\n<ul>\n",
                                            "</ul>\n"));
        };
    }

    private String sentences(List<LetterSentence> sentences) {
        return sentences.stream().map(this::words).collect(Collectors.joining(" "));
    }

    private String words(LetterSentence sentence) {
        return texts.filled(
                sentence.message().name(),
                placeholder -> {
                    LetterFact name = LetterFact.valueOf(placeholder);
                    return words(name, Objects.requireNonNull(sentence.facts().get(name)));
                });
    }

    private String words(LetterFact name, Object fact) {
        return switch (fact) {
            case LocalDate day -> texts.dated("pattern.date", day);
            case LetterGround ground -> texts.text(name + "." + ground.key());
            case DescribedItem item ->
                    texts.filled(
                            name + "." + item.kind().name(),
                            _ -> texts.dated("pattern.date", item.day()));
            case RequestType type -> texts.text("TYPE." + type.name());
            case Enum<?> code -> texts.text(name + "." + code.name());
            case Long number -> number.toString();
            case UUID id -> id.toString();
            case URI url -> url.toString();
            case String words -> name == LetterFact.REFERENCE ? texts.cited(words) : words;
            default -> throw new IllegalArgumentException(name + " has a fact of no known kind");
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
