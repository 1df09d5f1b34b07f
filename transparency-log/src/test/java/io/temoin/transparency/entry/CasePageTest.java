// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.temoin.transparency.Untrusted;
import io.temoin.transparency.entry.CasePage.Hidden;
import io.temoin.transparency.entry.CasePage.Row;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of a bundle: what is rendered of entries, and whether a page is that of entries. */
class CasePageTest {

    private static final Instant AT = Instant.parse("2026-11-25T08:00:00Z");
    private static final SaltSeed SEED = SaltSeed.of(new byte[32]);

    private static final DisclosedEntry ENTRY =
            DisclosedEntry.of(
                    new UUID(1, 2),
                    List.of(
                            SEED.disclose("at", "\"2026-11-24T09:12:03Z\""),
                            SEED.disclose("action", "\"LISTENING_GRANTED\""),
                            SEED.disclose("because", "[\"a=1\",\"b \\\"2\\\"\"]"),
                            SEED.disclose("reasonReference", "\"<b>&'\\u202e\\u0007\""),
                            SEED.disclose("sequence", "3"),
                            SEED.disclose("event", "\"e.0\"")),
                    List.of(SEED.disclose("actor", "\"claire\"").digest()),
                    List.of(SEED.disclose("subject", "\"s\"").digest()));

    private static final Map<String, Hidden> HIDDEN =
            Map.of("actor", Hidden.WITHHELD, "subject", Hidden.ERASED);

    private static final String PAGE = html(BundleLanguage.ENGLISH, row(HIDDEN));
    private static final String PAGE_IN_FRENCH = html(BundleLanguage.FRENCH, row(HIDDEN));

    @Test
    void showsEveryFieldInItsColumn() {
        assertThat(PAGE)
                .contains(
                        "<tr><th scope=\"row\">0001</th>"
                                + "<td><div><span class=\"name\">at</span>"
                                + " <bdi>2026-11-24T09:12:03Z</bdi></div></td>"
                                + "<td><div><span class=\"name\">action</span>"
                                + " <bdi>LISTENING_GRANTED</bdi></div>"
                                + "<div><span class=\"name\">because</span>"
                                + " <bdi>a=1, b &quot;2&quot;</bdi></div></td>"
                                + "<td><div><span class=\"name\">actor</span>"
                                + " <span class=\"withheld\">withheld</span></div></td>"
                                + "<td></td>"
                                + "<td><div><span class=\"name\">reasonReference</span>"
                                + " <bdi>&lt;b&gt;&amp;&#39;\u202e\ufffd</bdi></div></td>"
                                + "<td><div><span class=\"name\">subject</span>"
                                + " <span class=\"erased\">erased</span></div></td>"
                                + "<td></td>"
                                + "<td><div><span class=\"name\">event</span> <bdi>e.0</bdi></div>"
                                + "<div><span class=\"name\">sequence</span> <bdi>3</bdi></div></td>"
                                + "</tr>\n")
                .contains("<p>One entry, oldest first, issued at 2026-11-25T08:00:00Z. ")
                .doesNotContain("<script");
    }

    /** Names in French beside those in the files; what was recorded stays as it was recorded. */
    @Test
    void showsTheSameInFrench() {
        assertThat(PAGE_IN_FRENCH)
                .contains("<html lang=\"fr\">")
                .contains(
                        "<p>Une entrée, dans l'ordre chronologique ; archive établie le"
                                + " 2026-11-25T08:00:00Z (heure UTC). ")
                .contains("<th scope=\"col\">Quand</th><th scope=\"col\">Quoi</th>")
                .contains(
                        "<div><span class=\"name\">date des faits (at)</span>"
                                + " <bdi>2026-11-24T09:12:03Z</bdi></div>")
                .contains(
                        "<div><span class=\"name\">action</span>"
                                + " <bdi>LISTENING_GRANTED</bdi></div>")
                .contains(
                        "<td><div><span class=\"name\">auteur (actor)</span>"
                                + " <span class=\"withheld\">occulté</span></div></td>")
                .contains(
                        "<td><div><span class=\"name\">personne concernée (subject)</span>"
                                + " <span class=\"erased\">effacé</span></div></td>")
                .contains(" <bdi>&lt;b&gt;&amp;&#39;\u202e\ufffd</bdi>")
                .doesNotContain("<script");
    }

