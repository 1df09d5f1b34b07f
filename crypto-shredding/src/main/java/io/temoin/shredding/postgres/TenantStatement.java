// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.postgres;

/**
 * SQL that sets the tenant whose rows it sees (row-level security). The tenant is the first value
 * of each statement, and the setting ends with its transaction.
 */
public final class TenantStatement {

    private static final String SETTING = "set_config('temoin.tenant', $1, true)";

    /** Sets the tenant for the rest of a transaction. */
    public static final String SET = "select " + SETTING;

    /**
     * Sets the tenant for a statement that reads, as {@code t.tenant}. The rows must come from
     * lateral subqueries that use it, and hence run after it. The {@code offset 0} here, and a
     * {@code limit} or {@code offset 0} in each of them, keeps the planner from merging them and
     * reading before the tenant is set.
     */
    public static final String FROM = " from (select " + SETTING + " as tenant offset 0) t ";

    /** Sets the tenant for a statement that writes rows of {@code t.tenant}. */
    public static final String WITH = "with t as materialized (select " + SETTING + " as tenant) ";

    private TenantStatement() {}

    /**
     * A question to the rows of one tenant, as one statement.
     *
     * @param question a {@code select} that uses {@code t.tenant}; its rows are called {@code e}
     */
    public static String of(String question) {
        return "select e.*" + FROM + "cross join lateral (" + question + ") e";
    }
}
