// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/**
 * What every operation of a service owes its callers, whatever it does: each of the committed
 * OpenAPI document is asked for what it does not have.
 */
public final class OperationsContract {

    private static final String ID = "01990000-0000-7000-8000-000000000001";
    private static final String MIN_POSITION = "Min-Event-Position";

    /** The trail waits for the events of all services, and cannot know which there are. */
    private static final Pattern POSITION_OF_NOBODY =
            Pattern.compile("urn:problem:temoin:(event-position-unknown|position-not-reached)");

    private static final List<String> OTHERS = List.of("DELETE", "PUT", "PATCH", "POST");

    /**
     * One operation as the document has it.
     *
     * @param reads the media type of its body; empty when it reads none
     * @param open whether it can be asked without an access token
     * @param answersBody whether its success has content
     * @param waits whether it takes the position of an event that its answer has to show
     */
    private record Described(
            String method,
            String path,
            String reads,
            boolean open,
            boolean answersBody,
            boolean waits,
            Set<String> statuses) {

        static Described of(String path, String method, JsonNode operation) {
            boolean body = false;
            Set<String> statuses = new TreeSet<>();
            for (var response : operation.path("responses").properties()) {
                statuses.add(response.getKey());
                body |= response.getKey().startsWith("2") && response.getValue().has("content");
            }
            var consumed = operation.path("requestBody").path("content").fieldNames();
            return new Described(
                    method,
                    path,
                    consumed.hasNext() ? consumed.next() : "",
                    isOpen(operation.path("security")),
                    body,
                    operation.path("parameters").findValuesAsText("name").contains(MIN_POSITION),
                    statuses);
        }

        /** By nobody in particular, or by another proof such as a link. */
        private static boolean isOpen(JsonNode security) {
            boolean open = security.isEmpty();
            for (JsonNode requirement : security) {
                open |= !requirement.has("bearer");
            }
            return open;
        }

        /** Any address that it has. */
        String address() {
            return path.replaceAll("\\{[^}]*}", ID);
        }

        boolean isAt(String address) {
            String shape =
                    Pattern.compile("\\{[^}]*}")
                            .splitAsStream(path + " ")
                            .map(Pattern::quote)
                            .reduce((left, right) -> left + "[^/]+" + right)
                            .orElseThrow();
            return Pattern.matches(shape, address + " ");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private final String token;
    private final List<Described> operations = new ArrayList<>();

    private OperationsContract(String service, String token) {
        this.token = token;
        OpenApiContract.of(service)
                .eachOperation(
                        (path, method, operation) ->
                                operations.add(Described.of(path, method, operation)));
    }

    /**
     * The operations of a service.
     *
     * @param service the module's name, such as {@code audit-service}
     * @param token of somebody who may call everything
     */
    public static OperationsContract of(String service, String token) {
        return new OperationsContract(service, token);
    }

    /**
     * Asserts that OPTIONS and the refusal of any other method name the methods that an address
     * has, to strangers where it is public.
     */
    public void tellsTheMethodsOfEveryAddress() {
        List<String> faults = new ArrayList<>();
        Map<String, Boolean> addresses = new TreeMap<>();
        operations.forEach(it -> addresses.merge(it.address(), it.open(), Boolean::logicalAnd));
        addresses.forEach(
                (address, open) -> {
                    Set<String> methods = methodsOf(address);
                    String allow = String.join(", ", methods);
                    String other =
                            OTHERS.stream()
                                    .filter(it -> !methods.contains(it))
                                    .findFirst()
                                    .orElseThrow();
                    for (boolean signedIn : open ? List.of(false, true) : List.of(true)) {
                        Answer options = asking(signedIn).send("OPTIONS", address);
                        expect(faults, "OPTIONS " + address, options, 204, allow);
                        Answer refused = asking(signedIn).send(other, address);
                        expect(faults, other + " " + address, refused, 405, allow);
                        if (!refused.text().contains("urn:problem:temoin:method-not-allowed")) {
                            faults.add(other + " " + address + " is no problem");
                        }
                    }
                    if (!open && asking(false).send("OPTIONS", address).status() != 401) {
                        faults.add("OPTIONS " + address + " tells strangers");
                    }
                });
        assertThat(faults).isEmpty();
        assertThat(asking(true).send("OPTIONS", "/v1/nothing").status()).isEqualTo(404);
    }

    /** Asserts that what accepts no format that an operation has is told so, as documented. */
    public void givesNothingThatIsNotAccepted() {
        List<String> faults = new ArrayList<>();
        for (Described operation : operations) {
            Answer answer = ask(asking(true).header("Accept", "image/png"), operation);
            boolean refused =
                    answer.status() == 406
                            && (operation.method().equals("HEAD")
                                    || answer.text().contains("urn:problem:temoin:not-acceptable"));
            if (operation.answersBody() && !refused) {
                faults.add(operation + " answers image/png with " + answer.status());
            }
            if (operation.answersBody() != operation.statuses().contains("406")
                    && !operation.method().equals("HEAD")) {
                faults.add(operation + " documents 406 and gives no body, or the reverse");
            }
        }
        assertThat(faults).isEmpty();
    }

    /**
     * Asserts that no read forgets who reads after a command: each looks for the position that it
     * is given, and so does not answer to one that nobody was given.
     */
    public void waitsForEveryPosition() {
        List<Future<List<String>>> faults = new ArrayList<>();
        // At once: the trail waits for as long as it may, for each of them.
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            operations.forEach(it -> faults.add(threads.submit(() -> waitsForPositions(it))));
        }
        assertThat(faults.stream().map(Future::resultNow).flatMap(List::stream)).isEmpty();
    }

    private List<String> waitsForPositions(Described operation) {
        if (!operation.waits()) {
            return operation.method().equals("GET") && !operation.open()
                    ? List.of(operation + " does not document " + MIN_POSITION)
                    : List.of();
        }
        ApiRequest asking = asking(true).header(MIN_POSITION, UUID.randomUUID() + ".0");
        Answer answer = ask(operation.reads().isEmpty() ? asking : asking.json("{}"), operation);
        return POSITION_OF_NOBODY.matcher(answer.text()).find()
                ? List.of()
                : List.of(
                        "%s answers a position of nobody with %d"
                                .formatted(operation, answer.status()));
    }

    /** Asserts that a token that is none is refused also where none is needed, as documented. */
    public void refusesABadTokenEverywhere() {
        List<String> faults = new ArrayList<>();
        for (Described operation : operations) {
            Answer answer =
                    ApiRequest.as("not-a-token").send(operation.method(), operation.address());
            if (answer.status() != 401 || !operation.statuses().contains("401")) {
                faults.add(
                        "%s answers a bad token with %d and documents %s"
                                .formatted(operation, answer.status(), operation.statuses()));
            }
        }
        assertThat(faults).isEmpty();
    }

    private Set<String> methodsOf(String address) {
        Set<String> methods = new TreeSet<>(Set.of("OPTIONS"));
        operations.stream()
                .filter(it -> it.isAt(address))
                .forEach(
                        it -> {
                            methods.add(it.method());
                            if (it.method().equals("GET")) {
                                methods.add("HEAD");
                            }
                        });
        return methods;
    }

    private static void expect(
            List<String> faults, String place, Answer answer, int status, String allow) {
        if (answer.status() != status || !allow.equals(answer.header("Allow"))) {
            faults.add(
                    "%s: expected %d with Allow %s, was %d with %s"
                            .formatted(
                                    place, status, allow, answer.status(), answer.header("Allow")));
        }
    }

    private ApiRequest asking(boolean signedIn) {
        return signedIn ? ApiRequest.as(token) : ApiRequest.anonymous();
    }

    private static Answer ask(ApiRequest request, Described operation) {
        return (operation.reads().isEmpty()
                        ? request
                        : request.header("Content-Type", operation.reads()))
                .send(operation.method(), operation.address());
    }
}
