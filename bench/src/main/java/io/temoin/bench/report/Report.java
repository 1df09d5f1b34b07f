// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Everything that was measured, run by run, for later reading.
 *
 * @param at when it began
 * @param machine what it ran on
 * @param runs runs of each figure
 * @param seconds length of a run of load
 */
public record Report(Instant at, String machine, int runs, int seconds, List<Row> rows) {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Writes it as JSON. */
    public void write(Path file) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("at", at.toString());
        root.put("machine", machine);
        root.put("runs", runs);
        root.put("seconds", seconds);
        var list = root.putArray("figures");
        for (Row row : rows) {
            ObjectNode node = JSON.valueToTree(row);
            node.set("ratios", JSON.valueToTree(row.ratios()));
            node.put("result", row.result());
            node.put("verdict", row.verdict().name());
            list.add(node);
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, JSON.writeValueAsString(root) + "\n");
    }
}
