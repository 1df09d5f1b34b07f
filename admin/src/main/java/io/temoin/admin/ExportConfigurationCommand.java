// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code export-configuration}: what a tenant has configured, as one JSON document. */
@Command(
        name = "export-configuration",
        mixinStandardHelpOptions = true,
        description = {
            "Prints parties, purposes, notices and processing agreements as one JSON document: those"
                    + " that the owner of the token may read.",
            "What is not in it is named on standard error."
        })
final class ExportConfigurationCommand implements Callable<Integer> {

    /** The form of the document. */
    static final String FORM = "temoin-configuration-1";

    @Mixin private ServiceApi api = new ServiceApi();

    @Mixin private Console console = new Console();

    @Override
    public Integer call() throws Exception {
        PrintWriter err = console.err();
        ObjectNode document = ServiceApi.JSON.createObjectNode().put("form", FORM);
        int left = 0;
        List<String> controllers = new ArrayList<>();
        List<String> parties = new ArrayList<>();
        api.each(
                ConfigurationPart.PARTIES.path(),
                one -> {
                    parties.add("/v1/parties/" + one.path("id").asText());
                    if (one.path("roles").toString().contains("CONTROLLER")) {
                        controllers.add(one.path("id").asText());
                    }
                });
        left += read(document, ConfigurationPart.PARTIES, parties, err);
        ArrayNode purposes = document.putArray(ConfigurationPart.PURPOSES.member());
        List<String> notices = new ArrayList<>();
        for (String controller : controllers) {
            String path = ConfigurationPart.PURPOSES.path() + "?controller=" + controller;
            ServiceApi.Reply reply = api.get(path);
            reply.json().path("items").forEach(purposes::add);
            left += reply.isDone() ? 0 : leftOut(path, reply, err);
            api.each(
                    "/v1/notices?controller=" + controller,
                    one -> notices.add(DraftedNotices.pathOf(one)));
        }
        left += read(document, ConfigurationPart.NOTICES, notices, err);
        List<String> agreements = new ArrayList<>();
        api.each(
                ConfigurationPart.AGREEMENTS.path(),
                one ->
                        agreements.add(
                                "/v1/processing-agreements/%s?controller=%s&processor=%s"
                                        .formatted(
                                                one.path("id").asText(),
                                                one.path("controller").asText(),
                                                one.path("processor").asText())));
        left += read(document, ConfigurationPart.AGREEMENTS, agreements, err);
        console.out()
                .println(
                        ServiceApi.JSON
                                .writerWithDefaultPrettyPrinter()
                                .writeValueAsString(document));
        return left == 0 ? AdminProgram.DONE : AdminProgram.FAULTS;
    }

    /** Answers how many could not be read. */
    private int read(
            ObjectNode document, ConfigurationPart part, List<String> paths, PrintWriter err) {
        ArrayNode all = document.putArray(part.member());
        int left = 0;
        for (String path : paths) {
            ServiceApi.Reply reply = api.get(path);
            JsonNode one = reply.json();
            if (reply.isDone()) {
                all.add(one);
            } else {
                left += leftOut(path, reply, err);
            }
        }
        return left;
    }

    private static int leftOut(String path, ServiceApi.Reply reply, PrintWriter err) {
        err.printf("Left out: %s: %s%n", path, reply.explanation());
        return 1;
    }
}
