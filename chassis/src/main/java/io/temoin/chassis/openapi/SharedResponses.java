// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.openapi;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Errors that several operations answer alike become components of the document, named after their
 * problem types: {@code Forbidden}, {@code ServiceUnavailable}.
 */
final class SharedResponses {

    private static final String RESPONSES = "#/components/responses/";

    private SharedResponses() {}

    static void extract(OpenAPI document) {
        Map<APIResponse, Integer> uses = new LinkedHashMap<>();
        Schemas.operations(document)
                .forEach(
                        operation ->
                                operation
                                        .getResponses()
                                        .getAPIResponses()
                                        .forEach(
                                                (status, response) -> {
                                                    if (isError(status)
                                                            && response.getContent() != null) {
                                                        uses.merge(response, 1, Integer::sum);
                                                    }
                                                }));
        uses.values().removeIf(count -> count == 1);
        Map<APIResponse, String> names = names(uses.keySet());
        names.forEach((response, name) -> document.getComponents().addResponse(name, response));
        Schemas.operations(document)
                .forEach(
                        operation -> {
                            Map<String, APIResponse> responses =
                                    new TreeMap<>(operation.getResponses().getAPIResponses());
                            responses.replaceAll(
                                    (_, it) ->
                                            names.containsKey(it)
                                                    ? OASFactory.createAPIResponse()
                                                            .ref(RESPONSES + names.get(it))
                                                    : it);
                            operation.getResponses().setAPIResponses(responses);
                        });
    }

    /** The first of its types, or as many as it takes to tell it from the others. */
    private static Map<APIResponse, String> names(Set<APIResponse> responses) {
        Map<APIResponse, String> names = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        responses.stream()
                .sorted(
                        Comparator.comparingInt((APIResponse it) -> types(it).size())
                                .thenComparing(APIResponse::getDescription))
                .forEach(
                        response -> {
                            List<String> types = types(response);
                            for (int i = 1; i <= types.size(); i++) {
                                String name =
                                        types.subList(0, i).stream()
                                                .map(SharedResponses::name)
                                                .collect(Collectors.joining("Or"));
                                if (taken.add(name)) {
                                    names.put(response, name);
                                    return;
                                }
                            }
                        });
        return names;
    }

    private static List<String> types(APIResponse response) {
        return List.of(response.getDescription().split(", ", -1));
    }

    private static String name(String type) {
        return Arrays.stream(type.split("-", -1))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static boolean isError(String status) {
        return status.startsWith("4") || status.startsWith("5");
    }
}
