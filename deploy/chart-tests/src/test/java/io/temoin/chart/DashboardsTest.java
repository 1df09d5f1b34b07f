// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardsTest {

    private static final int COLUMNS = 24;

    static Stream<Path> files() {
        return Dashboards.all().keySet().stream();
    }

    @Test
    void thereAreFourOfNamesOfTheirOwn() {
        var dashboards = Dashboards.all().values();
        assertThat(dashboards).hasSize(4);
        assertThat(dashboards.stream().map(dashboard -> dashboard.path("uid").asText()))
                .doesNotHaveDuplicates()
                .allMatch(uid -> uid.startsWith("temoin-"));
        assertThat(dashboards.stream().map(dashboard -> dashboard.path("title").asText()))
                .doesNotHaveDuplicates()
                .allMatch(title -> title.startsWith("Temoin / "));
    }

    @ParameterizedTest
    @MethodSource("files")
    void readsFromTheDataSourceThatIsChosen(Path file) {
        var dashboard = Dashboards.all().get(file);
        assertThat(dashboard.at("/templating/list/0"))
                .hasToString(
                        "{\"name\":\"datasource\",\"label\":\"Data"
                                + " source\",\"type\":\"datasource\","
                                + "\"query\":\"prometheus\",\"current\":{}}");
        List<JsonNode> sources = new ArrayList<>(dashboard.findValues("datasource"));
        assertThat(sources)
                .isNotEmpty()
                .allSatisfy(
                        source ->
                                assertThat(source.path("uid").asText()).isEqualTo("${datasource}"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyPanelHasAnIdOfItsOwnAndSaysWhatItShowsInWhichUnit(Path file) {
        var dashboard = Dashboards.all().get(file);
        Set<Integer> ids = new HashSet<>();
        dashboard
                .path("panels")
                .forEach(panel -> assertThat(ids.add(panel.path("id").asInt())).isTrue());
        for (var panel : Dashboards.panels(dashboard)) {
            var title = panel.path("title").asText();
            assertThat(title).isNotBlank();
            assertThat(panel.path("description").asText()).as(title).endsWith(".");
            assertThat(panel.at("/fieldConfig/defaults/unit").asText()).as(title).isNotBlank();
            assertThat(panel.path("targets")).as(title).isNotEmpty();
            for (var target : panel.path("targets")) {
                assertThat(target.path("legendFormat").asText()).as(title).isNotBlank();
                assertThat(target.path("expr").asText())
                        .as(title)
                        .contains("namespace=~\"$namespace\"");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void noPanelLiesOnAnother(Path file) {
        Set<List<Integer>> taken = new HashSet<>();
        for (var panel : Dashboards.all().get(file).path("panels")) {
            var place = panel.path("gridPos");
            for (var x = 0; x < place.path("w").asInt(); x++) {
                for (var y = 0; y < place.path("h").asInt(); y++) {
                    var column = place.path("x").asInt() + x;
                    assertThat(column).isLessThan(COLUMNS);
                    assertThat(taken.add(List.of(column, place.path("y").asInt() + y)))
                            .as(panel.path("title").asText())
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void theChartRendersItUnchangedForTheSidecar(Path file) throws IOException {
        var name = file.getFileName().toString();
        var map =
                Manifests.one(
                        Chart.render(Chart.values("production")),
                        "ConfigMap",
                        "temoin-dashboard-" + name.replace(".json", ""));
        assertThat(map.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
        assertThat(Chart.YAML.readTree(map.path("data").path(name).asText()))
                .isEqualTo(Dashboards.all().get(file));
    }
}
