// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a service owes a caller who reads after a command: a list that is asked for with the
 * command's {@code Event-Position} shows its effect, or says that it does not yet. For tests that
 * start a service.
 */
public final class ReadYourWrites {

    private static final String MIN_POSITION = "Min-Event-Position";
    private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.[0-9]+";

    private final Supplier<RequestSpecification> caller;
    private final Function<RequestSpecification, Response> list;

    /**
     * A list.
     *
     * @param caller asks for it
     * @param list how it is asked for
     */
    public ReadYourWrites(
            Supplier<RequestSpecification> caller, Function<RequestSpecification, Response> list) {
        this.caller = caller;
        this.list = list;
    }

    /**
     * Gives a command while the read models are held back, and asserts that the list waits for it.
     *
     * @return the list once they are let go
     */
    public Response after(Supplier<Response> command) throws SQLException {
        Response done;
        try (Connection older = Backlog.Role.FEED.connect();
                Statement statement = older.createStatement()) {
            // The feed shows nothing that was written behind an open transaction.
            older.setAutoCommit(false);
            statement.execute("select pg_current_xact_id()");
            done = command.get();
            assertThat(done.statusCode()).as(done.asString()).isBetween(200, 202);
            assertThat(position(done)).matches(ID);
            long asked = System.nanoTime();
            Response early = reading(position(done));
            assertThat(Duration.ofNanos(System.nanoTime() - asked))
                    .as("about two seconds, whatever else the machine does")
                    .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(10));
            assertProblem(early, 503, "position-not-reached");
            assertThat(early.header("Retry-After")).isEqualTo("1");
            older.rollback();
        }
        Response shown = reading(position(done));
        assertThat(shown.statusCode()).as(shown.asString()).isEqualTo(200);
        return shown;
    }

    /** Asserts that a position that this service never gave to the caller's tenant is refused. */
    public void refusesForeignPositions(String ofAnotherTenant) {
        assertProblem(reading(ofAnotherTenant), 400, "event-position-unknown");
        assertProblem(reading(UUID.randomUUID() + ".0"), 400, "event-position-unknown");
        assertProblem(reading("7"), 400, "header-invalid");
        assertProblem(reading(UUID.randomUUID() + ".0,7"), 400, "header-invalid");
    }

    /** The position in an answer. */
    public static String position(Response answer) {
        return answer.header("Event-Position");
    }

    private Response reading(String position) {
        return list.apply(caller.get().header(MIN_POSITION, position));
    }
}
