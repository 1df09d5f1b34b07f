// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.temoin.chassis.requests.ProblemTypes.Text;
import io.temoin.eventsourcing.Rejected.Violation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jspecify.annotations.Nullable;

/**
 * Writes the errors of every operation into a service's OpenAPI document, as problems: the types
 * that the operation names with {@link Problems}, and those that follow from its kind ({@link
 * #STANDARD}). {@link ProblemTypes} has the status and the texts of each.
 *
 * <p>An operation that is not a JAX-RS resource names its types as {@code x-problem-types}. Runs at
 * build time; a type without a status fails the build.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = ProblemResponses.FIRST)
public final class ProblemResponses implements OASFilter {

    /** Before those that describe what is in a response. */
    static final int FIRST = 2;

    static final String EXTENSION = "x-problem-types";

    private static final DotName OPERATION =
            DotName.createSimple("org.eclipse.microprofile.openapi.annotations.Operation");
    private static final DotName PROBLEMS = DotName.createSimple(Problems.class);

    private static final String INVALID = "request-invalid";
    private static final String INTERNAL = "internal-error";

    /** What Quarkus writes for operations with a role, or with a body to validate. */
    private static final Set<String> GENERIC =
            Set.of("Bad Request", "Not Authorized", "Not Allowed");

    /** What operations of a kind answer without saying so themselves; the special ones first. */
    private static final List<StandardProblem> STANDARD =
            List.of(
                    new StandardProblem("idempotency-key-missing", ProblemResponses::command),
                    new StandardProblem("idempotency-key-invalid", ProblemResponses::command),
                    new StandardProblem("cursor-invalid", operation -> takes(operation, "cursor")),
                    new StandardProblem("event-position-unknown", PositionParameter::isIn),
                    new StandardProblem(INVALID, _ -> true),
                    new StandardProblem("header-invalid", ProblemResponses::secured),
                    new StandardProblem("personal-data-refused", ProblemResponses::secured),
                    new StandardProblem("unauthenticated", _ -> true), // by a bad token, too
                    new StandardProblem("forbidden", ProblemResponses::secured),
                    new StandardProblem("not-acceptable", ProblemResponses::answersBody),
                    new StandardProblem("request-timeout", ProblemResponses::readsBody),
                    new StandardProblem("concurrent-change", ProblemResponses::command),
                    new StandardProblem("request-too-large", ProblemResponses::readsBody),
                    new StandardProblem("unsupported-media-type", ProblemResponses::readsJson),
                    new StandardProblem(
                            "content-encoding-unsupported", ProblemResponses::readsBody),
                    new StandardProblem("idempotency-key-reused", ProblemResponses::command),
                    new StandardProblem(TooManyRequests.CODE, _ -> true),
                    new StandardProblem(INTERNAL, ProblemResponses::secured),
                    new StandardProblem("position-not-reached", PositionParameter::isIn),
                    new StandardProblem("service-unavailable", ProblemResponses::secured));

    private static final String EXAMPLES = "#/components/examples/";
    private static final String JSON = "application/json";
    private static final String ID = "01990000-0000-7000-8000-000000000001";
    private static final String CORRELATION = "6f1f7c1e-2b7f-4d0e-9a53-0c8d3f1f5a10";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, Set<String>> named = new HashMap<>();

    /** Called by SmallRye OpenAPI, which makes its filters by reflection. */
    public ProblemResponses(IndexView index) {
        for (AnnotationInstance operation : index.getAnnotations(OPERATION)) {
            MethodInfo method = operation.target().asMethod();
            Set<String> types = new TreeSet<>(types(method.declaredAnnotation(PROBLEMS)));
            types.addAll(types(method.declaringClass().declaredAnnotation(PROBLEMS)));
            AnnotationValue id = operation.value("operationId");
            named.put(id == null ? method.name() : id.asString(), types);
        }
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getPaths() == null) {
            return;
        }
        Map<String, Example> examples = new TreeMap<>();
        document.getPaths()
                .getPathItems()
                .forEach(
                        (path, item) ->
                                item.getOperations()
                                        .forEach(
                                                (method, operation) -> {
                                                    PositionParameter.addTo(method, operation);
                                                    complete(path, method, operation, examples);
                                                }));
        Components components = components(document);
        components.addSchema(ProblemSchema.PROBLEM, ProblemSchema.problem());
        components.addSchema(ProblemSchema.VIOLATION, ProblemSchema.violation());
        examples.forEach(components::addExample);
    }

    private void complete(
            String path, HttpMethod method, Operation operation, Map<String, Example> examples) {
        Map<String, List<String>> types = typesByStatus(operation);
        Map<String, APIResponse> responses = new TreeMap<>();
        operation
                .getResponses()
                .getAPIResponses()
                .forEach(
                        (status, response) -> {
                            if (!GENERIC.contains(response.getDescription())) {
                                responses.put(status, response);
                            }
                        });
        types.forEach(
                (status, some) -> {
                    APIResponse own = responses.get(status);
                    responses.put(status, response(some).headers(headers(own)));
                    if (own != null && (own.getContent() != null || headers(own).isEmpty())) {
                        throw new IllegalStateException(
                                "%s describes %s itself: name its problem types with @Problems"
                                        .formatted(operation.getOperationId(), status));
                    }
                    some.forEach(type -> examples.computeIfAbsent(type, _ -> example(type, path)));
                });
        if (method == HttpMethod.HEAD) {
            responses.values().forEach(it -> it.setContent(null)); // RFC 9110 §9.3.2
        }
        operation.getResponses().setAPIResponses(responses);
    }

    /** Its own ones, then the standing ones. */
    private Map<String, List<String>> typesByStatus(Operation operation) {
        Set<String> types =
                new LinkedHashSet<>(named.getOrDefault(operation.getOperationId(), Set.of()));
        if (operation.getExtensions() != null
                && operation.getExtensions().get(EXTENSION) instanceof Collection<?> own) {
            own.stream().map(String::valueOf).sorted().forEach(types::add);
            operation.removeExtension(EXTENSION);
        }
        STANDARD.stream()
                .filter(standing -> standing.given().test(operation))
                .forEach(standing -> types.add(standing.type()));
        Map<String, List<String>> byStatus = new TreeMap<>();
        for (String type : types) {
            byStatus.computeIfAbsent(
                            Integer.toString(ProblemTypes.all().status(type)),
                            _ -> new ArrayList<>())
                    .add(type);
        }
        if (byStatus.containsKey("0")) {
            throw new IllegalStateException(
                    "problem-types/en.properties has no status for " + byStatus.get("0"));
        }
        return byStatus;
    }

    /** All that an operation says itself of its problems, such as when to ask again. */
    private static Map<String, Header> headers(@Nullable APIResponse own) {
        return own == null || own.getHeaders() == null ? Map.of() : own.getHeaders();
    }

    private static APIResponse response(List<String> types) {
        Map<String, Example> references = new LinkedHashMap<>();
        types.forEach(
                type -> references.put(type, OASFactory.createExample().ref(EXAMPLES + type)));
        MediaType body =
                OASFactory.createMediaType()
                        .schema(ProblemSchema.reference(ProblemSchema.PROBLEM))
                        .examples(references);
        return OASFactory.createAPIResponse()
                .description(String.join(", ", types))
                .content(OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, body));
    }

    private static Example example(String type, String path) {
        Text text = ProblemTypes.all().text(type, Locale.ENGLISH);
        if (text == null) {
            throw new IllegalStateException("problem-types/en.properties has no text of " + type);
        }
        List<Violation> violations =
                type.equals(INVALID)
                        ? List.of(new Violation("limit", type, "limit must be between 1 and 200."))
                        : List.of();
        Problem problem =
                Problem.of(
                                type,
                                ProblemTypes.all().status(type),
                                text.detail(),
                                path.replaceAll("\\{[^}]*}", ID),
                                CORRELATION,
                                type.equals(INTERNAL) ? ID : null,
                                violations)
                        .with(text.title(), text.detail(), violations);
        return OASFactory.createExample()
                .value(MAPPER.convertValue(problem, new TypeReference<Map<String, Object>>() {}));
    }

    private static List<String> types(@Nullable AnnotationInstance problems) {
        return problems == null ? List.of() : List.of(problems.value().asStringArray());
    }

    private static boolean secured(Operation operation) {
        return operation.getSecurity() != null && !operation.getSecurity().isEmpty();
    }

    /** Whoever takes an Idempotency-Key appends to a stream. */
    private static boolean command(Operation operation) {
        return takes(operation, "Idempotency-Key");
    }

    private static boolean takes(Operation operation, String parameter) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(it -> parameter.equals(it.getName()));
    }

    private static boolean answersBody(Operation operation) {
        return operation.getResponses().getAPIResponses().entrySet().stream()
                .anyMatch(it -> it.getKey().startsWith("2") && it.getValue().getContent() != null);
    }

    private static boolean readsBody(Operation operation) {
        return operation.getRequestBody() != null;
    }

    private static boolean readsJson(Operation operation) {
        return readsBody(operation)
                && operation.getRequestBody().getContent() != null
                && operation.getRequestBody().getContent().hasMediaType(JSON);
    }

    private static Components components(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        return document.getComponents();
    }

    /** A problem that operations of a kind answer. */
    private record StandardProblem(String type, Predicate<Operation> given) {}
}
