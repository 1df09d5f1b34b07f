// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page of an evidence bundle for people: a table of the entries that any browser shows without
 * a network, with no script, nothing from elsewhere, every value escaped and kept from turning the
 * text around it. Whoever packs a bundle and whoever verifies one render the same page of the same
 * entries, so a page that shows anything else is found. What is rendered must therefore never
 * change for this version of the page; another page is another version, and the old one stays here.
 */
public final class CasePage {

    /** Why a field is not shown, as the page says it. */
    public enum Hidden {
        WITHHELD("withheld"),
        ERASED("erased");

        private final String word;

        Hidden(String word) {
            this.word = word;
        }
    }

    /**
     * One entry on the page.
     *
     * @param shown canonical JSON by the name of the field
     * @param hidden why it is not shown, by the name of the field
     */
    public record Row(Map<String, String> shown, Map<String, Hidden> hidden) {

        /** Copies the maps. */
        public Row {
            shown = Map.copyOf(shown);
            hidden = Map.copyOf(hidden);
        }

        static Row of(DisclosedEntry entry, Map<String, Hidden> hidden) {
            Map<String, String> shown = new LinkedHashMap<>();
            entry.fields().forEach(field -> shown.put(field.name(), field.value()));
            return new Row(shown, hidden);
        }

        private Stream<String> names() {
            return Stream.concat(shown.keySet().stream(), hidden.keySet().stream()).sorted(ORDER);
        }
    }

    private static final String WHAT = "case.html";

