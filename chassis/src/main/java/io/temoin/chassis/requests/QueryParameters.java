// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.temoin.chassis.ChassisProblem;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Rejected.Violation;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Refuses query parameters that the operation does not have, has once and is given twice, or cannot
 * read. The framework would pass over the first, take one of the second, and answer 404 to the
 * third: a filter with a misspelt name, or without a value, would show everything.
 *
 * <p>{@link RequestAddress} has seen to it that names and values are text.
 */
public class QueryParameters {

    /**
     * A parameter as a resource declares it.
     *
     * @param many whether it may be given several times
     */
    private record Declared(Class<?> type, boolean many) {}

    private final ConcurrentMap<Method, Map<String, Declared>> known = new ConcurrentHashMap<>();

    /** Called by Quarkus, after the resource was found and the caller let in. */
    @ServerRequestFilter
    public void check(ResourceInfo resource, RoutingContext context) {
        if (isAbsent(context.request().query())) {
            return;
        }
        Map<String, Declared> declared =
                known.computeIfAbsent(resource.getResourceMethod(), QueryParameters::declaredBy);
        List<Violation> violations = new ArrayList<>();
        for (String name : context.queryParams().names()) {
            Violation violation = violation(name, context.queryParam(name), declared);
            if (violation != null) {
                violations.add(violation);
            }
        }
        refuse(violations);
    }

    /** Refuses every query parameter, for an operation that a router handler serves. */
    public static void refuseAny(RoutingContext context) {
        if (!isAbsent(context.request().query())) {
            refuse(
                    context.queryParams().names().stream()
                            .map(name -> unknown(name, Set.of()))
                            .toList());
        }
    }

    private static boolean isAbsent(@Nullable String query) {
        return query == null || query.isEmpty();
    }

    private static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new Rejected(ChassisProblem.REQUEST_INVALID, ProblemMapper.INVALID, violations);
        }
    }

    private static @Nullable Violation violation(
            String name, List<String> values, Map<String, Declared> declared) {
        Declared parameter = declared.get(name);
        if (parameter == null) {
            return unknown(name, declared.keySet());
        }
        if (values.size() > 1 && !parameter.many()) {
            return new Violation(
                    name, "parameter-duplicate", name + " must not be given more than once.");
        }
        if (values.stream().anyMatch(String::isEmpty)) {
            return new Violation(
                    name, "value-missing", name + " has no value; omit it if it is not needed.");
        }
        return values.stream().allMatch(value -> fits(value, parameter.type()))
                ? null
                : malformed(name, parameter.type());
    }

    private static Violation unknown(String name, Set<String> known) {
        String message =
                SimilarNames.nearest(name, known)
                        .map(meant -> "There is no such parameter; did you mean " + meant + "?")
                        .orElse(
                                known.isEmpty()
                                        ? "This operation has no query parameters."
                                        : "There is no such parameter.");
        return new Violation(name, "parameter-unknown", message);
    }

    private static Violation malformed(String name, Class<?> type) {
        if (type.isEnum()) {
            return new Violation(
                    name,
                    "value-unknown",
                    name + " must be one of " + Arrays.toString(type.getEnumConstants()) + ".");
        }
        return new Violation(
                name, "format-invalid", name + " must be " + UnreadableJson.kind(type) + ".");
    }

    private static boolean fits(String value, Class<?> type) {
        try {
            return switch (type.getName()) {
                case "java.lang.String" -> true;
                case "int", "java.lang.Integer" ->
                        value.equals(Integer.toString(Integer.parseInt(value)));
                case "long", "java.lang.Long" -> value.equals(Long.toString(Long.parseLong(value)));
                case "boolean", "java.lang.Boolean" ->
                        value.equals("true") || value.equals("false");
                case "java.util.UUID" -> Uuids.parse(value) != null;
                default -> isConstant(value, type);
            };
        } catch (IllegalArgumentException _) {
            return false; // a number that is none
        }
    }

    private static boolean isConstant(String value, Class<?> type) {
        if (!type.isEnum()) {
            throw new IllegalStateException("no query parameter is checked as " + type.getName());
        }
        return Arrays.stream(type.getEnumConstants())
                .anyMatch(constant -> ((Enum<?>) constant).name().equals(value));
    }

    private static Map<String, Declared> declaredBy(Method method) {
        Map<String, Declared> declared = new TreeMap<>();
        for (Parameter parameter : method.getParameters()) {
            QueryParam query = parameter.getAnnotation(QueryParam.class);
            if (query != null) {
                declared.put(query.value(), declared(parameter.getType()));
            }
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                for (Field field : parameter.getType().getDeclaredFields()) {
                    QueryParam inBean = field.getAnnotation(QueryParam.class);
                    if (inBean != null) {
                        declared.put(inBean.value(), declared(field.getType()));
                    }
                }
            }
        }
        return Map.copyOf(declared);
    }

    /** Of several values, each is read by who asked for them. */
    private static Declared declared(Class<?> type) {
        boolean many = Collection.class.isAssignableFrom(type) || type.isArray();
        return new Declared(many ? String.class : type, many);
    }
}
