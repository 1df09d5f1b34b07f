// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisProblem;
import io.temoin.eventsourcing.Rejected;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses a body sent to an operation that reads none. The framework would pass over it, and
 * whoever sent a reason or a date with a suspension would believe that it had been taken.
 *
 * <p>Refuses a body that does not say what it is, too: the framework would take it for what the
 * operation reads, and a page can send it to another origin without asking first.
 */
public class UnexpectedBodies {

    /** A parameter with none of these is the body. */
    private static final List<Class<? extends Annotation>> ELSEWHERE =
            List.of(
                    PathParam.class,
                    QueryParam.class,
                    HeaderParam.class,
                    BeanParam.class,
                    Context.class);

    private final ConcurrentMap<Method, Boolean> reading = new ConcurrentHashMap<>();

    /** Called by Quarkus, after the resource was found and the caller let in. */
    @ServerRequestFilter
    public Uni<Void> check(ResourceInfo resource, HttpServerRequest request) {
        if (!reading.computeIfAbsent(resource.getResourceMethod(), UnexpectedBodies::readsOne)) {
            return RequestBodies.comes(request)
                    .invoke(UnexpectedBodies::requireNone)
                    .replaceWithVoid();
        }
        if (request.getHeader(HttpHeaders.CONTENT_TYPE) == null && RequestBodies.mayCome(request)) {
            throw new NotSupportedException();
        }
        return Uni.createFrom().voidItem();
    }

    private static void requireNone(boolean body) {
        if (body) {
            throw new Rejected(
                    ChassisProblem.REQUEST_INVALID,
                    "This operation accepts no body; send the request without one.");
        }
    }

    private static boolean readsOne(Method method) {
        return Arrays.stream(method.getParameters()).anyMatch(UnexpectedBodies::isBody);
    }

    private static boolean isBody(Parameter parameter) {
        return ELSEWHERE.stream().noneMatch(parameter::isAnnotationPresent);
    }
}
