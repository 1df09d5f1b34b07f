// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.openapi;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The schemas of an OpenAPI document, wherever they are. */
final class Schemas {

    private static final String COMPONENTS = "#/components/schemas/";

    private Schemas() {}

    /** The component that a {@code $ref} leads to. */
    static String componentOf(String ref) {
        return ref.substring(COMPONENTS.length());
    }

    /** The {@code $ref} of a component. */
    static String refTo(String component) {
        return COMPONENTS + component;
    }

    /** All operations of a document. */
    static Stream<Operation> operations(OpenAPI document) {
        return document.getPaths() == null
                ? Stream.empty()
                : document.getPaths().getPathItems().values().stream()
                        .map(PathItem::getOperations)
                        .map(Map::values)
                        .flatMap(Collection::stream);
    }

    /** Visits every schema of a document once. */
    static void each(OpenAPI document, Consumer<Schema> visit) {
        Deque<Schema> open = new ArrayDeque<>();
        operations(document)
                .forEach(
                        operation -> {
                            parameters(operation).forEach(it -> add(it.getSchema(), open));
                            if (operation.getRequestBody() != null) {
                                open.addAll(of(operation.getRequestBody().getContent()));
                            }
                            open.addAll(ofResponses(operation));
                        });
        if (document.getComponents() != null && document.getComponents().getSchemas() != null) {
            open.addAll(document.getComponents().getSchemas().values());
        }
        Set<Schema> seen = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
        while (!open.isEmpty()) {
            Schema schema = open.pop();
            if (seen.add(schema)) {
                visit.accept(schema);
                open.addAll(children(schema));
            }
        }
    }

    /** The components that the answers of a document are made of. */
    static Set<String> answered(OpenAPI document) {
        Map<String, Schema> components = document.getComponents().getSchemas();
        Deque<Schema> open = new ArrayDeque<>();
        operations(document).forEach(operation -> open.addAll(ofResponses(operation)));
        Set<String> reached = new HashSet<>();
        while (!open.isEmpty()) {
            Schema schema = open.pop();
            open.addAll(children(schema));
            if (schema.getRef() != null && reached.add(componentOf(schema.getRef()))) {
                add(components.get(componentOf(schema.getRef())), open);
            }
        }
        return reached;
    }

    /** The parameters of an operation. */
    static Stream<Parameter> parameters(Operation operation) {
        return operation.getParameters() == null
                ? Stream.empty()
                : operation.getParameters().stream();
    }

    private static Set<Schema> ofResponses(Operation operation) {
        Set<Schema> found = new LinkedHashSet<>();
        operation
                .getResponses()
                .getAPIResponses()
                .values()
                .forEach(response -> found.addAll(of(response.getContent())));
        return found;
    }

    private static Set<Schema> of(@Nullable Content content) {
        Set<Schema> found = new LinkedHashSet<>();
        if (content != null && content.getMediaTypes() != null) {
            for (MediaType type : content.getMediaTypes().values()) {
                if (type.getSchema() != null) {
                    found.add(type.getSchema());
                }
            }
        }
        return found;
    }

    private static Deque<Schema> children(Schema schema) {
        Deque<Schema> children = new ArrayDeque<>();
        if (schema.getProperties() != null) {
            children.addAll(schema.getProperties().values());
        }
        for (var list :
                java.util.Arrays.asList(schema.getAllOf(), schema.getAnyOf(), schema.getOneOf())) {
            if (list != null) {
                children.addAll(list);
            }
        }
        add(schema.getItems(), children);
        add(schema.getAdditionalPropertiesSchema(), children);
        return children;
    }

    private static void add(@Nullable Schema schema, Deque<Schema> to) {
        if (schema != null) {
            to.add(schema);
        }
    }
}
