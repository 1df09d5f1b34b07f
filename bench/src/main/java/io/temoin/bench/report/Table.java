// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The rows as a Markdown table that also reads well in a terminal. */
public final class Table {

    private static final List<String> HEAD =
            List.of(
                    "figure",
                    "measured",
                    "against",
                    "baseline",
                    "ratio",
                    "spread",
                    "goal",
                    "verdict",
                    "foreign CPU");

    private Table() {}

    /** The table, then the notes. */
    public static String of(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        rows.forEach(row -> lines.add(cells(row)));
        int[] widths = new int[HEAD.size()];
        for (List<String> line : lines) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], line.get(column).length());
            }
        }
        List<String> text = new ArrayList<>();
        lines.forEach(line -> text.add(padded(line, widths)));
        text.add(1, rule(widths));
        rows.stream()
                .filter(row -> !row.note().isEmpty())
                .map(row -> row.title() + ": " + row.note())
                .distinct()
                .forEach(text::add);
        return String.join("\n", text);
    }

    private static List<String> cells(Row row) {
        List<Double> judged = row.standsAlone() ? row.measured() : row.ratios();
        return List.of(
                row.title(),
                quantity(Samples.median(row.measured()), row.unit()),
                row.against(),
                row.standsAlone() ? "–" : quantity(Samples.median(row.limits()), row.unit()),
                row.standsAlone() ? "–" : ratio(row.result()),
                spread(judged, row.standsAlone()),
                row.goal().toString(),
                row.verdict().name().toLowerCase(Locale.ROOT),
                String.format(Locale.ROOT, "%.0f %%", row.foreignCpu() * 100));
    }

    private static String quantity(double value, String unit) {
        return number(value) + " " + unit;
    }

    private static String spread(List<Double> values, boolean absolute) {
        double least = values.stream().min(Double::compare).orElseThrow();
        double most = values.stream().max(Double::compare).orElseThrow();
        return absolute ? number(least) + "–" + number(most) : ratio(least) + "–" + ratio(most);
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String number(double value) {
        return value >= 100
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String padded(List<String> cells, int[] widths) {
        List<String> padded = new ArrayList<>();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            padded.add(cell + " ".repeat(widths[column] - cell.length()));
        }
        return padded.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String rule(int[] widths) {
        List<String> dashes = new ArrayList<>();
        for (int width : widths) {
            dashes.add("-".repeat(width));
        }
        return dashes.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }
}
