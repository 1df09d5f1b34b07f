// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of all endpoints says the same as the access tables, which every call is held to. */
class WhoCallsWhatTest {

    private static final List<String> SERVICES =
            List.of("consent", "recording", "retention", "audit");

    /** What one cell of the page has between backticks: methods, then perhaps a path. */
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    private static final Pattern ENDPOINT = Pattern.compile("([A-Z]+)?\\s*(/\\S*)?");

    /** Roles and nothing else: who is let in does not depend on anything the table cannot say. */
    private static final Pattern ONLY_ROLES = Pattern.compile("(`[a-z-]+`\\s*)+");

    private record Row(String who, Set<String> endpoints, String service) {}

    @Test
    void namesEveryEndpointAndNoOther() throws IOException {
        List<Row> rows = rows();
        for (String service : SERVICES) {
            Set<String> named =
                    rows.stream()
                            .filter(
                                    row ->
                                            row.service().equals(service)
                                                    || row.service().equals("all"))
                            .flatMap(row -> row.endpoints().stream())
                            .collect(Collectors.toCollection(TreeSet::new));

            assertThat(named).as(service).isEqualTo(rolesByEndpoint(service).keySet());
        }
    }

    @Test
    void namesTheRolesThatAreLetIn() throws IOException {
        int compared = 0;
        for (Row row : rows()) {
            if (!ONLY_ROLES.matcher(row.who()).matches()) {
                continue;
            }
            Set<String> roles =
                    QUOTED.matcher(row.who())
                            .results()
                            .map(found -> found.group(1))
                            .collect(Collectors.toSet());
            for (String endpoint : row.endpoints()) {
                assertThat(rolesByEndpoint(row.service()).get(endpoint))
                        .as(endpoint)
                        .isEqualTo(roles);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(60);
    }

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(SourceTree.root().resolve("docs/who-calls-what.md")).stream()
                .filter(line -> line.startsWith("| ") && line.contains("/v1/"))
                .map(line -> line.split(" \\| ", -1))
                .map(cells -> new Row(cells[0].substring(2), endpoints(cells[1]), cells[2]))
                .toList();
    }

    /** A path without {@code /v1} goes on from the first one of its cell. */
    private static Set<String> endpoints(String cell) {
        Set<String> endpoints = new TreeSet<>();
        List<String> methods = new ArrayList<>();
        boolean complete = false;
        String first = "";
        Matcher quoted = QUOTED.matcher(cell);
        while (quoted.find()) {
            Matcher parts = ENDPOINT.matcher(quoted.group(1));
            assertThat(parts.matches()).as(quoted.group(1)).isTrue();
            if (parts.group(1) != null) {
                if (complete) {
                    methods.clear();
                }
                methods.add(parts.group(1));
            }
            complete = parts.group(2) != null;
            if (complete) {
                String path =
                        parts.group(2).startsWith("/v1/") ? parts.group(2) : first + parts.group(2);
                first = first.isEmpty() ? path : first;
                methods.forEach(method -> endpoints.add(method + " " + path));
            }
        }
        return endpoints;
    }

    /** Those for whom any cell of the access table has an answer that is no refusal of the role. */
    private static Map<String, Set<String>> rolesByEndpoint(String service) throws IOException {
        Path table = SourceTree.root().resolve("contracts/access/" + service + "-service.csv");
        List<String[]> lines =
                Files.readAllLines(table).stream().map(line -> line.split(",", -1)).toList();
        Map<String, Set<String>> roles = new TreeMap<>();
        for (String[] line : lines.subList(1, lines.size())) {
            Set<String> letIn = new TreeSet<>();
            for (int column = 3; column < line.length; column++) {
                if (!Set.of("403", "401").containsAll(Arrays.asList(line[column].split("/")))) {
                    letIn.add(lines.getFirst()[column].replace("+tenant_wide", ""));
                }
            }
            roles.put(line[1] + " " + line[2], letIn);
        }
        return roles;
    }
}
