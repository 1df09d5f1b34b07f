// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.SubjectId;
import io.temoin.eventsourcing.TenantId;
import io.temoin.eventsourcing.shredding.KeyScope;
import io.temoin.eventsourcing.shredding.KeyState;
import io.temoin.eventsourcing.shredding.ShreddableKeys;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Who of those that an export is narrowed to is erased: whose key is destroyed. Makes no keys; a
 * process that has used a key may not know of its end for {@link ShreddableKeys#REMEMBERED}.
 */
@Singleton
class ErasedPersons {

    /** The shape of a {@link SubjectId}, which the values of several filters may have. */
    private static final Pattern PSEUDONYM = Pattern.compile("[0-9a-f]{32}");

    private final ShreddableKeys keys;

    ErasedPersons(ShreddableKeys keys) {
        this.keys = keys;
    }

    /** Those of some values that are pseudonyms of erased persons, each once. */
    Uni<List<String>> among(TenantId tenant, Collection<String> values) {
        return Multi.createFrom()
                .iterable(values)
                .filter(value -> PSEUDONYM.matcher(value).matches())
                .select()
                .distinct()
                .select()
                .when(person -> isErased(tenant, person))
                .collect()
                .asList();
    }

    private Uni<Boolean> isErased(TenantId tenant, String person) {
        return keys.find(tenant, new KeyScope.Subject(new SubjectId(person)))
                .map(KeyState.Destroyed.class::isInstance);
    }
}
