// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.chassis.testing.SchemaChanges.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The contracts of the last release, {@code contracts/baseline}, and what has been broken since.
 */
final class ContractBaseline {

    private ContractBaseline() {}

    private static Path folder() {
        return ContractFiles.folder().resolve("baseline");
    }

    /** Takes the present contracts as the baseline: once, with the release. */
    static void renew() {
        try {
            if (Files.exists(folder())) {
                try (var files = Files.walk(folder())) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            for (Path file : contracts()) {
                ContractFiles.write(
                        folder().resolve(ContractFiles.folder().relativize(file)),
                        ContractFiles.read(file));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the baseline cannot be renewed", failure);
        }
    }

    private static List<Path> contracts() throws IOException {
        List<Path> contracts = new ArrayList<>(List.of(AsyncApiDocument.file()));
        for (String folder : List.of("openapi", "events")) {
            try (var files = Files.walk(ContractFiles.folder().resolve(folder))) {
                contracts.addAll(files.filter(Files::isRegularFile).sorted().toList());
            }
        }
        return contracts;
    }

    /** What breaks those who go by the last release. */
    static List<String> broken() {
        List<String> broken = new ArrayList<>();
        broken.addAll(
                ContractChanges.ofTopics(
                        AsyncApiDocument.read(folder().resolve("asyncapi.yaml")),
                        AsyncApiDocument.committed()));
        for (Path old : list(folder().resolve("openapi"))) {
            Path now = ContractFiles.folder().resolve("openapi").resolve(old.getFileName());
            ContractChanges.ofOperations(AsyncApiDocument.read(old), AsyncApiDocument.read(now))
                    .forEach(change -> broken.add(old.getFileName() + ": " + change));
        }
        for (Path old : list(folder().resolve("events"))) {
            String type = old.getFileName().toString();
            event(type, old).forEach(change -> broken.add(type + ": " + change));
        }
        return broken;
    }

    private static List<String> event(String type, Path old) {
        if (!Files.exists(ContractFiles.event(type))) {
            return List.of("was removed");
        }
        EventContract now = EventContract.of(type);
        JsonNode before = AsyncApiDocument.read(old.resolve("schema.json"));
        List<String> broken =
                new ArrayList<>(SchemaChanges.breaking(before, now.schema(), Side.WRITTEN));
        for (Path example : list(old)) {
            if (example.getFileName().toString().startsWith("example")) {
                now.violations(ContractFiles.read(example))
                        .forEach(
                                violation ->
                                        broken.add("an event of before is refused: " + violation));
            }
        }
        return broken;
    }

    private static List<Path> list(Path folder) {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
