// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import io.smallrye.mutiny.Uni;
import io.temoin.shredding.TenantId;
import java.time.Duration;
import java.time.Instant;

/**
 * One key per {@link KeyScope}; destroying it erases everything sealed under it, at once in live
 * systems and, when its epoch ends, in backups too.
 *
 * <p>Safe for concurrent use; nothing blocks.
 */
public interface ShreddableKeys {

    /** How long an unwrapped key may stay in a process's memory, where nobody destroys it. */
    Duration REMEMBERED = Duration.ofSeconds(60);

    /**
     * The scope's key, made when there is none yet. Fails with {@link KeyDestroyed} once destroyed:
     * a scope never gets a second key.
     */
    Uni<DataKey> keyFor(TenantId tenant, KeyScope scope);

    /** What is known of the scope's key, without making one. */
    Uni<KeyState> find(TenantId tenant, KeyScope scope);

    /** The same as {@link #find}, and never from memory: what the table says now. */
    Uni<KeyState> lookUp(TenantId tenant, KeyScope scope);

    /**
     * Destroys the scope's key for good, or notes that it may never have one. Idempotent: the
     * evidence of the first time is returned again.
     *
     * @param basis why, a code or a reference, without personal data
     */
    Uni<KeyDestruction> destroy(TenantId tenant, KeyScope scope, String basis, Instant at);
}
