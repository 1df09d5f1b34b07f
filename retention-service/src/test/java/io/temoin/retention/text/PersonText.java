// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a text that leaves for a person must not have in it: what only a machine or a developer
 * reads, and words of the other language.
 */
public final class PersonText {

    /**
     * Each with what it is. A reference may be an id: the person quotes it, and it finds things.
     */
    private static final Map<String, Pattern> REFUSED =
            Map.of(
                    "a code",
                    Pattern.compile("\\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\\b"),
                    "a word in capitals",
                    Pattern.compile("\\b(?!RGPD\\b|GDPR\\b|CNIL\\b|SYSC\\b)[A-Z]{4,}\\b"),
                    "a day or time of ISO 8601",
                    Pattern.compile("\\d{4}-\\d{2}-\\d{2}|\\dT\\d{2}:|\\d{2}:\\d{2}:\\d{2}"),
                    "a period of ISO 8601",
                    Pattern.compile("\\bPT?\\d+[YMWDHS]\\b"),
                    "a UUID",
                    Pattern.compile(
                            "(?<!r\u00e9f\u00e9rence )(?<!reference )(?<!your request: )(?<!votre demande : )"
                                    + "\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-"),
                    "a Java form",
                    Pattern.compile(
                            "[\\[\\]{}=]|\\bOptional\\b|\\bnull\\b|\\btrue\\b|\\bfalse\\b"));

    /** Names by which texts of law and authorities go in every language. */
    private static final List<String> CITED =
            List.of(
                    "C. assurances art. R.112-7",
                    "CNIL, L'\u00e9coute et l'enregistrement des appels sur le lieu de travail",
                    "r\u00e9f\u00e9rentiel dur\u00e9es RH");

    private static final Pattern URL = Pattern.compile("https?://[^ ,)]*");

    private static final Pattern ENGLISH =
            word(
                    "the", "of", "is", "was", "you", "your", "we", "with", "because", "until",
                    "says", "from", "this", "that", "GDPR", "by");

    private static final Pattern FRENCH =
            word(
                    "le", "la", "les", "des", "du", "une", "vous", "votre", "nous", "avec", "car",
                    "est", "jusqu", "pour", "dans", "sur", "qui", "RGPD");

    private PersonText() {}

    private static Pattern word(String... words) {
        return Pattern.compile("(?<![\\p{L}'-])(" + String.join("|", words) + ")(?![\\p{L}-])");
    }

    /**
     * Fails on what a person should not have to read.
     *
     * @param slugs codes that the text was made from, and must not show
     */
    public static void isForAPerson(String text, Locale language, String... slugs) {
        String read = URL.matcher(text).replaceAll("");
        for (String cited : CITED) {
            read = read.replace(cited, "");
        }
        String plain = read;
        REFUSED.forEach(
                (what, pattern) -> assertThat(plain).as(what).doesNotContainPattern(pattern));
        for (String slug : slugs) {
            assertThat(plain).doesNotContain(slug);
        }
        assertThat(language.equals(Locale.FRENCH) ? plain.replace(", art. ", "") : plain)
                .as("words of the other language")
                .doesNotContainPattern(language.equals(Locale.FRENCH) ? ENGLISH : FRENCH);
    }
}
