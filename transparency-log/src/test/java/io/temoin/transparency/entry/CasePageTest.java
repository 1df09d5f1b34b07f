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

    private static final String PAGE = CasePage.html(AT, List.of(row(HIDDEN)));

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

    private static String what(Map<String, String> more, Map<String, Hidden> hidden) {
        Map<String, String> shown = new HashMap<>(more);
        shown.put("action", "\"LIST_EXPORTED\"");
        String page = CasePage.html(AT, List.of(new Row(shown, hidden)));
        int from = page.indexOf("<td></td>") + "<td></td>".length(); // there is no time
        return page.substring(from, page.indexOf("action", from) + "action".length());
    }

    /** Bundles are read for years: their page is that of the version it names. */
    @Test
    void isRenderedInThisVersionAsItAlwaysWas() {
        assertThat(BundleManifest.sha256(PAGE.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("8a438bf59f88f9047e9d449e5465087b334a9279e42789ccd85936ce0279b739");
    }

    @Test
    void isThatOfTheEntriesOrIsRefused() {
        verify(PAGE);
        refused(PAGE.replace("claire", "boris").replace("0001", "0002"), "entry 0001");
        refused(PAGE.replace("<bdi>3</bdi>", "<bdi>4</bdi>"), "entry 0001");
        refused(PAGE + " ", "does not match these entries");
        refused(PAGE.replace("08:00:00Z", "08:00:61Z"), "an invalid time");
        refused(PAGE.replace("issued at", "issued on"), "does not say when");
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> CasePage.verify(new byte[] {(byte) 0xff}, List.of(ENTRY)));
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(
                        () ->
                                CasePage.verify(
                                        PAGE.getBytes(StandardCharsets.UTF_8),
                                        List.of(ENTRY, ENTRY)))
                .withMessage("case.html shows 1 entries, but the bundle has 2.");
    }

    /** Their names are believed, and no more of them than there are digests. */
    @Test
    void namesNoMoreHiddenFieldsThanThereAre() {
        verify(CasePage.html(AT, List.of(row(Map.of("actor", Hidden.WITHHELD)))));
        Map<String, Hidden> more = new HashMap<>(HIDDEN);
        more.put("role", Hidden.WITHHELD);
        refused(CasePage.html(AT, List.of(row(more))), "entry 0001");
        refused(
                CasePage.html(
                        AT, List.of(row(Map.of("actor", Hidden.ERASED, "subject", Hidden.ERASED)))),
                "entry 0001");
    }

    /** A name is text on the page that nothing proves, so it is never free text. */
    @Test
    void namesNoHiddenFieldThatNoEntryHas() {
        for (String name : List.of("Mrs X did it", "claire", "actor ", "Actor", "sequence2")) {
            refused(CasePage.html(AT, List.of(row(Map.of(name, Hidden.WITHHELD)))), "entry 0001");
        }
        for (String name : EvidenceFields.NAMES) {
            if (ENTRY.value(name).isEmpty()) {
                verify(CasePage.html(AT, List.of(row(Map.of(name, Hidden.WITHHELD)))));
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

    private static void verify(String page) {
        CasePage.verify(page.getBytes(StandardCharsets.UTF_8), List.of(ENTRY));
    }

    private static void refused(String page, String sentence) {
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> verify(page))
                .withMessageContaining(sentence);
    }
}
