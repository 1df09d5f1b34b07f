// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.postgres;

/** SQL of tests that sets the tenant whose rows a connection sees (row-level security). */
public final class TenantSetting {

    private TenantSetting() {}

    /** Sets the tenant for as long as the connection lasts. */
    public static String ofSession(String tenant) {
        return sql(tenant, false);
    }

    /** Sets the tenant until the transaction ends. */
    public static String ofTransaction(String tenant) {
        return sql(tenant, true);
    }

    private static String sql(String tenant, boolean local) {
        return "select set_config('temoin.tenant', '%s', %s)".formatted(tenant, local);
    }
}
