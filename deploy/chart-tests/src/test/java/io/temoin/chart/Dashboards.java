// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The dashboards of the chart. */
final class Dashboards {

    private Dashboards() {}

    static Map<Path, JsonNode> all() {
        Map<Path, JsonNode> dashboards = new TreeMap<>();
        for (var file : AlertRules.files(Chart.SOURCE.resolve("dashboards"))) {
            // JSON is YAML too
            dashboards.put(file, Chart.read(file));
        }
        return dashboards;
    }

    /** The panels that show something. */
    static List<JsonNode> panels(JsonNode dashboard) {
        List<JsonNode> panels = new ArrayList<>();
        for (var panel : dashboard.path("panels")) {
            if (!panel.path("type").asText().equals("row")) {
                panels.add(panel);
            }
        }
        return panels;
    }

    /** The expressions of all dashboards, with what Grafana would put for its own variables. */
    static List<String> expressions() {
        List<String> expressions = new ArrayList<>();
        for (var dashboard : all().values()) {
            for (var panel : panels(dashboard)) {
                for (var target : panel.path("targets")) {
                    expressions.add(target.path("expr").asText().replace("$__rate_interval", "5m"));
                }
            }
        }
        return expressions;
    }
}
