// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.openapi;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.RecordComponentInfo;
import org.jboss.jandex.Type;

/** The Java types that requests and answers are made of; types of the domain share their names. */
final class ExposedTypes {

    private static final List<DotName> METHODS =
            Stream.of("GET", "PUT", "POST", "PATCH", "DELETE")
                    .map(method -> DotName.createSimple("jakarta.ws.rs." + method))
                    .toList();

    private final IndexView index;
    private final Map<DotName, ClassInfo> found = new LinkedHashMap<>();
    private final Deque<ClassInfo> open = new ArrayDeque<>();

    private ExposedTypes(IndexView index) {
        this.index = index;
    }

    static Collection<ClassInfo> of(IndexView index) {
        ExposedTypes exposed = new ExposedTypes(index);
        METHODS.stream()
                .flatMap(method -> index.getAnnotations(method).stream())
                .forEach(it -> exposed.method(it.target().asMethod()));
        exposed.follow();
        return exposed.found.values();
    }

    private void method(MethodInfo method) {
        type(method.returnType());
        method.parameterTypes().forEach(this::type);
        method.annotations().forEach(this::named);
    }

    /** The classes that an annotation names, or one inside it. */
    private void named(AnnotationInstance annotation) {
        annotation.values().forEach(this::named);
    }

    private void named(AnnotationValue value) {
        switch (value.kind()) {
            case CLASS -> type(value.asClass());
            case NESTED -> named(value.asNested());
            case ARRAY -> value.asArrayList().forEach(this::named);
            default -> {
                // a text or a number
            }
        }
    }

    private void follow() {
        while (!open.isEmpty()) {
            for (RecordComponentInfo component : open.pop().recordComponents()) {
                type(component.type());
            }
        }
    }

    private void type(Type type) {
        switch (type.kind()) {
            case PARAMETERIZED_TYPE -> type.asParameterizedType().arguments().forEach(this::type);
            case ARRAY -> type(type.asArrayType().elementType());
            default -> {
                // a class, or nothing that has members
            }
        }
        ClassInfo known = index.getClassByName(type.name());
        if (known != null && found.putIfAbsent(known.name(), known) == null) {
            open.add(known);
        }
    }
}
