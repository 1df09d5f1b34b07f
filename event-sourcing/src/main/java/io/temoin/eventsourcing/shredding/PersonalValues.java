// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.shredding;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.eventsourcing.Personal;
import io.temoin.eventsourcing.SubjectId;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds the data subjects whose personal values an event holds. */
public final class PersonalValues {

    private static final Map<Class<?>, Boolean> HOLDERS = new ConcurrentHashMap<>();

    private PersonalValues() {}

    /** Whether values of this type can hold personal values. */
    public static boolean heldBy(Class<?> type) {
        Boolean known = HOLDERS.get(type);
        if (known == null) {
            known = holds(type, new HashSet<>());
            HOLDERS.put(type, known);
        }
        return known;
    }

    /**
     * The subjects of the personal values inside {@code value}, a record or a collection of such.
     */
    public static Set<SubjectId> subjectsOf(Object value) {
        Set<SubjectId> subjects = new LinkedHashSet<>();
        if (heldBy(value.getClass())) {
            collect(value, subjects);
        }
        return subjects;
    }

    /** The subjects named by the sealed values of an encoded event. */
    public static Set<SubjectId> subjectsOf(JsonNode tree) {
        Set<SubjectId> subjects = new LinkedHashSet<>();
        for (JsonNode holder : tree.findParents("sealed")) {
            subjects.add(new SubjectId(holder.required("subject").textValue()));
        }
        return subjects;
    }

    private static void collect(@Nullable Object value, Set<SubjectId> subjects) {
        switch (value) {
            case null -> {}
            case Personal<?> personal -> subjects.add(personal.subject());
            case Record holder -> {
                if (heldBy(holder.getClass())) {
                    for (RecordComponent component : holder.getClass().getRecordComponents()) {
                        collect(read(component, holder), subjects);
                    }
                }
            }
            case Iterable<?> many -> many.forEach(one -> collect(one, subjects));
            default -> {}
        }
    }

    private static @Nullable Object read(RecordComponent component, Object holder) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(holder);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException("a record's component must be readable", failure);
        }
    }

    private static boolean holds(Type type, Set<Type> seen) {
        if (!seen.add(type)) {
            return false;
        }
        if (type instanceof ParameterizedType generic) {
            if (holds(generic.getRawType(), seen)) {
                return true;
            }
            for (Type argument : generic.getActualTypeArguments()) {
                if (holds(argument, seen)) {
                    return true;
                }
            }
            return false;
        }
        if (!(type instanceof Class<?> raw)) {
            return false;
        }
        if (Personal.class.isAssignableFrom(raw)) {
            return true;
        }
        if (raw.isRecord()) {
            for (RecordComponent component : raw.getRecordComponents()) {
                if (holds(component.getGenericType(), seen)) {
                    return true;
                }
            }
        }
        Class<?>[] permitted = raw.getPermittedSubclasses();
        if (permitted != null) {
            for (Class<?> subtype : permitted) {
                if (holds(subtype, seen)) {
                    return true;
                }
            }
        }
        return false;
    }
}
