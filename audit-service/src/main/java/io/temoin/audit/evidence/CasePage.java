// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.eventsourcing.store.EventCodec;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A case as a page that any browser shows without a network: a table of the entries, no script,
 * nothing from elsewhere, every value escaped and kept from turning the text around it.
 *
 * @param at when the bundle is handed out
 */
record CasePage(Instant at) {

    private static final String HEAD =
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
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
            <p>{count}, oldest first, handed out at {at}. This page is for reading. What is proven is in the
            files of the folder <code>entries</code>; <code>README.txt</code> says how to verify them
            without trusting whoever gave you this.</p>
            <p><span class="withheld">withheld</span>: recorded, and not shown in this bundle.
            <span class="erased">erased</span>: recorded, and nobody can show it any more, since the
            key to it was destroyed. The proofs hold in both cases.</p>
            """;

    /** A column: its heading, and the statements in it. */
    private record Column(String heading, List<String> names) {}

    private static final List<Column> COLUMNS =
            List.of(
                    new Column("When", List.of("at", "recordedAt")),
                    new Column("What", List.of("action", "outcome", "because")),
                    new Column("Who", List.of("actor", "organisation", "role")),
                    new Column("Where from", List.of("workstation")),
                    new Column("Why", List.of("purposes", "reasonCode", "reasonReference")),
                    new Column(
                            "About what",
                            List.of("controller", "subject", "recording", "decision", "consent")),
                    new Column("How", List.of("service", "operation", "channel")));

    private static final String REST = "Trace";

    private static final Set<String> IN_COLUMNS =
            COLUMNS.stream().flatMap(column -> column.names().stream()).collect(Collectors.toSet());

    /** The page. */
    String html(List<EvidenceItem> items) {
        StringBuilder html = new StringBuilder(HEAD);
        html.append(
                INTRODUCTION
                        .replace("{count}", count(items.size()))
                        .replace("{at}", at.toString()));
        html.append("<table>\n<caption>Who did what, why, how, when and from which workstation");
        html.append("</caption>\n<thead><tr><th scope=\"col\">No.</th>");
        Stream.concat(COLUMNS.stream().map(Column::heading), Stream.of(REST))
                .forEach(heading -> cell(html, "th scope=\"col\"", "th", heading));
        html.append("</tr></thead>\n<tbody>\n");
        for (int i = 0; i < items.size(); i++) {
            row(html, i + 1, items.get(i).statements());
        }
        return html.append("</tbody>\n</table>\n</main>\n</body>\n</html>\n").toString();
    }

    private static String count(int entries) {
        return entries == 1 ? "One entry" : entries + " entries";
    }

    private static void row(StringBuilder html, int number, List<Statement> statements) {
        html.append("<tr>");
        cell(html, "th scope=\"row\"", "th", "%04d".formatted(number));
        for (Column column : COLUMNS) {
            cell(
                    html,
                    "td",
                    "td",
                    inColumn(
                            statements.stream()
                                    .filter(each -> column.names().contains(each.name()))));
        }
        cell(
                html,
                "td",
                "td",
                inColumn(statements.stream().filter(each -> !IN_COLUMNS.contains(each.name()))));
        html.append("</tr>\n");
    }

    private static void cell(StringBuilder html, String open, String close, String content) {
        html.append('<').append(open).append('>').append(content);
        html.append("</").append(close).append('>');
    }

    private static String inColumn(Stream<Statement> statements) {
        return statements
                .map(
                        each ->
                                "<div><span class=\"name\">"
                                        + escaped(each.name())
                                        + "</span> "
                                        + content(each)
                                        + "</div>")
                .collect(Collectors.joining());
    }

    private static String content(Statement statement) {
        return switch (statement.state()) {
            case SHOWN -> "<bdi>" + escaped(text(statement.value())) + "</bdi>";
            case WITHHELD -> "<span class=\"withheld\">withheld</span>";
            case ERASED -> "<span class=\"erased\">erased</span>";
        };
    }

    /** A text as it is, the items of a list with commas between them. */
    private static String text(String json) {
        try {
            JsonNode value = EventCodec.JSON.readTree(json);
            return value.isArray()
                    ? StreamSupport.stream(value.spliterator(), false)
                            .map(JsonNode::asText)
                            .collect(Collectors.joining(", "))
                    : value.asText();
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("a statement's value is JSON", failure);
        }
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
