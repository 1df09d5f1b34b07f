// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisProblem;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Rejected.Violation;
import io.temoin.eventsourcing.store.ConcurrentAppend;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * Every failure as a problem (RFC 9457). A refusal keeps its code and sentence; what is not ours to
 * explain becomes a 500 with an incident id and nothing of the exception.
 */
public class ProblemMapper {

    static final String INVALID = "The request is invalid; each violation says where and why.";

    static final String RETRY_AFTER = "5";

    private static final String RETRY_HEADER = "Retry-After";

    private static final String CHALLENGE_HEADER = "WWW-Authenticate";

    private static final String CHALLENGE = "Bearer";

    static final String TOO_WEAK =
            "This operation needs a stronger sign-in; sign in again with a second factor.";
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    private final AllowedMethods allowed;
    private final BodyLimit bodies;

    ProblemMapper(AllowedMethods allowed, BodyLimit bodies) {
        this.allowed = allowed;
        this.bodies = bodies;
    }

    @ServerExceptionMapper
    public Response rejected(Rejected rejected, RoutingContext context) {
        return response(problem(rejected, context), context);
    }

    @ServerExceptionMapper
    public Response invalid(ConstraintViolationException failure, RoutingContext context) {
        List<Violation> violations =
                failure.getConstraintViolations().stream()
                        .map(ProblemMapper::violation)
                        .sorted(java.util.Comparator.comparing(Violation::pointer))
                        .toList();
        return response(invalid(violations, context), context);
    }

    @ServerExceptionMapper
    public Response unreadable(JsonProcessingException failure, RoutingContext context) {
        return response(invalid(List.of(UnreadableJson.violation(failure)), context), context);
    }

    /** More specific than the mapper that Quarkus brings for it, which answers in its own shape. */
    @ServerExceptionMapper
    public Response mismatched(MismatchedInputException failure, RoutingContext context) {
        return unreadable(failure, context);
    }

    @ServerExceptionMapper
    public Response unauthorised(UnauthorizedException failure, RoutingContext context) {
        return unauthenticated(context);
    }

    @ServerExceptionMapper
    public Response unauthenticated(AuthenticationFailedException failure, RoutingContext context) {
        return unauthenticated(context);
    }

    @ServerExceptionMapper
    public Response tooWeak(StepUp.Required failure, RoutingContext context) {
        Problem problem = problem("INSUFFICIENT_USER_AUTHENTICATION", 401, TOO_WEAK, context, null);
        return with(
                CHALLENGE_HEADER,
                "%s error=\"insufficient_user_authentication\", error_description=\"%s\", acr_values=\"%s\", max_age=\"%s\""
                        .formatted(CHALLENGE, TOO_WEAK, failure.acrValues(), failure.maxAge()),
                response(problem, context));
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException failure, RoutingContext context) {
        return response(problem("forbidden", context), context);
    }

    /** The rest of the body is only read to be dropped. */
    @ServerExceptionMapper
    public Uni<Response> tooLarge(JsonBodyReader.TooLarge failure, RoutingContext context) {
        return bodies.refuse(context, response(problem(BodyLimit.CODE, context), context));
    }

    @ServerExceptionMapper
    public Response own(ThrowableProblem failure, RoutingContext context) {
        Response.ResponseBuilder answer =
                Response.fromResponse(response(problem(failure, context), context));
        failure.headers().forEach(answer::header);
        return answer.build();
    }

    @ServerExceptionMapper
    public Response contended(ConcurrentAppend failure, RoutingContext context) {
        return response(problem("concurrent-change", context), context);
    }

    @ServerExceptionMapper
    public Response http(WebApplicationException failure, RoutingContext context) {
        if (failure.getCause() instanceof JsonProcessingException json) {
            return unreadable(json, context);
        }
        Set<String> methods = allowed.of(pathOf(context));
        Response.StatusType type = statusOf(failure, methods, context);
        int status = type.getStatusCode();
        if (status >= 500) {
            return unexpected(failure, context);
        }
        String name = type.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
        Response answer = response(problem(name, status, detail(name), context, null), context);
        return status == 405 ? with("Allow", String.join(", ", methods), answer) : answer;
    }

    /** Where several resources could have the address, the framework says that none has. */
    private static Response.StatusType statusOf(
            WebApplicationException failure, Set<String> methods, RoutingContext context) {
        boolean otherMethods =
                !methods.isEmpty() && !methods.contains(context.request().method().name());
        return failure instanceof NotFoundException && otherMethods
                ? Response.Status.METHOD_NOT_ALLOWED
                : failure.getResponse().getStatusInfo();
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable failure, RoutingContext context) {
        if (Outage.causes(failure)) {
            Problem outage = outage(failure, context);
            return with(RETRY_HEADER, RETRY_AFTER, response(outage, context));
        }
        return response(incident(failure, context), context);
    }

