// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses a client that accepts nothing of what the operation gives (RFC 9110 §15.5.7). The
 * framework does so where an address has one representation; where it has several and none is
 * accepted, it would give any.
 */
public class AcceptedTypes {

    private static final List<String> JSON = List.of("application/json");
    private static final String ANY = "*";

    private final ConcurrentMap<Method, List<String>> given = new ConcurrentHashMap<>();

    /** Called by Quarkus, after the resource was found and the caller let in. */
    @ServerRequestFilter
    public void check(ResourceInfo resource, RoutingContext context) {
        require(
                context,
                given.computeIfAbsent(resource.getResourceMethod(), AcceptedTypes::givenBy));
    }

    /** For an operation that a router handler serves, and answers with JSON. */
    public static void requireJson(RoutingContext context) {
        require(context, JSON);
    }

    private static void require(RoutingContext context, List<String> given) {
        List<MIMEHeader> accepted = context.parsedHeaders().accept();
        if (!accepted.isEmpty()
                && !given.isEmpty()
                && accepted.stream().noneMatch(it -> matches(it, given))) {
            throw new NotAcceptableException();
        }
    }

    private static boolean matches(MIMEHeader accepted, List<String> given) {
        return accepted.weight() > 0
                && given.stream()
                        .map(type -> type.split("[/;]", -1))
                        .anyMatch(
                                type ->
                                        isOneOf(accepted.component(), type[0])
                                                && isOneOf(accepted.subComponent(), type[1]));
    }

    private static boolean isOneOf(String accepted, String given) {
        return accepted.equals(ANY) || accepted.equalsIgnoreCase(given.strip());
    }

    /** What a method says itself, or its class for all of its methods. */
    private static List<String> givenBy(Method method) {
        Produces produces = method.getAnnotation(Produces.class);
        if (produces == null) {
            produces = method.getDeclaringClass().getAnnotation(Produces.class);
        }
        return produces == null
                ? List.of()
                : Arrays.stream(produces.value())
                        .flatMap(types -> Arrays.stream(types.split(",", -1)))
                        .toList();
    }
}
