// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page of an evidence bundle for people in one language: a table of the entries that any
 * browser shows without a network, with no script, nothing from elsewhere, every value escaped and
 * kept from turning the text around it. Whoever packs a bundle and whoever verifies one render the
 * same pages of the same entries, so a page that shows anything else is found. What is rendered
 * must therefore never change for this version of the page; another page is another version, and
 * the old one stays here.
 */
public final class CasePage {

    /** Why a field is not shown. */
    public enum Hidden {
        WITHHELD("withheld"),
        ERASED("erased");

        private final String kind;

        Hidden(String kind) {
            this.kind = kind;
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

    /** What a page shows; of the same entries, every page of a bundle shows the same. */
    private record Content(Instant at, List<Row> rows) {}

    private static final String HEAD =
            """
            <!doctype html>
            <html lang="{language}">
            <head>
            <meta charset="utf-8">
            <meta name="generator" content="temoin-case/v1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>
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
            <h1>{title}</h1>
            <p>{introduction}</p>
            <p>{legend}</p>
            """;

    private static final String ACTION = "action";

    /** A column: the key of its heading, and the fields in it. */
    private record Column(String heading, List<String> names) {}

    private static final List<Column> COLUMNS =
            List.of(
                    new Column("column.when", List.of("at", "recordedAt")),
                    new Column("column.what", List.of(ACTION, "outcome", "because")),
                    new Column("column.who", List.of("actor", "organisation", "role")),
                    new Column("column.whereFrom", List.of("workstation")),
                    new Column("column.why", List.of("purposes", "reasonCode", "reasonReference")),
                    new Column(
                            "column.concerning",
                            List.of("controller", "subject", "recording", "decision", "consent")),
                    new Column("column.how", List.of("service", "operation", "channel")));

    private static final String REST = "column.trace";

    private static final List<String> IN_COLUMNS =
            COLUMNS.stream().flatMap(column -> column.names().stream()).toList();

    /** The fields of columns in the order there; all others follow in the order of their names. */
    private static final Comparator<String> ORDER =
            Comparator.comparingInt(CasePage::place).thenComparing(Comparator.naturalOrder());

    private static final String ENTRIES = "{entries}";
    private static final String AT = "{at}";
    private static final String ROW = "<tr><th scope=\"row\">";

    private static final Map<BundleLanguage, CasePage> PAGES =
            Arrays.stream(BundleLanguage.values())
                    .collect(Collectors.toMap(Function.identity(), CasePage::new));

    private final CasePageTexts texts;
    private final String file;
    private final String head;
    private final Pattern issuedAt;
    private final Map<String, String> names;
    private final Pattern hidden;

    private CasePage(BundleLanguage language) {
        texts = new CasePageTexts(language);
        file = language.page();
        String introduction = texts.get("introduction");
        head =
                HEAD.replace("{language}", language.tag())
                        .replace("{title}", texts.get("title"))
                        .replace("{introduction}", introduction)
                        .replace("{legend}", texts.get("legend"))
                        .replace("{withheld}", hidden(Hidden.WITHHELD))
                        .replace("{erased}", hidden(Hidden.ERASED));
        String before =
                introduction.substring(
                        introduction.indexOf(ENTRIES) + ENTRIES.length(), introduction.indexOf(AT));
        issuedAt = Pattern.compile(Pattern.quote(before) + "([0-9T:.-]{19,29}Z)");
        names = texts.fields();
        hidden =
                Pattern.compile(
                        "<div><span class=\"name\">("
                                + names.keySet().stream()
                                        .map(Pattern::quote)
                                        .collect(Collectors.joining("|"))
                                + ")</span> <span class=\"(withheld|erased)\">[^<]*</span></div>");
    }

    /** The page in a language. */
    public static CasePage in(BundleLanguage language) {
        return Objects.requireNonNull(PAGES.get(language), "every language has a page");
    }

    /**
     * The page.
     *
     * @param at when the bundle is handed out
     */
    public String html(Instant at, List<Row> rows) {
        StringBuilder html = new StringBuilder();
        html.append(head.replace(ENTRIES, count(rows.size())).replace(AT, at.toString()));
        html.append("<table>\n<caption>").append(texts.get("caption"));
        html.append("</caption>\n<thead><tr>");
        cell(html, "th scope=\"col\"", "th", texts.get("number"));
        Stream.concat(COLUMNS.stream().map(Column::heading), Stream.of(REST))
                .forEach(heading -> cell(html, "th scope=\"col\"", "th", texts.get(heading)));
        html.append("</tr></thead>\n<tbody>\n");
        for (int i = 0; i < rows.size(); i++) {
            row(html, i + 1, rows.get(i));
        }
        return html.append("</tbody>\n</table>\n</main>\n</body>\n</html>\n").toString();
    }

    /**
     * Checks that the pages of a bundle show these entries and nothing else, in every language. Of
     * fields that are not shown, the entries have the digests; their names are on the pages alone,
     * so these are believed, as many as there are digests, if they are names that fields have and
     * every page has the same.
     *
     * @param contents the files of the bundle, among them its pages
     * @throws Untrusted when a page shows anything else
     */
    public static void verify(Map<String, byte[]> contents, List<DisclosedEntry> entries) {
        CasePage first = in(BundleLanguage.ENGLISH);
        Content expected = first.read(contents, entries);
        for (BundleLanguage language : BundleLanguage.values()) {
            CasePage page = in(language);
            if (!page.read(contents, entries).equals(expected)) {
                throw new Untrusted(
                        page.file
                                + " and "
                                + first.file
                                + " differ in when the bundle was issued, or in which fields are"
                                + " not shown.");
            }
        }
    }

    private Content read(Map<String, byte[]> contents, List<DisclosedEntry> entries) {
        String html = StrictText.utf8(Objects.requireNonNull(contents.get(file), "a page"), file);
        List<String> lines = html.lines().filter(line -> line.startsWith(ROW)).toList();
        if (lines.size() != entries.size()) {
            throw new Untrusted(
                    "%s shows %d entries, but the bundle has %d."
                            .formatted(file, lines.size(), entries.size()));
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            rows.add(row(lines.get(i), i + 1, entries.get(i)));
        }
        Content content = new Content(handedOutAt(html), rows);
        if (!html(content.at(), content.rows()).equals(html)) {
            throw new Untrusted(
                    file
                            + " does not match these entries: it contains additional or different"
                            + " text.");
        }
        return content;
    }

    private Row row(String line, int number, DisclosedEntry entry) {
        Map<String, Hidden> found = new LinkedHashMap<>();
        Matcher named = hidden.matcher(line);
        while (named.find()) {
            found.put(
                    Objects.requireNonNull(names.get(named.group(1)), "the pattern has no other"),
                    named.group(2).equals(Hidden.ERASED.kind) ? Hidden.ERASED : Hidden.WITHHELD);
        }
        Row row = Row.of(entry, found);
        StringBuilder rendered = new StringBuilder();
        row(rendered, number, row);
        boolean same =
                rendered.toString().equals(line + "\n")
                        && counted(found, Hidden.WITHHELD) <= entry.withheld().size()
                        && counted(found, Hidden.ERASED) <= entry.erased().size();
        if (!same) {
            throw new Untrusted(
                    file
                            + " does not show entry "
                            + BundleManifest.number(number)
                            + " as it was recorded.");
        }
        return row;
    }

    private static long counted(Map<String, Hidden> hidden, Hidden kind) {
        return hidden.values().stream().filter(each -> each == kind).count();
    }

    private Instant handedOutAt(String html) {
        Matcher at = issuedAt.matcher(html);
        try {
            if (at.find()) {
                return Instant.parse(at.group(1));
            }
        } catch (DateTimeException _) {
            throw new Untrusted(file + " contains an invalid time.");
        }
        throw new Untrusted(file + " does not say when it was issued.");
    }

    private static int place(String name) {
        int place = IN_COLUMNS.indexOf(name);
        return place < 0 ? IN_COLUMNS.size() : place;
    }

    private String count(int entries) {
        return entries == 1
                ? texts.get("entries.one")
                : texts.get("entries.many").replace("{count}", Integer.toString(entries));
    }

    private void row(StringBuilder html, int number, Row row) {
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
    private String mark(Row row) {
        if (row.hidden().containsKey(Reported.FIELD) || Reported.isReported(row.shown())) {
            return strong(
                    Reported.organisation(row.shown())
                            .map(
                                    name ->
                                            texts.get("reported.by")
                                                    .replace("{organisation}", escaped(name)))
                            .orElseGet(() -> texts.get("reported.outside")));
        }
        return Reported.showsRecorder(row.shown()) ? "" : strong(texts.get("reported.unknown"));
    }

    private static String strong(String text) {
        return "<div><strong>" + text + "</strong></div>";
    }

    private static void cell(StringBuilder html, String open, String close, String content) {
        html.append('<').append(open).append('>').append(content);
        html.append("</").append(close).append('>');
    }

    private String fields(Row row, Predicate<String> wanted) {
        Set<String> seen = new HashSet<>();
        return row.names()
                .filter(wanted)
                .filter(seen::add)
                .map(
                        name ->
                                "<div><span class=\"name\">"
                                        + texts.field(name)
                                        + "</span> "
                                        + content(row, name)
                                        + "</div>")
                .collect(Collectors.joining());
    }

    private String content(Row row, String name) {
        String shown = row.shown().get(name);
        if (shown != null) {
            return "<bdi>" + escaped(CanonicalText.of(shown)) + "</bdi>";
        }
        return hidden(row.hidden().getOrDefault(name, Hidden.WITHHELD));
    }

    private String hidden(Hidden why) {
        return "<span class=\"" + why.kind + "\">" + texts.get("hidden." + why.kind) + "</span>";
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
