// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/** Asks the database to forget a person; what goes and what stays, it decides itself. */
@Singleton
public class ErasureStore {

    private static final String TENANT = "select set_config('temoin.tenant', $1, true)";
    private static final String FORGET = "select forget_subject($1)";
    private static final String FORGET_IN_EXPORTS = "select forget_subject_in_exports($1)";

    private final Pool pool;

    ErasureStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * Takes what tells of the person out of every entry and out of what exports were narrowed to,
     * and destroys the salts that would let somebody try it against the log. Done twice, it finds
     * nothing the second time.
     *
     * @param subject the pseudonym
     * @return how many entries told of the person
     */
    public Uni<Long> forget(TenantId tenant, String subject) {
        return pool.withTransaction(
                connection ->
                        connection
                                .preparedQuery(TENANT)
                                .execute(Tuple.of(tenant.value()))
                                .chain(
                                        () ->
                                                connection
                                                        .preparedQuery(FORGET)
                                                        .execute(Tuple.of(subject)))
                                .map(rows -> rows.iterator().next().getLong(0))
                                .call(
                                        () ->
                                                connection
                                                        .preparedQuery(FORGET_IN_EXPORTS)
                                                        .execute(Tuple.of(subject))));
    }
}
