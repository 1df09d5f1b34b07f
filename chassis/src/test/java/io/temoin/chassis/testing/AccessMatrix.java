// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Who may call what: {@code contracts/access/<service>.csv} played against the running service,
 * every operation with every role, from each side of the thing asked for.
 *
 * <p>Columns: {@code operationId,method,path,role}, and the expected status of each {@link Side}.
 * The role {@value #NOBODY} comes without a token. A request is given what it needs (path
 * variables, body, headers) by {@link #operation}. Where {@link #shows} says which thing a list
 * holds, {@code 200} means that it is there, {@code 200:absent} that it is not.
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

    private record Row(
            String operation,
            String method,
            String path,
            String role,
            Map<Side, Expected> expected) {

        String key() {
            return operation + " × " + role;
        }

        /** Whoever comes without a token is on no side: asked once. */
        List<Side> sides() {
            return role.equals(NOBODY) ? List.of(Side.OWN) : List.of(Side.values());
        }
    }

    /**
     * What a cell says.
     *
     * @param absent whether the thing must be missing in the list
     */
    private record Expected(int status, boolean absent) {

        private static final String ABSENT = ":absent";

        static Expected of(String cell) {
            return new Expected(
                    Integer.parseInt(cell.replace(ABSENT, "").strip()), cell.contains(ABSENT));
        }

        @Override
        public String toString() {
            return status + (absent ? ABSENT : "");
        }
    }

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

    /** Says how an operation is asked; called anew for every row, so that it may make new ids. */
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
        ProblemContract problems = ProblemContract.of(service);
        List<Row> rows = rows();
        List<String> deviations = new ArrayList<>(gaps(rows));
        for (Row row : rows) {
            answers(row)
                    .forEach(
                            (side, answer) ->
                                    deviations.addAll(deviations(row, side, answer, problems)));
        }
        assertThat(deviations).as("contracts/access/%s.csv", service).isEmpty();
    }

    /** What changes nothing is asked from all sides at once: some answers last for seconds. */
    private Map<Side, Answer> answers(Row row) {
        Map<Side, Answer> answers = new EnumMap<>(Side.class);
        if (!row.method().equals("GET")) {
            row.sides().forEach(side -> answers.put(side, ask(row, side)));
            return answers;
        }
        Map<Side, Future<Answer>> asked = new EnumMap<>(Side.class);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            row.sides().forEach(side -> asked.put(side, threads.submit(() -> ask(row, side))));
        }
        asked.forEach((side, answer) -> answers.put(side, answer.resultNow()));
        return answers;
    }

    private List<String> deviations(Row row, Side side, Answer answer, ProblemContract problems) {
        String place = "%s, %s: ".formatted(row.key(), side);
        Expected expected = row.expected().get(side);
        Expected actual = actual(row.operation(), answer);
        if (!actual.equals(expected)) {
            return List.of(place + "expected %s, was %s".formatted(expected, actual));
        }
        return actual.status() < 400
                ? List.of()
                : problems.faults(row.operation(), answer).stream().map(place::concat).toList();
    }

    private Expected actual(String operation, Answer answer) {
        String thing = shown.get(operation);
        boolean absent =
                thing != null && answer.status() < 400 && !answer.text().contains(thing);
        return new Expected(answer.status(), absent);
    }

    private List<String> gaps(List<Row> rows) {
        List<String> gaps = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (Row row : rows) {
            if (!told.add(row.key())) {
                gaps.add(row.key() + " is told twice");
            }
        }
        for (OpenApiContract.Operation operation : OpenApiContract.of(service).operations()) {
            for (String role : roles) {
                if (!told.remove(operation.id() + " × " + role)) {
                    gaps.add(operation.id() + " × " + role + " is not in the table");
                }
            }
        }
        told.forEach(key -> gaps.add(key + " is in the table, not in the OpenAPI document"));
        return gaps;
    }

    private Answer ask(Row row, Side side) {
        ApiRequest request =
                row.role().equals(NOBODY)
                        ? ApiRequest.anonymous()
                        : ApiRequest.as(tokens.token(side, row.role()));
        @Nullable Completion completion = completions.get(row.operation());
        if (completion != null) {
            request = completion.complete(request, side, row.role());
        }
        return request.send(row.method(), row.path());
    }

    private List<Row> rows() {
        return ContractFiles.read(ContractFiles.access(service))
                .lines()
                .skip(1)
                .filter(line -> !line.isBlank())
                .map(AccessMatrix::row)
                .toList();
    }

    private static Row row(String line) {
        String[] cells = line.split(",", -1);
        if (cells.length != 8) {
            throw new IllegalArgumentException("eight columns are wanted: " + line);
        }
        Map<Side, Expected> expected = new EnumMap<>(Side.class);
        expected.put(Side.OWN, Expected.of(cells[4]));
        expected.put(Side.OTHER_PROCESSOR, Expected.of(cells[5]));
        expected.put(Side.OTHER_CONTROLLER, Expected.of(cells[6]));
        expected.put(Side.FOREIGN, Expected.of(cells[7]));
        String role = cells[3].strip();
        if (role.equals(NOBODY) && Set.copyOf(expected.values()).size() > 1) {
            throw new IllegalArgumentException("nobody is answered in one way: " + line);
        }
        return new Row(cells[0].strip(), cells[1].strip(), cells[2].strip(), role, expected);
    }
}
