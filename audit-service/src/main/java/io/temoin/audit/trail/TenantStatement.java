// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

/**
 * A question to the rows of one tenant as one statement, which is a transaction of its own. Row
 * level security shows the rows of the tenant that is set; it is set before the first of them is
 * read, because they come from a subquery that depends on the setting, and is gone afterwards.
 */
final class TenantStatement {

    private TenantStatement() {}

    /**
     * The statement; its first value is the tenant.
     *
     * @param question a {@code select} that uses {@code t.tenant}; its rows are called {@code e}
     */
    static String of(String question) {
        return """
                select e.*
                from (select set_config('temoin.tenant', $1, true) as tenant offset 0) t
                cross join lateral (
                """
                + question
                + ") e";
    }
}
