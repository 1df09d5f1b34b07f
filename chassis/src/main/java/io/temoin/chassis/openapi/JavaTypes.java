// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.openapi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jspecify.annotations.Nullable;

/** The records and enums of the application, as they appear in its OpenAPI document. */
final class JavaTypes {

    private static final DotName SCHEMA =
            DotName.createSimple("org.eclipse.microprofile.openapi.annotations.media.Schema");
    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
    private static final DotName INCLUDE =
            DotName.createSimple("com.fasterxml.jackson.annotation.JsonInclude");
    private static final DotName PROPERTY =
            DotName.createSimple("com.fasterxml.jackson.annotation.JsonProperty");
    private static final DotName IGNORE =
            DotName.createSimple("com.fasterxml.jackson.annotation.JsonIgnore");
    private static final DotName NAMING =
            DotName.createSimple("com.fasterxml.jackson.databind.annotation.JsonNaming");
    private static final String OURS = "io.temoin.";

    /** What quarkus.jackson.serialization-inclusion is set to. */
    private static final String LEFT_OUT = "NON_NULL";

    /** When a member of a record is in its JSON. */
    enum Presence {
        /** Always, and never null. */
        ALWAYS,
        /** Left out when there is nothing to say. */
        OPTIONAL,
        /** Always, but null when there is nothing to say. */
        NULLABLE
    }

    private final Map<String, List<ClassInfo>> byName;

    JavaTypes(IndexView index) {
        this.byName =
                ExposedTypes.of(index).stream()
                        .filter(type -> type.name().toString().startsWith(OURS))
                        .filter(type -> type.isRecord() || type.isEnum())
                        .collect(
                                Collectors.groupingBy(
                                        JavaTypes::schemaName, TreeMap::new, Collectors.toList()));
    }

    /** The types of a name that have the members, or the constants, of a schema. */
    List<ClassInfo> matching(String name, Schema schema) {
        return byName.getOrDefault(name, List.of()).stream()
                .filter(type -> looksLike(type, schema))
                .toList();
    }

    /** A name that tells a nested type from its namesakes; {@code null} if it is not nested. */
    static @Nullable String qualifiedName(ClassInfo type) {
        DotName outer = type.enclosingClass();
        if (outer == null) {
            return null;
        }
        String simple = outer.withoutPackagePrefix();
        String owner = simple.substring(simple.lastIndexOf('$') + 1);
        return owner.replaceFirst("(Answer|Fields|View|Resource)$", "") + schemaName(type);
    }

    /** The members of a record by their names in JSON, in order. */
    static Map<String, Presence> members(ClassInfo record) {
        Map<String, Presence> members = new LinkedHashMap<>();
        boolean snakeCase = record.hasDeclaredAnnotation(NAMING);
        String ofType = inclusion(record.declaredAnnotation(INCLUDE), LEFT_OUT);
        for (RecordComponentInfo component : record.recordComponentsInDeclarationOrder()) {
            FieldInfo field = record.field(component.name());
            if (field.hasAnnotation(IGNORE)) {
                continue;
            }
            String inclusion = inclusion(annotationOf(field, INCLUDE), ofType);
            members.put(jsonName(field, snakeCase), presence(component, inclusion));
        }
        return members;
    }

    private static Presence presence(RecordComponentInfo component, String inclusion) {
        boolean nullable = component.type().hasAnnotation(NULLABLE);
        boolean emptyIsLeftOut = inclusion.equals("NON_EMPTY") && canBeEmpty(component);
        if (emptyIsLeftOut || (nullable && !inclusion.equals("ALWAYS"))) {
            return Presence.OPTIONAL;
        }
        return nullable ? Presence.NULLABLE : Presence.ALWAYS;
    }

    private static boolean canBeEmpty(RecordComponentInfo component) {
        String type = component.type().name().toString();
        return type.equals("java.lang.String")
                || (type.startsWith("java.util.") && !type.equals("java.util.UUID"));
    }

    private static boolean looksLike(ClassInfo type, Schema schema) {
        if (type.isEnum()) {
            return schema.getEnumeration() != null
                    && constants(type)
                            .equals(
                                    schema.getEnumeration().stream()
                                            .map(String::valueOf)
                                            .collect(Collectors.toSet()));
        }
        return schema.getProperties() != null
                && members(type).keySet().equals(schema.getProperties().keySet());
    }

    private static Set<String> constants(ClassInfo type) {
        return type.fields().stream()
                .filter(FieldInfo::isEnumConstant)
                .map(constant -> jsonName(constant, false))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static String schemaName(ClassInfo type) {
        AnnotationInstance schema = type.declaredAnnotation(SCHEMA);
        if (schema != null && schema.value("name") != null) {
            return schema.value("name").asString();
        }
        String simple = type.name().withoutPackagePrefix();
        return simple.substring(simple.lastIndexOf('$') + 1);
    }

    private static String jsonName(FieldInfo field, boolean snakeCase) {
        AnnotationInstance property = annotationOf(field, PROPERTY);
        if (property != null && property.value() != null) {
            return property.value().asString();
        }
        return snakeCase
                ? field.name().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT)
                : field.name();
    }

    private static @Nullable AnnotationInstance annotationOf(FieldInfo field, DotName name) {
        Collection<AnnotationInstance> all = new ArrayList<>(field.annotations());
        return all.stream()
                .filter(it -> it.name().equals(name))
                .filter(it -> it.target().kind() == AnnotationTarget.Kind.FIELD)
                .findFirst()
                .orElse(null);
    }

    private static String inclusion(@Nullable AnnotationInstance include, String otherwise) {
        if (include == null) {
            return otherwise;
        }
        return include.value() == null ? "ALWAYS" : include.value().asEnum();
    }
}