    @ParameterizedTest
    @EnumSource
    void hasEveryTextInEveryLanguage(BundleLanguage language) {
        CasePageTexts texts = new CasePageTexts(language);

        assertThat(texts.keys())
                .isEqualTo(new CasePageTexts(BundleLanguage.ENGLISH).keys())
                .isNotEmpty()
                .allSatisfy(key -> assertThat(texts.get(key)).as(key).isNotBlank());
        assertThat(texts.fields()).containsValues(EvidenceFields.NAMES.toArray(String[]::new));
        assertThat(PAGE + PAGE_IN_FRENCH).doesNotContainPattern("\\{[a-z]");
    }

    /** Whoever reads what was done has read whose word that is. */
    @Test
    void marksWhatWasReported() {
        assertThat(what(Map.of("event", "\"x-voix-du-rhone:crm:1\""), Map.of()))
                .isEqualTo(
                        "<td><div><strong>reported by voix-du-rhone, not recorded by the suite"
                                + "</strong></div><div><span class=\"name\">action");
        String somebody =
                "<td><div><strong>reported from outside, not recorded by the suite</strong></div>"
                        + "<div><span class=\"name\">action";
        for (String name : List.of("service", "reportedBy")) {
            assertThat(what(Map.of(name, "\"x-crm\""), Map.of())).isEqualTo(somebody);
        }
        assertThat(what(Map.of(), Map.of("reportedBy", Hidden.WITHHELD))).isEqualTo(somebody);
        assertThat(what(Map.of("service", "\"audit\"", "stream", "\"ex-1\""), Map.of()))
                .isEqualTo("<td><div><span class=\"name\">action");
        assertThat(what(Map.of("stream", "\"erased-before\""), Map.of()))
                .isEqualTo(
                        "<td><div><strong>not shown who recorded it</strong></div>"
                                + "<div><span class=\"name\">action");
    }

    @Test
    void marksWhatWasReportedInFrench() {
        assertThat(
                        html(
                                BundleLanguage.FRENCH,
                                new Row(Map.of("event", "\"x-voix-du-rhone:crm:1\""), Map.of())))
                .contains(
                        "<strong>entrée déclarée par voix-du-rhone, non constatée par Temoin</strong>");
        assertThat(html(BundleLanguage.FRENCH, new Row(Map.of("service", "\"x-crm\""), Map.of())))
                .contains(
                        "<strong>entrée déclarée par un système extérieur, non constatée par Temoin"
                                + "</strong>");
        assertThat(html(BundleLanguage.FRENCH, new Row(Map.of("at", "\"now\""), Map.of())))
                .contains("<strong>entrée sans indication de qui l'a inscrite</strong>");
    }

    private static String what(Map<String, String> more, Map<String, Hidden> hidden) {
        Map<String, String> shown = new HashMap<>(more);
        shown.put("action", "\"LIST_EXPORTED\"");
        String page = html(BundleLanguage.ENGLISH, new Row(shown, hidden));
        int from = page.indexOf("<td></td>") + "<td></td>".length(); // there is no time
        return page.substring(from, page.indexOf("action", from) + "action".length());
    }

