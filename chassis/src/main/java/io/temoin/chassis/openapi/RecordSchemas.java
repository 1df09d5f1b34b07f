// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.temoin.chassis.openapi.JavaTypes.Presence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;

/**
 * Makes schemas say what their Java types say: a component of a record that is not
 * {@code @Nullable} is required, one that is written as null may be null, and types that share a
 * simple name get names of their own instead of a number.
 *
 * <p>Runs at build time; what cannot be told apart fails the build with the remedy.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class RecordSchemas implements OASFilter {

    private final JavaTypes types;

    /** Called by SmallRye OpenAPI, which makes its filters by reflection. */
    public RecordSchemas(IndexView index) {
        this.types = new JavaTypes(index);
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null || document.getComponents().getSchemas() == null) {
            return;
        }
        Schemas.each(document, RecordSchemas::mendType);
        Schemas.each(document, SharedFormats::ofMembers);
        Map<String, Schema> schemas = new TreeMap<>(document.getComponents().getSchemas());
        Set<String> answered = Schemas.answered(document);
        schemas.forEach((name, schema) -> complete(name, schema, answered.contains(name)));
        rename(document, schemas);
    }

    /** SmallRye adds the type "object" to a reference or an enum that has a description. */
    private static void mendType(Schema schema) {
        if (schema.getRef() != null) {
            schema.setType(null);
        } else if (schema.getEnumeration() != null
                && schema.getType() != null
                && schema.getType().size() > 1) {
            schema.setType(
                    schema.getType().stream().filter(it -> it != SchemaType.OBJECT).toList());
        }
    }

    private void complete(String name, Schema schema, boolean answered) {
        if (schema.getProperties() == null) {
            return;
        }
        List<ClassInfo> records = types.matching(name, schema);
        if (records.isEmpty()) {
            records = types.matching(unnumbered(name), schema);
        }
        List<Map<String, Presence>> known =
                records.stream().map(JavaTypes::members).distinct().toList();
        if (known.size() > 1) {
            throw new IllegalStateException(
                    "%s have one schema name and differ in what is required: name them with @Schema"
                            .formatted(records));
        }
        known.forEach(members -> require(schema, members, answered));
    }

    private static void require(Schema schema, Map<String, Presence> members, boolean answered) {
        Set<String> required =
                new LinkedHashSet<>(
                        schema.getRequired() == null ? List.of() : schema.getRequired());
        Map<String, Schema> properties = new java.util.LinkedHashMap<>(schema.getProperties());
        members.forEach(
                (name, presence) -> {
                    if (presence == Presence.ALWAYS) {
                        required.add(name);
                    } else if (presence == Presence.NULLABLE && answered) {
                        required.add(name);
                        properties.compute(name, (_, it) -> nullable(it));
                    }
                });
        schema.setProperties(properties);
        schema.setRequired(required.isEmpty() ? null : new ArrayList<>(required));
    }

    private static Schema nullable(@Nullable Schema schema) {
        if (schema == null) {
            throw new IllegalStateException("a member without a schema");
        }
        if (schema.getRef() == null) {
            List<SchemaType> types = new ArrayList<>(schema.getType());
            types.add(SchemaType.NULL);
            return schema.type(types);
        }
        Schema described =
                OASFactory.createSchema()
                        .addAnyOf(OASFactory.createSchema().ref(schema.getRef()))
                        .addAnyOf(OASFactory.createSchema().addType(SchemaType.NULL));
        return described.description(schema.getDescription());
    }

    /** {@code State}, {@code State1}, … become {@code ConsentState}, {@code NoticeState}, …. */
    private void rename(OpenAPI document, Map<String, Schema> schemas) {
        Set<String> shared =
                schemas.keySet().stream()
                        .filter(name -> !unnumbered(name).equals(name))
                        .map(RecordSchemas::unnumbered)
                        .filter(schemas::containsKey)
                        .collect(Collectors.toSet());
        Map<String, String> names = new TreeMap<>();
        schemas.forEach(
                (name, schema) -> {
                    if (shared.contains(unnumbered(name))) {
                        names.put(name, ownName(unnumbered(name), schema));
                    }
                });
        Map<String, Schema> renamed = new TreeMap<>();
        schemas.forEach(
                (name, schema) -> {
                    String own = names.getOrDefault(name, name);
                    if (renamed.put(own, schema) != null) {
                        throw ambiguous(name);
                    }
                });
        document.getComponents().setSchemas(renamed);
        Schemas.each(document, schema -> follow(schema, names));
    }

    private static void follow(Schema schema, Map<String, String> names) {
        if (schema.getRef() != null) {
            String component = Schemas.componentOf(schema.getRef());
            schema.setRef(Schemas.refTo(names.getOrDefault(component, component)));
        }
    }

    private String ownName(String name, Schema schema) {
        List<ClassInfo> matching = types.matching(name, schema);
        String own = matching.size() == 1 ? JavaTypes.qualifiedName(matching.getFirst()) : null;
        if (own == null) {
            throw ambiguous(name);
        }
        return own;
    }

    private static IllegalStateException ambiguous(String name) {
        return new IllegalStateException(
                "several types have the schema name %s; name all but one with @Schema(name = …)"
                        .formatted(name));
    }

    private static String unnumbered(String name) {
        return name.replaceFirst("(?<=[A-Za-z])[0-9]+$", "");
    }
}
