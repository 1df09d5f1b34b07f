// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.openapi;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Errors that many operations answer in the same words become components of the document, named
 * after their problem types: {@code Forbidden}, {@code ServiceUnavailable}.
 */
final class SharedResponses {

    private static final String RESPONSES = "#/components/responses/";

    /** A description that is nothing but a type reads the same everywhere. */
    private static final Pattern TYPE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private SharedResponses() {}

    static void extract(OpenAPI document) {
        Map<String, APIResponse> shared = new TreeMap<>();
        Schemas.operations(document)
                .forEach(operation -> extract(operation.getResponses(), shared));
        shared.forEach(document.getComponents()::addResponse);
    }

    private static void extract(APIResponses described, Map<String, APIResponse> shared) {
        Map<String, APIResponse> responses = new TreeMap<>(described.getAPIResponses());
        responses.replaceAll(
                (status, response) -> {
                    if (!isError(status)
                            || response.getContent() == null
                            || !TYPE.matcher(response.getDescription()).matches()) {
                        return response;
                    }
                    String name = name(response.getDescription());
                    APIResponse known = shared.computeIfAbsent(name, _ -> response);
                    return types(known).equals(types(response))
                            ? OASFactory.createAPIResponse().ref(RESPONSES + name)
                            : response;
                });
        described.setAPIResponses(responses);
    }

    private static Set<String> types(APIResponse response) {
        if (response.getContent() == null || response.getContent().getMediaTypes() == null) {
            return Set.of();
        }
        return response.getContent().getMediaTypes().values().stream()
                .map(MediaType::getExamples)
                .filter(Objects::nonNull)
                .flatMap(examples -> examples.keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
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