    /** Bundles are read for years: their page is that of the version it names. */
    @Test
    void isRenderedInThisVersionAsItAlwaysWas() {
        assertThat(BundleManifest.sha256(PAGE.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("8a438bf59f88f9047e9d449e5465087b334a9279e42789ccd85936ce0279b739");
        assertThat(BundleManifest.sha256(PAGE_IN_FRENCH.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("91a443cd1214f29565f758bd1f4d86907e1fc9c312fcbb21c4b919781f2d493b");
    }

    @Test
    void isThatOfTheEntriesOrIsRefused() {
        verify(PAGE, PAGE_IN_FRENCH);
        refused(PAGE.replace("claire", "boris").replace("0001", "0002"), "entry 0001");
        refused(PAGE.replace("<bdi>3</bdi>", "<bdi>4</bdi>"), "entry 0001");
        refused(PAGE + " ", "case.html does not match these entries");
        refused(PAGE.replace("08:00:00Z", "08:00:61Z"), "an invalid time");
        refused(PAGE.replace("issued at", "issued on"), "does not say when");
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(
                        () ->
                                CasePage.verify(
                                        Map.of("case.html", new byte[] {(byte) 0xff}),
                                        List.of(ENTRY)));
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(
                        () -> CasePage.verify(files(PAGE, PAGE_IN_FRENCH), List.of(ENTRY, ENTRY)))
                .withMessage("case.html shows 1 entries, but the bundle has 2.");
    }

    @Test
    void isThatOfTheEntriesInFrenchToo() {
        refusedInFrench(PAGE_IN_FRENCH.replace("<bdi>3</bdi>", "<bdi>4</bdi>"), "entry 0001");
        refusedInFrench(
                PAGE_IN_FRENCH.replace("occulté</span></div>", "effacé</span></div>"),
                "entry 0001");
        refusedInFrench(PAGE_IN_FRENCH.replace("auteur (actor)", "Mme X"), "entry 0001");
        refusedInFrench(PAGE_IN_FRENCH.replace("Quoi", "Non"), "does not match these entries");
        refusedInFrench(PAGE_IN_FRENCH.replace("établie le", "du"), "does not say when");
        refusedInFrench(PAGE, "dossier.html does not show entry 0001");
        for (String other :
                List.of(
                        PAGE_IN_FRENCH.replace("08:00:00Z", "09:00:00Z"),
                        html(BundleLanguage.FRENCH, row(Map.of("actor", Hidden.WITHHELD))),
                        html(
                                BundleLanguage.FRENCH,
                                row(Map.of("role", Hidden.WITHHELD, "subject", Hidden.ERASED))))) {
            refusedInFrench(other, "dossier.html and case.html differ");
        }
    }

    /** Their names are believed, and no more of them than there are digests. */
    @Test
    void namesNoMoreHiddenFieldsThanThereAre() {
        verify(Map.of("actor", Hidden.WITHHELD));
        Map<String, Hidden> more = new HashMap<>(HIDDEN);
        more.put("role", Hidden.WITHHELD);
        for (Map<String, Hidden> wrong :
                List.of(more, Map.of("actor", Hidden.ERASED, "subject", Hidden.ERASED))) {
            refused(html(BundleLanguage.ENGLISH, row(wrong)), "entry 0001");
            refusedInFrench(html(BundleLanguage.FRENCH, row(wrong)), "entry 0001");
        }
    }

    /** A name is text on the page that nothing proves, so it is never free text. */
    @Test
    void namesNoHiddenFieldThatNoEntryHas() {
        for (String name : List.of("Mrs X did it", "claire", "actor ", "Actor", "sequence2")) {
            Row row = row(Map.of(name, Hidden.WITHHELD));
            refused(html(BundleLanguage.ENGLISH, row), "entry 0001");
            refusedInFrench(html(BundleLanguage.FRENCH, row), "entry 0001");
        }
        for (String name : EvidenceFields.NAMES) {
            if (ENTRY.value(name).isEmpty()) {
                verify(Map.of(name, Hidden.WITHHELD));
            }
        }
    }

    /** What is no string and no list of strings is shown as it is. */
    @Test
    void readsStringsAndListsAndNothingElse() {
        assertThat(CanonicalText.of("\"a\\b\\f\\n\\r\\t\\\\\\/\\u00e9\""))
                .isEqualTo("a\b\f\n\r\t\\/\u00e9");
        assertThat(CanonicalText.of("[]")).isEmpty();
        assertThat(CanonicalText.of("[\"a\",\"b\"]")).isEqualTo("a, b");
        for (String other :
                List.of(
                        "12",
                        "{\"a\":1}",
                        "\"a",
                        "\"a\\x\"",
                        "\"\\u12\"",
                        "\"\\u12g4\"",
                        "\"\\",
                        "[\"a\"",
                        "[\"a\",]",
                        "[1]",
                        "\"a\" ",
                        "")) {
            assertThat(CanonicalText.of(other)).as(other).isEqualTo(other);
        }
    }

    private static Row row(Map<String, Hidden> hidden) {
        return Row.of(ENTRY, hidden);
    }

    private static String html(BundleLanguage language, Row row) {
        return CasePage.in(language).html(AT, List.of(row));
    }

    private static Map<String, byte[]> files(String english, String french) {
        return Map.of(
                "case.html", english.getBytes(StandardCharsets.UTF_8),
                "dossier.html", french.getBytes(StandardCharsets.UTF_8));
    }

    private static void verify(Map<String, Hidden> hidden) {
        verify(html(BundleLanguage.ENGLISH, row(hidden)), html(BundleLanguage.FRENCH, row(hidden)));
    }

    private static void verify(String english, String french) {
        CasePage.verify(files(english, french), List.of(ENTRY));
    }

    private static void refused(String english, String sentence) {
        refused(english, PAGE_IN_FRENCH, sentence);
    }

    private static void refusedInFrench(String french, String sentence) {
        refused(PAGE, french, sentence);
    }

    private static void refused(String english, String french, String sentence) {
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> verify(english, french))
                .withMessageContaining(sentence);
    }
}
