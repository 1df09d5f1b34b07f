// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.temoin.eventsourcing.Rejected.Violation;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Writes into a service's OpenAPI document what {@link ProblemMapper} does to every operation: its
 * errors are problems, and some of them are answered whatever else an operation refuses ({@link
 * #STANDING}).
 *
 * <p>The types that an error's description names, such as {@code recording-erased}, become its
 * examples. Runs at build time; a type that would have two statuses fails the build.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ProblemResponses implements OASFilter {

    private static final Pattern TYPE = Pattern.compile("\\b[a-z]+(?:-[a-z0-9]+)+\\b");

    private static final String INVALID = "request-invalid";
    private static final String INTERNAL = "internal-error";
    private static final String UNAVAILABLE = "service-unavailable";

    /** What Quarkus writes, one object for all operations, which names no type. */
    private static final Set<String> GENERIC = Set.of("Not Authorized", "Not Allowed");

    /** What operations of a kind answer without saying so themselves. */
    private static final List<Standing> STANDING =
            List.of(
                    new Standing("400", INVALID, _ -> true),
                    new Standing("400", "header-invalid", ProblemResponses::secured),
                    new Standing("400", "personal-data-refused", ProblemResponses::secured),
                    new Standing("400", "event-position-unknown", PositionParameter::isIn),
                    new Standing("401", "unauthenticated", _ -> true), // by a bad token, too
                    new Standing("403", "forbidden", ProblemResponses::secured),
                    new Standing("406", "not-acceptable", ProblemResponses::answersBody),
                    new Standing("408", "request-timeout", ProblemResponses::readsBody),
                    new Standing("409", "concurrent-change", ProblemResponses::command),
                    new Standing("413", "request-too-large", ProblemResponses::readsBody),
                    new Standing("415", "unsupported-media-type", ProblemResponses::readsJson),
                    new Standing(
                            "415", "content-encoding-unsupported", ProblemResponses::readsBody),
                    new Standing("429", TooManyRequests.CODE, _ -> true),
                    new Standing("500", INTERNAL, ProblemResponses::secured),
                    new Standing("503", UNAVAILABLE, ProblemResponses::secured),
                    new Standing("503", "position-not-reached", PositionParameter::isIn));

    private static final String EXAMPLES = "#/components/examples/";
    private static final String JSON = "application/json";
    private static final String ID = "01990000-0000-7000-8000-000000000001";
    private static final String CORRELATION = "6f1f7c1e-2b7f-4d0e-9a53-0c8d3f1f5a10";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getPaths() == null) {
            return;
        }
        Map<String, Problem> examples = new TreeMap<>();
        document.getPaths()
                .getPathItems()
                .forEach(
                        (path, item) ->
                                item.getOperations()
                                        .forEach(
                                                (method, operation) ->
                                                        complete(
                                                                path, method, operation,
                                                                examples)));
        Components components = components(document);
        components.addSchema(ProblemSchema.PROBLEM, ProblemSchema.problem());
        components.addSchema(ProblemSchema.VIOLATION, ProblemSchema.violation());
        examples.forEach((type, problem) -> components.addExample(type, example(problem)));
    }

    private static void complete(
            String path, HttpMethod method, Operation operation, Map<String, Problem> examples) {
        PositionParameter.addTo(method, operation);
        APIResponses responses = operation.getResponses();
        List<Standing> standing =
                STANDING.stream().filter(answer -> answer.given().test(operation)).toList();
        standing.forEach(answer -> addMissing(responses, answer.status(), answer.type()));
        responses
                .getAPIResponses()
                .forEach(
                        (status, response) -> {
                            if (method == HttpMethod.HEAD) {
                                response.setContent(null); // it has no body (RFC 9110 §9.3.2)
                            } else if (isError(status)) {
                                describe(
                                        path,
                                        status,
                                        types(status, response, standing),
                                        response,
                                        examples);
                            }
                        });
    }

    private static void describe(
            String path,
            String code,
            Set<String> types,
            APIResponse response,
            Map<String, Problem> examples) {
        int status = Integer.parseInt(code);
        Map<String, Example> references = new LinkedHashMap<>();
        for (String type : types) {
            Problem before = examples.putIfAbsent(type, problem(type, status, path));
            if (before != null && before.status() != status) {
                throw new IllegalStateException(
                        "%s is documented as %d and as %d"
                                .formatted(type, before.status(), status));
            }
            references.put(type, OASFactory.createExample().ref(EXAMPLES + type));
        }
        MediaType body =
                OASFactory.createMediaType()
                        .schema(ProblemSchema.reference(ProblemSchema.PROBLEM))
                        .examples(references);
        if (status == 503 || status == 429) {
            response.addHeader(
                    "Retry-After",
                    OASFactory.createHeader()
                            .description("Seconds to wait before repeating the request.")
                            .schema(OASFactory.createSchema().addType(SchemaType.INTEGER)));
        }
        response.setContent(OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, body));
    }

    /** Those the description names, then the standing ones. */
    private static Set<String> types(String status, APIResponse response, List<Standing> standing) {
        Set<String> types = new LinkedHashSet<>();
        TYPE.matcher(response.getDescription()).results().forEach(type -> types.add(type.group()));
        standing.stream()
                .filter(answer -> answer.status().equals(status))
                .forEach(answer -> types.add(answer.type()));
        return types;
    }

    private static Problem problem(String type, int status, String path) {
        List<Violation> violations =
                type.equals(INVALID)
                        ? List.of(new Violation("limit", type, "limit must be between 1 and 200."))
                        : List.of();
        String instance = path.replaceAll("\\{[^}]*}", ID);
        return Problem.of(
                type,
                status,
                detail(type, status),
                instance,
                CORRELATION,
                type.equals(INTERNAL) ? ID : null,
                violations);
    }

    private static String detail(String type, int status) {
        return switch (type) {
            case INVALID -> ProblemMapper.INVALID;
            case "concurrent-change" -> ProblemMapper.CONTENDED;
            case INTERNAL -> ProblemMapper.INCIDENT;
            case "insufficient-user-authentication" -> ProblemMapper.TOO_WEAK;
            case "unauthenticated",
                    "forbidden",
                    "not-acceptable",
                    "request-timeout",
                    TooManyRequests.CODE,
                    "request-too-large",
                    "unsupported-media-type",
                    UNAVAILABLE ->
                    ProblemMapper.sentence(status);
            default -> Problem.title(type) + ".";
        };
    }

    private static Example example(Problem problem) {
        return OASFactory.createExample()
                .value(MAPPER.convertValue(problem, new TypeReference<Map<String, Object>>() {}));
    }

    private static boolean isError(String status) {
        return status.startsWith("4") || status.startsWith("5");
    }

    private static boolean secured(Operation operation) {
        return operation.getSecurity() != null && !operation.getSecurity().isEmpty();
    }

    /** Whoever takes an Idempotency-Key appends to a stream. */
    private static boolean command(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(parameter -> "Idempotency-Key".equals(parameter.getName()));
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

    private static void addMissing(APIResponses responses, String status, String type) {
        APIResponse there = responses.getAPIResponse(status);
        if (there == null || GENERIC.contains(there.getDescription())) {
            Map<String, APIResponse> sorted = new TreeMap<>(responses.getAPIResponses());
            sorted.put(status, OASFactory.createAPIResponse().description(type));
            responses.setAPIResponses(sorted);
        }
    }

    private static Components components(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        return document.getComponents();
    }

    /** A problem that operations of a kind answer. */
    private record Standing(String status, String type, Predicate<Operation> given) {}
}
