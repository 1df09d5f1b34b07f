// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.TenantId;
import java.util.Collection;
import java.util.Map;

/** Tells which keys were the ones of persons who were erased. */
interface DestroyedKeys {

    /** Ids of keys by the person's pseudonym; none of who is not erased or never had a key. */
    Uni<Map<String, String>> of(TenantId tenant, Collection<String> persons);
}
