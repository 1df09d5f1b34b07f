// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import io.temoin.shredding.Personal;
import io.temoin.shredding.SubjectId;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds the data subjects whose personal values an event holds. */
public final class PersonalValues {

    private static final Map<Class<?>, Boolean> HOLDERS = new ConcurrentHashMap<>();

    /** Of the components that can hold personal values; the others are not looked at. */
    private static final ClassValue<Method[]> ACCESSORS =
            new ClassValue<>() {
                @Override
                protected Method[] computeValue(Class<?> type) {
                    return Arrays.stream(type.getRecordComponents())
                            .filter(component -> mayHold(component.getGenericType()))
                            .map(RecordComponent::getAccessor)
                            .peek(accessor -> accessor.setAccessible(true))
                            .toArray(Method[]::new);
                }
            };

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

    private static void collect(@Nullable Object value, Set<SubjectId> subjects) {
        switch (value) {
            case null -> {}
            case Personal<?> personal -> subjects.add(personal.subject());
            case Record holder -> {
                if (heldBy(holder.getClass())) {
                    for (Method accessor : ACCESSORS.get(holder.getClass())) {
                        collect(read(accessor, holder), subjects);
                    }
                }
            }
            case Iterable<?> many -> many.forEach(one -> collect(one, subjects));
            default -> {}
        }
    }

    private static @Nullable Object read(Method accessor, Object holder) {
        try {
            return accessor.invoke(holder);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException("a record's component must be readable", failure);
        }
    }

    /** A final class says by itself what it holds; behind any other may be anything. */
    private static boolean mayHold(Type type) {
        return !(type instanceof Class<?> raw
                && Modifier.isFinal(raw.getModifiers())
                && !heldBy(raw));
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
