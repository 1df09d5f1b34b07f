// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.testing.OpenApiContract.Operation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Who may call what: {@code contracts/access/<service>.csv} played against the running service,
 * every operation with every role, from each side of the thing asked for.
 *
 * <p>A line is an operation: {@code operationId,method,path}, and a column for each role, of which
 * {@value #NOBODY} comes without a token. A cell is the expected status, {@code /} between those of
 * the {@link Side}s; the last one holds for the sides that follow. A request is given what it needs
 * (path variables, body, headers) by {@link #operation}. Where {@link #shows} says which thing a
 * list holds, {@code 200} means that it is there, {@code absent} that the list is without it.
 */
public final class AccessMatrix {

    /** Comes without a token. */
    public static final String NOBODY = "nobody";

    /** Every role that works in the centre, and nobody. */
    public static final List<String> ROLES =
            List.of(
                    "agent",
                    "supervisor",
                    "quality-analyst",
                    "dpo",
                    "legal",
                    "soc-analyst",
                    "admin",
                    "integrator",
                    "dialer",
                    "recorder",
                    "business-system",
                    NOBODY);

    /** Whose thing the caller asks for. */
    public enum Side {
        /** The caller's organisation did it, or it was done on its behalf. */
        OWN,
        /** Another processor of the same controller did it. */
        OTHER_PROCESSOR,
        /** It is of another controller of the same tenant. */
        OTHER_CONTROLLER,
        /** Another tenant owns it. */
        FOREIGN
    }

    /** Gives a token of a role, on one side of the thing. */
    public interface Tokens {
        String token(Side side, String role);
    }

    /** Completes the request of one operation: path variables, headers, body. */
    public interface Completion {
        ApiRequest complete(ApiRequest request, Side side, String role);
    }

    private record Cell(Operation operation, String role, Map<Side, String> expected) {

        /** Whoever comes without a token is on no side: asked once. */
        List<Side> sides() {
            return role.equals(NOBODY) ? List.of(Side.OWN) : List.of(Side.values());
        }

        static Cell of(Operation operation, String role, String text) {
            String[] told = text.strip().split("/", -1);
            if (told.length > (role.equals(NOBODY) ? 1 : Side.values().length)) {
                throw new IllegalArgumentException(
                        "too many sides: %s of %s × %s".formatted(text, operation.id(), role));
            }
            Map<Side, String> expected = new EnumMap<>(Side.class);
            String last = "";
            Iterator<String> statuses = List.of(told).iterator();
            for (Side side : Side.values()) {
                last = statuses.hasNext() ? statuses.next() : last;
                expected.put(side, last);
            }
            return new Cell(operation, role, expected);
        }
    }

    private static final List<String> OPERATION = List.of("operationId", "method", "path");
    private static final String ABSENT = "absent";

    private final String service;
    private final Tokens tokens;
    private final Set<String> roles = new LinkedHashSet<>(ROLES);
    private final Map<String, Completion> completions = new HashMap<>();
    private final Map<String, String> shown = new HashMap<>();

    private AccessMatrix(String service, Tokens tokens) {
        this.service = service;
        this.tokens = tokens;
    }

    /**
     * The matrix of a service.
     *
     * @param service the module's name, such as {@code audit-service}
     * @param tokens signs the callers in
     */
    public static AccessMatrix of(String service, Tokens tokens) {
        String event = EventContract.publishedBy(service.replace("-service", "")).getFirst().type();
        return new AccessMatrix(service, tokens)
                .operation("getEventSchema", (request, _, _) -> request.pathParam("type", event));
    }

    /** One more role, of those that few services know. */
    public AccessMatrix role(String name) {
        roles.add(name);
        return this;
    }

    /**
     * Says how an operation is asked; called anew for every request, so that it may make new ids.
     */
    public AccessMatrix operation(String operationId, Completion completion) {
        completions.put(operationId, completion);
        return this;
    }

    /** Says which thing a list holds: text that the body has where the thing is in the list. */
    public AccessMatrix shows(String operationId, String thing) {
        shown.put(operationId, thing);
        return this;
    }

    /**
     * Asserts that the table names every operation × role, that the service obeys it, and that it
     * refuses as its OpenAPI document says.
     */
    public void hasNoDeviation() {
        assertThat(DocumentedAnswers.areChecked()).as("answers are checked, too").isTrue();
        ProblemContract problems = ProblemContract.of(service);
        Map<Operation, List<Cell>> table = table();
        List<String> deviations = new ArrayList<>(gaps(table.keySet()));
        for (List<Cell> line : table.values()) {
            for (Cell cell : line) {
                answers(cell)
                        .forEach(
                                (side, answer) ->
                                        deviations.addAll(
                                                deviations(cell, side, answer, problems)));
            }
        }
        assertThat(deviations).as("contracts/access/%s.csv", service).isEmpty();
    }

    /** What changes nothing is asked from all sides at once: some answers last for seconds. */
    private Map<Side, Answer> answers(Cell cell) {
        Map<Side, Answer> answers = new EnumMap<>(Side.class);
        if (!cell.operation().method().equals("GET")) {
            cell.sides().forEach(side -> answers.put(side, ask(cell, side)));
            return answers;
        }
        Map<Side, CompletableFuture<Answer>> asked = new EnumMap<>(Side.class);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Side side : cell.sides()) {
                asked.put(side, CompletableFuture.supplyAsync(() -> ask(cell, side), threads));
            }
        }
        asked.forEach((side, answer) -> answers.put(side, answer.join()));
        return answers;
    }

    private List<String> deviations(Cell cell, Side side, Answer answer, ProblemContract problems) {
        String operation = cell.operation().id();
        String place = "%s × %s, %s: ".formatted(operation, cell.role(), side);
        String expected = cell.expected().get(side);
        String actual = actual(operation, answer);
        if (!actual.equals(expected)) {
            return List.of(place + "expected %s, was %s".formatted(expected, actual));
        }
        return answer.status() < 400
                ? List.of()
                : problems.faults(operation, answer).stream().map(place::concat).toList();
    }

    private String actual(String operation, Answer answer) {
        String thing = shown.get(operation);
        return thing != null && answer.status() == 200 && !answer.text().contains(thing)
                ? ABSENT
                : Integer.toString(answer.status());
    }

    private List<String> gaps(Set<Operation> told) {
        List<String> gaps = new ArrayList<>();
        List<Operation> operations = OpenApiContract.of(service).operations();
        for (Operation operation : operations) {
            if (!told.contains(operation)) {
                gaps.add(named(operation) + " is not in the table");
            }
        }
        for (Operation operation : told) {
            if (!operations.contains(operation)) {
                gaps.add(named(operation) + " is in the table, not in the OpenAPI document");
            }
        }
        return gaps;
    }

    private static String named(Operation operation) {
        return String.join(" ", operation.id(), operation.method(), operation.path());
    }

    private Answer ask(Cell cell, Side side) {
        Operation operation = cell.operation();
        ApiRequest request =
                cell.role().equals(NOBODY)
                        ? ApiRequest.anonymous()
                        : ApiRequest.as(tokens.token(side, cell.role()));
        return completions
                .getOrDefault(operation.id(), (it, _, _) -> it)
                .complete(request, side, cell.role())
                .send(operation.method(), operation.path());
    }

    private Map<Operation, List<Cell>> table() {
        List<List<String>> lines =
                ContractFiles.read(ContractFiles.access(service))
                        .lines()
                        .map(line -> List.of(line.split(",", -1)))
                        .toList();
        List<String> columns = lines.getFirst();
        List<String> told = columns.subList(OPERATION.size(), columns.size());
        assertThat(columns).startsWith(OPERATION.toArray(String[]::new)).doesNotHaveDuplicates();
        assertThat(told).as("roles").containsExactlyInAnyOrderElementsOf(roles);
        Map<Operation, List<Cell>> table = new LinkedHashMap<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            assertThat(line).as("cells").hasSameSizeAs(columns);
            Operation operation = new Operation(line.get(0), line.get(1), line.get(2));
            List<Cell> cells = new ArrayList<>();
            for (int i = OPERATION.size(); i < columns.size(); i++) {
                cells.add(Cell.of(operation, columns.get(i), line.get(i)));
            }
            assertThat(table.put(operation, cells))
                    .as("%s is told twice", named(operation))
                    .isNull();
        }
        return table;
    }
}
