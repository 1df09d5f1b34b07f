// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.letter;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.testing.TextCatalogue;
import io.temoin.retention.letter.domain.LetterCase;
import io.temoin.retention.letter.domain.LetterFacts.UnknownItem;
import io.temoin.retention.letter.domain.LetterGround;
import io.temoin.retention.letter.domain.LetterMessage;
import io.temoin.retention.rights.domain.ExtensionReason;
import io.temoin.retention.rights.domain.Intake;
import io.temoin.retention.rights.domain.OwnerService;
import io.temoin.retention.rights.domain.RecipientExcuse;
import io.temoin.retention.rights.domain.RequestType;
import io.temoin.retention.schedule.domain.ListedKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every letter in both languages, word for word, as {@code src/test/resources/letters} has them;
 * {@code -Dtemoin.letters.update=true} writes these anew.
 */
class LetterTextsTest {

    private static final LetterTexts EN = LetterTexts.in(Locale.ENGLISH);
    private static final LetterTexts FR = LetterTexts.in(Locale.FRENCH);
    private static final TextCatalogue ENGLISH = TextCatalogue.named(EN.keys(), EN::text);
    private static final Path GOLDEN = Path.of("src/test/resources/letters");

    @Test
    void saysTheSameInBothLanguages() {
        TextCatalogue.named(FR.keys(), FR::text).saysTheSameAs(ENGLISH);
    }

    /** Neither a message or code without words, nor words that nothing needs. */
    @Test
    void hasWordsForEveryMessageAndCode() {
        Set<String> needed = new TreeSet<>(Set.of("pattern.date", "pattern.date.first"));
        Arrays.stream(LetterMessage.values()).map(Enum::name).forEach(needed::add);
        Map.of(
                        "TYPE", RequestType.values(),
                        "WAY", Intake.Way.values(),
                        "REASON", ExtensionReason.values(),
                        "SERVICE", OwnerService.values(),
                        "KIND", ListedKind.values(),
                        "EXCUSE", RecipientExcuse.values())
                .forEach(
                        (fact, codes) ->
                                Stream.of(codes).forEach(code -> needed.add(fact + "." + code)));

        LetterGround.keys().forEach(key -> needed.add("GROUND." + key));
        Arrays.stream(ListedKind.values()).forEach(kind -> needed.add("ITEM." + kind));
        needed.add("ITEM." + UnknownItem.UNKNOWN);

        assertThat(new TreeSet<>(EN.keys())).isEqualTo(needed);
    }

    @ParameterizedTest
    @EnumSource
    void namesTheFactsOfEveryMessage(LetterMessage message) {
        Set<String> facts = message.facts().stream().map(Enum::name).collect(toSet());

        assertThat(new HashSet<>(ENGLISH.placeholders(message.name()))).isEqualTo(facts);
        assertThat(FR.text(message.name())).isNotEqualTo(EN.text(message.name()));
    }

    static List<Arguments> letters() {
        return Stream.of(LetterCase.values())
                .flatMap(
                        letter ->
                                Stream.of(Locale.ENGLISH, Locale.FRENCH)
                                        .map(language -> Arguments.of(letter, language)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("letters")
    void isTheGoldenLetter(LetterCase given, Locale language) throws IOException {
        assertGolden(given, language, "txt", LetterTexts.in(language).plain(given.letter()));
    }

    /** Signs that mean something in HTML are text, and nothing is run or fetched. */
    @ParameterizedTest
    @MethodSource("letters")
    void isTheSameAsAPage(LetterCase given, Locale language) throws IOException {
        String page = LetterTexts.in(language).html(given.letter());

        assertThat(page).doesNotContain("<script", "<link", "<img", "style=", "<&", "'>");
        assertThat(unescaped(page))
                .containsSubsequence(
                        LetterTexts.in(language).plain(given.letter()).strip().split("\n(- )?"));
        if (given == LetterCase.ANSWER_PARTLY) {
            assertGolden(given, language, "html", page);
        }
    }

    private static String unescaped(String page) {
        return page.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static void assertGolden(
            LetterCase given, Locale language, String ending, String actual) throws IOException {
        Path file =
                GOLDEN.resolve(
                        given.name().toLowerCase(Locale.ROOT).replace('_', '-')
                                + "."
                                + language.toLanguageTag()
                                + "."
                                + ending);
        if (Boolean.getBoolean("temoin.letters.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(file));
    }
}
