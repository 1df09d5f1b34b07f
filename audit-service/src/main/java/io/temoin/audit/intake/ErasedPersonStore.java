// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.KeyScope;
import io.temoin.shredding.postgres.TenantStatement;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who is erased: whose key is destroyed. Asks the database of the keys each time, since a process
 * remembers a key for a while that another one has destroyed; makes no keys. Fails as that database
 * fails; for several threads.
 */
@Singleton
public class ErasedPersonStore {

    private static final String DESTROYED =
            TenantStatement.of(
                    """
                    select scope from shreddable_key
                    where tenant = t.tenant and scope = any($2) and destroyed_at is not null
                    offset 0""");

    private static final String OF_KEY =
            TenantStatement.of(
                    """
                    select scope from shreddable_key
                    where tenant = t.tenant and key_id = $2 and destroyed_at is not null
                    offset 0""");

    private static final String SUBJECT = "subject/";

    private final Pool pool;

    ErasedPersonStore(@ReactiveDataSource("keys") Pool pool) {
        this.pool = pool;
    }

    /**
     * Of some values those that are pseudonyms of persons whose key had been destroyed, and that
     * committed, when this was asked; each once.
     */
    public Uni<List<SubjectId>> among(TenantId tenant, Collection<String> values) {
        List<SubjectId> persons =
                values.stream()
                        .filter(SubjectKeyring::isPseudonym)
                        .distinct()
                        .map(SubjectId::new)
                        .toList();
        if (persons.isEmpty()) {
            return Uni.createFrom().item(persons);
        }
        String[] scopes = persons.stream().map(ErasedPersonStore::scope).toArray(String[]::new);
        return pool.preparedQuery(DESTROYED)
                .execute(Tuple.of(tenant.value(), scopes))
                .map(
                        rows -> {
                            Set<String> destroyed = new HashSet<>();
                            rows.forEach(row -> destroyed.add(row.getString(0)));
                            return persons.stream()
                                    .filter(person -> destroyed.contains(scope(person)))
                                    .toList();
                        });
    }

    /** The person whose key this was, if it is destroyed. */
    public Uni<Optional<SubjectId>> ofKey(TenantId tenant, UUID key) {
        return pool.preparedQuery(OF_KEY)
                .execute(Tuple.of(tenant.value(), key))
                .map(
                        rows -> {
                            List<String> scopes = new ArrayList<>();
                            rows.forEach(row -> scopes.add(row.getString(0)));
                            return scopes.stream()
                                    .filter(scope -> scope.startsWith(SUBJECT))
                                    .map(scope -> scope.substring(SUBJECT.length()))
                                    .map(SubjectId::new)
                                    .findFirst();
                        });
    }

    private static String scope(SubjectId person) {
        return new KeyScope.Subject(person).name();
    }
}
