// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.openapi;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * Gives every body the examples that {@code contracts/examples} has of its schema: {@code
 * <schema>.json} holds them by their names. A body whose schema has no name takes the file that is
 * called like its operation; a text is its only example, in a {@code .txt}.
 */
final class ExampleFiles {

    private static final String FOLDER = "contracts/examples/";
    private static final String EXAMPLES = "#/components/examples/";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ExampleFiles() {}

    static void addTo(OpenAPI document) {
        Schemas.operations(document)
                .forEach(
                        operation -> {
                            if (operation.getRequestBody() != null) {
                                add(operation, operation.getRequestBody().getContent(), document);
                            }
                            operation
                                    .getResponses()
                                    .getAPIResponses()
                                    .forEach(
                                            (status, response) -> {
                                                if (status.startsWith("2")) {
                                                    add(operation, response.getContent(), document);
                                                }
                                            });
                        });
    }

    private static void add(Operation operation, @Nullable Content content, OpenAPI document) {
        if (content == null) {
            return;
        }
        content.getMediaTypes()
                .forEach(
                        (type, body) -> {
                            String name = name(operation, body);
                            read(name, type)
                                    .forEach(
                                            (key, value) -> {
                                                String component = component(name, key);
                                                document.getComponents()
                                                        .addExample(
                                                                component,
                                                                OASFactory.createExample()
                                                                        .value(value));
                                                body.addExample(
                                                        key,
                                                        OASFactory.createExample()
                                                                .ref(EXAMPLES + component));
                                            });
                        });
    }

    private static String name(Operation operation, MediaType body) {
        return body.getSchema() == null || body.getSchema().getRef() == null
                ? operation.getOperationId()
                : Schemas.componentOf(body.getSchema().getRef());
    }

    /** Keys of components are letters, digits, hyphens, dots and underscores. */
    private static String component(String name, String example) {
        return name + "-" + example.replaceAll("[^A-Za-z0-9]+", "-");
    }

    private static Map<String, Object> read(String name, String mediaType) {
        try {
            if (mediaType.startsWith("text/")) {
                byte[] text = file(name + ".txt");
                return text == null
                        ? Map.of()
                        : Map.of("text", new String(text, StandardCharsets.UTF_8));
            }
            byte[] json = isJson(mediaType) ? file(name + ".json") : null;
            return json == null
                    ? Map.of()
                    : MAPPER.readValue(json, new TypeReference<Map<String, Object>>() {});
        } catch (IOException failure) {
            throw new UncheckedIOException("the examples of " + name + " cannot be read", failure);
        }
    }

    private static boolean isJson(String mediaType) {
        return mediaType.equals("application/json") || mediaType.endsWith("+json");
    }

    private static byte @Nullable [] file(String name) throws IOException {
        // That of a build, which also has the service's files; the chassis' own does not.
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream file = loader.getResourceAsStream(FOLDER + name)) {
            return file == null ? null : file.readAllBytes();
        }
    }
}
