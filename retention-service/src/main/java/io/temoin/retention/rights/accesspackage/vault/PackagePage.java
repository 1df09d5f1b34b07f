// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.packageparts.domain.PackageKind;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageRequested;
import io.temoin.retention.rights.accesspackage.domain.MissingPart;
import io.temoin.retention.rights.accesspackage.domain.Withheld;
import io.temoin.retention.rights.accesspackage.vault.PackageZip.Gap;
import io.temoin.retention.rights.domain.AnswerPart;
import io.temoin.retention.rights.domain.OwnerService;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import java.util.regex.Pattern;

/**
 * A page of a package that a person can read, in French and in English: no scripts, nothing from
 * elsewhere, and everything that comes from data is escaped.
 */
final class PackagePage {

    static final List<Locale> LANGUAGES = List.of(Locale.FRENCH, Locale.ENGLISH);

    private static final Map<Locale, ResourceBundle> TEXTS =
            Map.of(
                    Locale.FRENCH, texts(Locale.FRENCH),
                    Locale.ENGLISH, texts(Locale.ENGLISH));

    private static final Pattern MOMENT =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z");

    private static final String STYLE =
            """
            body{font:16px/1.5 sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}\
            table{border-collapse:collapse;margin:0 0 2rem;display:block;overflow-x:auto}\
            th,td{border:1px solid #999;padding:.3rem .6rem;text-align:left;vertical-align:top}\
            """;

    private final AccessPackageRequested requested;
    private final ZoneId zone;

    PackagePage(AccessPackageRequested requested, ZoneId zone) {
        this.requested = requested;
        this.zone = zone;
    }

    void begin(OutputStream out) throws IOException {
        write(
                out,
                "<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n"
                        + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src"
                        + " 'none'; style-src 'unsafe-inline'\">\n<title>");
        write(out, escaped(text(Locale.FRENCH, "title") + " / " + text(Locale.ENGLISH, "title")));
        write(out, "</title>\n<style>" + STYLE + "</style>\n</head>\n<body>\n<p>");
        write(out, "<a href=\"#fr\">Français</a> · <a href=\"#en\">English</a></p>\n");
    }

    void end(OutputStream out) throws IOException {
        write(out, "</body>\n</html>\n");
    }

    /** What it is, and what is missing. */
    void head(OutputStream out, Locale language, List<MissingPart> missing, List<Gap> gaps)
            throws IOException {
        String code = language.getLanguage();
        write(out, "<section id=\"" + code + "\" lang=\"" + code + "\">\n<h1>");
        write(out, escaped(text(language, "title")) + "</h1>\n");
        paragraph(
                out,
                MessageFormat.format(
                        text(
                                language,
                                requested.kind() == PackageKind.ACCESS
                                        ? "intro.access"
                                        : "intro.portability"),
                        requested.controller(),
                        moment(language, requested.at())));
        paragraph(out, text(language, "voices." + requested.otherVoices().name()));
        paragraph(out, text(language, "files"));
        paragraph(out, text(language, "copies"));
        if (missing.isEmpty() && gaps.isEmpty()) {
            paragraph(out, text(language, "complete"));
            return;
        }
        write(out, "<h2>" + escaped(text(language, "missing")) + "</h2>\n<ul>\n");
        for (MissingPart part : missing) {
            item(
                    out,
                    text(language, "service." + TableColumns.folder(part.service())),
                    reason(language, part.reason().name()));
        }
        for (Gap gap : gaps) {
            item(
                    out,
                    text(language, "service." + gap.service()) + ", " + gap.item(),
                    reason(language, gap.reason()));
        }
        write(out, "</ul>\n");
    }

    /** What the answer refused. */
    void refused(OutputStream out, Locale language, Withheld withheld) throws IOException {
        if (withheld.parts().isEmpty()) {
            return;
        }
        write(out, "<h2>" + escaped(text(language, "refused")) + "</h2>\n<ul>\n");
        for (AnswerPart part : withheld.parts()) {
            String service = text(language, "service." + TableColumns.folder(part.service()));
            item(
                    out,
                    part.item() == null ? service : service + ", " + part.item(),
                    part.ground() == null
                            ? text(language, "refused")
                            : reason(language, part.ground().name()));
        }
        write(out, "</ul>\n");
    }

    private static void item(OutputStream out, String what, String why) throws IOException {
        write(out, "<li>" + escaped(what) + ": " + escaped(why) + "</li>\n");
    }

    /** One table. */
    void table(
            OutputStream out,
            Locale language,
            OwnerService service,
            String name,
            PartReader.Source rows)
            throws IOException {
        List<String> columns = TableColumns.of(service, name);
        String folder = TableColumns.folder(service);
        write(out, "<h2>" + escaped(text(language, "table." + folder + "." + name)) + "</h2>\n");
        write(out, "<table>\n<thead><tr>");
        for (String column : columns) {
            write(out, "<th>" + escaped(text(language, "column." + column)) + "</th>");
        }
        write(out, "</tr></thead>\n<tbody>\n");
        rows.readInto(row -> row(out, language, columns, row));
        write(out, "</tbody>\n</table>\n");
    }

    private void row(OutputStream out, Locale language, List<String> columns, JsonNode row)
            throws IOException {
        StringBuilder html = new StringBuilder("<tr>");
        for (String column : columns) {
            String value = CsvLine.text(row.path(column));
            html.append("<td>")
                    .append(
                            escaped(
                                    MOMENT.matcher(value).matches()
                                            ? moment(language, Instant.parse(value))
                                            : words(language, column, value)))
                    .append("</td>");
        }
        write(out, html.append("</tr>\n").toString());
    }

    /** Codes that a person has to understand are written in words. */
    private static String words(Locale language, String column, String value) {
        ResourceBundle texts = Objects.requireNonNull(TEXTS.get(language));
        String key = "value." + column + "." + value;
        return texts.containsKey(key) ? texts.getString(key) : value;
    }

    /** What else the law grants. */
    void foot(OutputStream out, Locale language) throws IOException {
        paragraph(out, text(language, "rights"));
        write(out, "</section>\n");
    }

    private static void paragraph(OutputStream out, String text) throws IOException {
        write(out, "<p>" + escaped(text) + "</p>\n");
    }

    private String moment(Locale language, Instant at) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(language)
                .format(at.atZone(zone));
    }

    private static String reason(Locale language, String code) {
        return text(language, "reason." + code);
    }

    /** A newer service may know words that this one does not; they are shown as they are. */
    private static String text(Locale language, String key) {
        ResourceBundle texts = Objects.requireNonNull(TEXTS.get(language));
        return texts.containsKey(key)
                ? texts.getString(key)
                : key.substring(key.lastIndexOf('.') + 1);
    }

    /** The texts in one language. */
    static ResourceBundle texts(Locale language) {
        String resource = "/accesspackage/" + language.getLanguage() + ".properties";
        try (InputStream found = PackagePage.class.getResourceAsStream(resource)) {
            return new PropertyResourceBundle(
                    new InputStreamReader(
                            Objects.requireNonNull(found, resource), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException("the texts of packages cannot be read", failure);
        }
    }

    static String escaped(String text) {
        StringBuilder html = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        point -> {
                            switch (point) {
                                case '<' -> html.append("&lt;");
                                case '>' -> html.append("&gt;");
                                case '&' -> html.append("&amp;");
                                case '"' -> html.append("&quot;");
                                case '\'' -> html.append("&#39;");
                                default -> html.appendCodePoint(point);
                            }
                        });
        return html.toString();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
