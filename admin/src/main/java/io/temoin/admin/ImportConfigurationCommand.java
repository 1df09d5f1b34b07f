// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code import-configuration}: gives the commands that register and draft what is in a document.
 * What has legal weight is left to people: an agreement is activated with the document that was
 * signed, a purpose with its grounds, and a notice is published by the controller.
 */
@Command(
        name = "import-configuration",
        mixinStandardHelpOptions = true,
        description = {
            "Registers the parties of an exported document, declares its purposes, and drafts its"
                    + " notices and agreements, by the API of consent-service.",
            "Nothing is activated or published: that is for each controller. What the owner of the"
                    + " token may not do is named. Importing the same document again changes"
                    + " nothing; when somebody else imports it, agreements are drafted again."
        })
final class ImportConfigurationCommand implements Callable<Integer> {

    private static final Set<String> THERE_ALREADY =
            Set.of("party-exists", "purpose-declared-already");

    @Mixin private ServiceApi api = new ServiceApi();

    @Parameters(paramLabel = "FILE", description = "What export-configuration has printed.")
    private @Nullable Path file;

    @Mixin private Console console = new Console();

    @Override
    public Integer call() {
        Path source = file;
        if (source == null) {
            throw new IllegalStateException("picocli requires the parameter");
        }
        PrintWriter out = console.out();
        JsonNode document = read(source);
        DraftedNotices notices = new DraftedNotices(api);
        int left = 0;
        for (ConfigurationPart part : ConfigurationPart.values()) {
            for (JsonNode one : document.path(part.member())) {
                left += give(part, one, notices, out) ? 0 : 1;
            }
        }
        if (left > 0) {
            out.printf(
                    "%d were not imported. Import the document again with a token of their"
                            + " controller: what is there already is left alone.%n",
                    left);
        }
        return left == 0 ? AdminProgram.DONE : AdminProgram.FAULTS;
    }

    /** Whether it is there now. */
    private boolean give(
            ConfigurationPart part, JsonNode one, DraftedNotices notices, PrintWriter out) {
        ObjectNode draft = part.draftOf(one);
        String what = part.nameOf(one);
        if (part == ConfigurationPart.NOTICES && notices.has(draft)) {
            out.printf("  there already: %s%n", what);
            return true;
        }
        ServiceApi.Reply reply = api.post(part.path(), part.keyOf(draft), draft);
        if (reply.isDone()) {
            out.printf("  %s: %s%n", reply.replayed() ? "imported before" : "imported", what);
            return true;
        }
        if (THERE_ALREADY.contains(reply.problem())) {
            out.printf("  there already: %s%n", what);
            return true;
        }
        out.printf("  NOT IMPORTED: %s: %s%n", what, reply.explanation());
        return false;
    }

    private static JsonNode read(Path source) {
        try {
            JsonNode document = ServiceApi.JSON.readTree(source.toFile());
            if (!document.path("form").asText().equals(ExportConfigurationCommand.FORM)) {
                throw new CannotRun(
                        "%s was not written by export-configuration: its 'form' is not %s."
                                .formatted(source, ExportConfigurationCommand.FORM));
            }
            return document;
        } catch (IOException failure) {
            throw new CannotRun(
                    "%s cannot be read: %s".formatted(source, failure.getMessage()), failure);
        }
    }
}
