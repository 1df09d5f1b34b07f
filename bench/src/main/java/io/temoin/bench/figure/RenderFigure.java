// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import com.marcnuri.helm.Helm;
import io.temoin.bench.report.CpuWatch;
import io.temoin.bench.report.Goal;
import io.temoin.bench.report.Row;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long Helm takes to render the chart, with whichever of its values files takes longest. */
final class RenderFigure implements Figure {

    private static final String KUBERNETES = "1.34.0";

    private record Rendered(Path values, double millis, long objects) {}

    @Override
    public String name() {
        return "render";
    }

    @Override
    public List<Row> measure(Session session) throws IOException {
        Path chart = SourceTree.root().resolve("deploy/helm/temoin");
        List<Path> files = files(chart.resolve("values"));
        // The first loads Helm itself.
        Rendered slowest = render(chart, files.getFirst());
        List<Double> millis = new ArrayList<>();
        CpuWatch cpu = CpuWatch.start();
        for (int run = 0; run < session.runs(); run++) {
            slowest = slowest(chart, files);
            millis.add(slowest.millis());
            session.say(
                    String.format(
                            Locale.ROOT,
                            "  render: %s %.0f ms, %d objects",
                            slowest.values().getFileName(),
                            slowest.millis(),
                            slowest.objects()));
        }
        return List.of(
                new Row(
                        name(),
                        "chart rendered, slowest of %d values files".formatted(files.size()),
                        "stands alone",
                        "ms",
                        millis,
                        List.of(),
                        Goal.atMost(1_000, 500),
                        cpu.foreign(),
                        "last: %s, %d objects."
                                .formatted(slowest.values().getFileName(), slowest.objects())));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    private static Rendered slowest(Path chart, List<Path> files) {
        Rendered slowest = render(chart, files.getFirst());
        for (Path file : files.subList(1, files.size())) {
            Rendered rendered = render(chart, file);
            slowest = rendered.millis() > slowest.millis() ? rendered : slowest;
        }
        return slowest;
    }

    private static Rendered render(Path chart, Path values) {
        long began = System.nanoTime();
        String objects =
                new Helm(chart)
                        .template()
                        .withName("temoin")
                        .withNamespace("temoin")
                        .withKubeVersion(KUBERNETES)
                        .withValuesFile(values)
                        .call();
        double millis = (System.nanoTime() - began) / 1e6;
        return new Rendered(values, millis, objects.lines().filter("---"::equals).count());
    }
}