    /** Answers a request that a router handler serves. */
    public static void answer(RoutingContext context, Throwable failure) {
        Problem problem =
                switch (failure) {
                    case Rejected rejected -> problem(rejected, context);
                    case ThrowableProblem own -> {
                        own.headers().forEach(context.response()::putHeader);
                        yield problem(own, context);
                    }
                    case UnauthorizedException _, AuthenticationFailedException _ -> {
                        context.response().putHeader(CHALLENGE_HEADER, CHALLENGE);
                        yield problem("unauthenticated", context);
                    }
                    case ConcurrentAppend _ -> problem("concurrent-change", context);
                    case ForbiddenException _ -> problem("forbidden", context);
                    case NotAcceptableException _ -> problem("not-acceptable", context);
                    default ->
                            Outage.causes(failure)
                                    ? outage(failure, context)
                                    : incident(failure, context);
                };
        send(context, problem);
    }

    /** Answers a request that a router handler serves with a problem of its own. */
    public static void answer(RoutingContext context, int status, String code, String detail) {
        send(context, problem(code, status, detail, context, null));
    }

    /** Answers a request that a router handler serves with a problem of which the type says all. */
    public static void answer(RoutingContext context, String type) {
        send(context, problem(type, context));
    }

    private static void send(RoutingContext context, Problem problem) {
        if (problem.status() == 503) {
            context.response().putHeader(RETRY_HEADER, RETRY_AFTER);
        }
        context.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(Json.encode(ProblemLanguage.prepare(problem, context)));
    }

    private static Response unauthenticated(RoutingContext context) {
        Response answer = response(problem("unauthenticated", context), context);
        return with(CHALLENGE_HEADER, CHALLENGE, answer);
    }

    private static Problem incident(Throwable failure, RoutingContext context) {
        String incident = UUID.randomUUID().toString();
        LOG.errorf(
                failure,
                "incident %s: %s %s failed",
                incident,
                context.request().method(),
                pathOf(context));
        return problem("internal-error", 500, detail("internal-error"), context, incident);
    }

    /** Not an incident: it passes, and repeating the request is safe by its Idempotency-Key. */
    private static Problem outage(Throwable failure, RoutingContext context) {
        LOG.warnf(
                "%s %s failed because of an outage: %s",
                context.request().method(), pathOf(context), failure.toString());
        return problem("service-unavailable", context);
    }

    private static Problem problem(ThrowableProblem own, RoutingContext context) {
        return own.problem(pathOf(context), CorrelationFilter.correlationOf(context));
    }

    private static Problem problem(Rejected rejected, RoutingContext context) {
        return Problem.of(rejected, pathOf(context), CorrelationFilter.correlationOf(context));
    }

    private static Problem problem(String type, RoutingContext context) {
        return problem(type, ProblemTypes.all().status(type), detail(type), context, null);
    }

    private static Problem problem(
            String code,
            int status,
            String detail,
            RoutingContext context,
            @Nullable String incident) {
        return Problem.of(
                code,
                status,
                detail,
                pathOf(context),
                CorrelationFilter.correlationOf(context),
                incident,
                List.of());
    }

    private static Problem invalid(List<Violation> violations, RoutingContext context) {
        return problem(new Rejected(ChassisProblem.REQUEST_INVALID, INVALID, violations), context);
    }

    private static Response with(String header, String value, Response answer) {
        return Response.fromResponse(answer).header(header, value).build();
    }

    /** Prepared here: where no resource was found, no filter of responses comes by. */
    private static Response response(Problem problem, RoutingContext context) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(ProblemLanguage.prepare(problem, context))
                .build();
    }

    /** The path without the method and the parameter it starts with, as a JSON pointer. */
    private static Violation violation(ConstraintViolation<?> violation) {
        String pointer =
                StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                        .skip(2)
                        .map(
                                node ->
                                        node.getIndex() == null
                                                ? "/" + node.getName()
                                                : "/" + node.getName() + "/" + node.getIndex())
                        .collect(Collectors.joining());
        String code =
                violation
                        .getConstraintDescriptor()
                        .getAnnotation()
                        .annotationType()
                        .getSimpleName()
                        .replaceAll("([a-z])([A-Z])", "$1-$2")
                        .toLowerCase(Locale.ROOT);
        return new Violation(pointer, code, violation.getMessage());
    }

    /** A path that cannot be decoded is not repeated. */
    private static String pathOf(RoutingContext context) {
        try {
            return context.normalizedPath();
        } catch (IllegalArgumentException _) {
            return "/";
        }
    }

    /** What a type means, where there is no more to say of the request at hand. */
    static String detail(String type) {
        return ProblemTypes.explain(type, Locale.ENGLISH).detail();
    }
}
