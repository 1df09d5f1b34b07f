// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may call what: {@code contracts/access/<service>.csv} played against the running service,
 * every operation with every role, from the tenant that owns the thing asked for and from another.
 *
 * <p>Columns: {@code operationId,method,path,role,own,foreign}; {@code own} and {@code foreign} are
 * the expected statuses. The role {@value #NOBODY} comes without a token. A request is given what
 * it needs (path variables, body, headers) by {@link #operation}.
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
        /** The caller's own tenant owns it. */
        OWN,
        /** Another tenant owns it. */
        FOREIGN
    }

    /** Gives a token of a role, in the tenant of the thing or in another. */
    public interface Tokens {
        String token(Side side, String role);
    }

    /** Completes the request of one operation: path variables, headers, body. */
    public interface Completion {
        RequestSpecification complete(RequestSpecification request, Side side, String role);
    }

    private record Row(
            String operation, String method, String path, String role, int own, int foreign) {

        int expected(Side side) {
            return switch (side) {
                case OWN -> own;
                case FOREIGN -> foreign;
            };
        }

        String key() {
            return operation + " × " + role;
        }
    }

    private final String service;
    private final Tokens tokens;
    private final Set<String> roles = new LinkedHashSet<>(ROLES);
    private final Map<String, Completion> completions = new HashMap<>();

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
        return new AccessMatrix(service, tokens);
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

    /**
     * Asserts that the table names every operation × role, that the service obeys it, and that it
     * refuses as its OpenAPI document says.
     */
    public void hasNoDeviation() {
        ProblemContract problems = ProblemContract.of(service);
        List<Row> rows = rows();
        List<String> deviations = new ArrayList<>(gaps(rows));
        for (Row row : rows) {
            for (Side side : Side.values()) {
                Response answer = ask(row, side);
                String place = "%s, %s tenant: ".formatted(row.key(), side);
                int actual = answer.statusCode();
                if (actual != row.expected(side)) {
                    deviations.add(
                            place + "expected %d, was %d".formatted(row.expected(side), actual));
                } else if (actual >= 400) {
                    problems.faults(row.operation(), answer)
                            .forEach(fault -> deviations.add(place + fault));
                }
            }
        }
        assertThat(deviations).as("contracts/access/%s.csv", service).isEmpty();
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

    private Response ask(Row row, Side side) {
        RequestSpecification request = RestAssured.given();
        if (!row.role().equals(NOBODY)) {
            request = request.auth().oauth2(tokens.token(side, row.role()));
        }
        @Nullable Completion completion = completions.get(row.operation());
        if (completion != null) {
            request = completion.complete(request, side, row.role());
        }
        return request.request(row.method(), row.path());
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
        if (cells.length != 6) {
            throw new IllegalArgumentException("six columns are wanted: " + line);
        }
        return new Row(
                cells[0].strip(),
                cells[1].strip(),
                cells[2].strip(),
                cells[3].strip(),
                Integer.parseInt(cells[4].strip()),
                Integer.parseInt(cells[5].strip()));
    }
}