    private static final String HEAD =
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="generator" content="temoin-case/v1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Evidence from an audit trail</title>
            <style>
            body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem; color: #1a1a1a; background: #fff; }
            p { max-width: 46rem; }
            table { border-collapse: collapse; width: 100%; }
            caption { text-align: left; padding: .5rem 0; font-weight: 600; }
            th, td { border: 1px solid #767676; padding: .35rem .5rem; text-align: left; vertical-align: top; }
            thead th { background: #eee; }
            td div { margin-bottom: .15rem; overflow-wrap: anywhere; }
            .name { color: #555; font-size: 13px; }
            .withheld, .erased { font-style: italic; border-bottom: 1px dotted; }
            @media print { body { margin: 0; font-size: 11px; } thead { display: table-header-group; } }
            </style>
            </head>
            <body>
            <main>
            <h1>Evidence from an audit trail</h1>
            """;

    private static final String INTRODUCTION =
            """
            <p>{count}, oldest first, issued at {at}. This page is for reading. The evidence itself is in the
            folder <code>entries</code>; <code>README.txt</code> explains how to verify it, and that this
            page shows the same entries, without having to trust the sender.</p>
            <p><span class="withheld">withheld</span>: recorded, but not shown in this bundle.
            <span class="erased">erased</span>: recorded, but no longer readable by anyone, because its
            key was destroyed. The proofs are valid in both cases.</p>
            """;

    private static final String ACTION = "action";

    /** A column: its heading, and the fields in it. */
    private record Column(String heading, List<String> names) {}

    private static final List<Column> COLUMNS =
            List.of(
                    new Column("When", List.of("at", "recordedAt")),
                    new Column("What", List.of(ACTION, "outcome", "because")),
                    new Column("Who", List.of("actor", "organisation", "role")),
                    new Column("Where from", List.of("workstation")),
                    new Column("Why", List.of("purposes", "reasonCode", "reasonReference")),
                    new Column(
                            "Concerning",
                            List.of("controller", "subject", "recording", "decision", "consent")),
                    new Column("How", List.of("service", "operation", "channel")));

    private static final String REST = "Trace";

    private static final List<String> IN_COLUMNS =
            COLUMNS.stream().flatMap(column -> column.names().stream()).toList();

    /** The fields of columns in the order there; all others follow in the order of their names. */
    private static final Comparator<String> ORDER =
            Comparator.comparingInt(CasePage::place).thenComparing(Comparator.naturalOrder());

    private static final Pattern AT = Pattern.compile("issued at ([0-9TZ:.-]{20,30})\\. ");
    private static final String ROW = "<tr><th scope=\"row\">";
    private static final Pattern HIDDEN =
            Pattern.compile(
                    "<div><span class=\"name\">("
                            + String.join("|", EvidenceFields.NAMES)
                            + ")</span> "
                            + "<span class=\"(withheld|erased)\">\\2</span></div>");

    private CasePage() {}

    /**
     * The page.
     *
     * @param at when the bundle is handed out
     */
    public static String html(Instant at, List<Row> rows) {
        StringBuilder html = new StringBuilder(HEAD);
        html.append(
                INTRODUCTION.replace("{count}", count(rows.size())).replace("{at}", at.toString()));
        html.append("<table>\n<caption>Who did what, why, how, when and from which workstation");
        html.append("</caption>\n<thead><tr><th scope=\"col\">No.</th>");
        Stream.concat(COLUMNS.stream().map(Column::heading), Stream.of(REST))
                .forEach(heading -> cell(html, "th scope=\"col\"", "th", heading));
        html.append("</tr></thead>\n<tbody>\n");
        for (int i = 0; i < rows.size(); i++) {
            row(html, i + 1, rows.get(i));
        }
        return html.append("</tbody>\n</table>\n</main>\n</body>\n</html>\n").toString();
    }

    /**
     * Checks that a page shows these entries and nothing else. Of fields that are not shown, the
     * entries have the digests; their names are on the page alone, so these are believed, as many
     * as there are digests, if they are names that fields have.
     *
     * @throws Untrusted when it shows anything else
     */
    public static void verify(byte[] page, List<DisclosedEntry> entries) {
        String html = StrictText.utf8(page, WHAT);
        List<String> lines = html.lines().filter(line -> line.startsWith(ROW)).toList();
        if (lines.size() != entries.size()) {
            throw new Untrusted(
                    "case.html shows %d entries, but the bundle has %d."
                            .formatted(lines.size(), entries.size()));
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            rows.add(row(lines.get(i), i + 1, entries.get(i)));
        }
        if (!html(handedOutAt(html), rows).equals(html)) {
            throw new Untrusted(
                    "case.html does not match these entries: it contains additional or different"
                            + " text.");
        }
    }

    private static Row row(String line, int number, DisclosedEntry entry) {
        Map<String, Hidden> hidden = new LinkedHashMap<>();
        Matcher named = HIDDEN.matcher(line);
        while (named.find()) {
            hidden.put(
                    named.group(1),
                    named.group(2).equals(Hidden.ERASED.word) ? Hidden.ERASED : Hidden.WITHHELD);
        }
        Row row = Row.of(entry, hidden);
        StringBuilder rendered = new StringBuilder();
        row(rendered, number, row);
        boolean same =
                rendered.toString().equals(line + "\n")
                        && counted(hidden, Hidden.WITHHELD) <= entry.withheld().size()
                        && counted(hidden, Hidden.ERASED) <= entry.erased().size();
        if (!same) {
            throw new Untrusted(
                    "case.html does not show entry "
                            + BundleManifest.number(number)
                            + " as it was recorded.");
        }
        return row;
    }

    private static long counted(Map<String, Hidden> hidden, Hidden kind) {
        return hidden.values().stream().filter(each -> each == kind).count();
    }

    private static Instant handedOutAt(String html) {
        Matcher at = AT.matcher(html);
        try {
            if (at.find()) {
                return Instant.parse(at.group(1));
            }
        } catch (DateTimeException _) {
            throw new Untrusted("case.html contains an invalid time.");
        }
        throw new Untrusted("case.html does not say when it was issued.");
    }

    private static int place(String name) {
        int place = IN_COLUMNS.indexOf(name);
        return place < 0 ? IN_COLUMNS.size() : place;
    }

    private static String count(int entries) {
        return entries == 1 ? "One entry" : entries + " entries";
    }

    private static void row(StringBuilder html, int number, Row row) {
        html.append("<tr>");
        cell(html, "th scope=\"row\"", "th", BundleManifest.number(number));
        for (Column column : COLUMNS) {
            String mark = column.names().contains(ACTION) ? mark(row) : "";
            cell(html, "td", "td", mark + fields(row, column.names()::contains));
        }
        cell(html, "td", "td", fields(row, name -> !IN_COLUMNS.contains(name)));
        html.append("</tr>\n");
    }

    /** Read before what was done is. */
    private static String mark(Row row) {
        Optional<String> mark =
                row.hidden().containsKey(Reported.FIELD)
                        ? Optional.of(Reported.mark(Reported.organisation(row.shown())))
                        : Reported.mark(row.shown());
        return mark.map(text -> "<div><strong>" + escaped(text) + "</strong></div>").orElse("");
    }

    private static void cell(StringBuilder html, String open, String close, String content) {
        html.append('<').append(open).append('>').append(content);
        html.append("</").append(close).append('>');
    }

    private static String fields(Row row, java.util.function.Predicate<String> wanted) {
        Set<String> seen = new HashSet<>();
        return row.names()
                .filter(wanted)
                .filter(seen::add)
                .map(
                        name ->
                                "<div><span class=\"name\">"
                                        + escaped(name)
                                        + "</span> "
                                        + content(row, name)
                                        + "</div>")
                .collect(Collectors.joining());
    }

    private static String content(Row row, String name) {
        String shown = row.shown().get(name);
        if (shown != null) {
            return "<bdi>" + escaped(CanonicalText.of(shown)) + "</bdi>";
        }
        String word = row.hidden().getOrDefault(name, Hidden.WITHHELD).word;
        return "<span class=\"" + word + "\">" + word + "</span>";
    }

    /** For the content of an element; controls, which HTML has not, are shown as unknown. */
    static String escaped(String text) {
        StringBuilder html = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        point -> {
                            switch (point) {
                                case '&' -> html.append("&amp;");
                                case '<' -> html.append("&lt;");
                                case '>' -> html.append("&gt;");
                                case '"' -> html.append("&quot;");
                                case '\'' -> html.append("&#39;");
                                default ->
                                        html.appendCodePoint(
                                                Character.isISOControl(point) ? 0xfffd : point);
                            }
                        });
        return html.toString();
    }
}
