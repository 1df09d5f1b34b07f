// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** How PostgreSQL would run a query of a running service. For tests that start one. */
public final class QueryPlan {

    private QueryPlan() {}

    /**
     * The plan of a query, a line for each step.
     *
     * @param preparation statements before it on the same connection, such as a temporary table
     *     that hides the real one, so that no other test is disturbed
     */
    public static String of(String query, String preparation) throws SQLException {
        try (Connection connection = Backlog.Role.OWNER.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(preparation);
            List<String> lines = new ArrayList<>();
            try (ResultSet plan = statement.executeQuery("explain " + query)) {
                while (plan.next()) {
                    lines.add(plan.getString(1));
                }
            }
            return String.join("\n", lines);
        }
    }
}
