// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.postgres.TenantStatement;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Whose a key is, by its id: of a key that was destroyed nobody is told any more. And which key was
 * the one of somebody who was erased, for whoever still has the pseudonym.
 */
@Singleton
class SubjectKeyIdStore {

    private static final String SUBJECT = "subject/";

    private static final String FIND =
            TenantStatement.of(
                    """
                    select key_id, scope from shreddable_key
                    where tenant = t.tenant and key_id = any($2) and destroyed_at is null
                    offset 0""");

    private static final String DESTROYED =
            TenantStatement.of(
                    """
                    select key_id, scope from shreddable_key
                    where tenant = t.tenant and scope = any($2) and destroyed_at is not null
                      and key_id is not null offset 0""");

    private static final String OF =
            TenantStatement.of(
                    """
                    select key_id from shreddable_key
                    where tenant = t.tenant and scope = $2 and key_id is not null offset 0""");

    private final Pool pool;

    SubjectKeyIdStore(@ReactiveDataSource("keys") Pool pool) {
        this.pool = pool;
    }

    /** The ids of the keys of persons who were erased, as far as they ever had one. */
    Uni<Map<String, String>> destroyed(TenantId tenant, Collection<String> persons) {
        String[] scopes = persons.stream().map(one -> SUBJECT + one).toArray(String[]::new);
        return pool.preparedQuery(DESTROYED)
                .execute(Tuple.of(tenant.value(), scopes))
                .map(
                        rows -> {
                            Map<String, String> keys = new HashMap<>();
                            rows.forEach(
                                    row ->
                                            keys.put(
                                                    row.getString("scope")
                                                            .substring(SUBJECT.length()),
                                                    row.getUUID("key_id").toString()));
                            return keys;
                        });
    }

    /** The id of a person's key, destroyed or not; empty when there never was one. */
    Uni<Optional<UUID>> find(TenantId tenant, SubjectId person) {
        return pool.preparedQuery(OF)
                .execute(Tuple.of(tenant.value(), SUBJECT + person.value()))
                .map(
                        rows -> {
                            var found = rows.iterator();
                            return found.hasNext()
                                    ? Optional.of(found.next().getUUID("key_id"))
                                    : Optional.empty();
                        });
    }

    /** The data subjects of these keys of a tenant, as far as they have one that is usable. */
    Uni<Map<UUID, SubjectId>> subjects(TenantId tenant, Collection<UUID> keys) {
        return pool.preparedQuery(FIND)
                .execute(
                        Tuple.tuple()
                                .addString(tenant.value())
                                .addArrayOfUUID(keys.toArray(UUID[]::new)))
                .map(
                        rows -> {
                            Map<UUID, SubjectId> subjects = new HashMap<>();
                            for (Row row : rows) {
                                String scope = row.getString("scope");
                                if (scope.startsWith(SUBJECT)) {
                                    subjects.put(
                                            row.getUUID("key_id"),
                                            new SubjectId(scope.substring(SUBJECT.length())));
                                }
                            }
                            return subjects;
                        });
    }
}
