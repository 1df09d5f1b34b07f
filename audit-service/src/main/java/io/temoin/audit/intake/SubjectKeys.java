// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.KeyState;
import io.temoin.shredding.keys.ShreddableKeys;
import io.temoin.shredding.keys.Tampered;
import io.temoin.transparency.entry.SaltSeed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the persons whom some entries name, as they were found. The seed that salts what an
 * entry tells of its data subject is kept sealed under that person's key, bound to tenant and
 * entry. An entry of nobody, or of one who has no pseudonym, has a seed in clear (32 bytes).
 *
 * <p>Holds keys: for one batch or answer, never longer than {@link ShreddableKeys#REMEMBERED}.
 */
public final class SubjectKeys {

    /** Bytes before the id of the key in what {@code DataKey} sealed. */
    private static final int FORM = 1;

    private final TenantId tenant;
    private final Map<String, KeyState> states;
    private final Map<String, String> destroyed;

    SubjectKeys(TenantId tenant, Map<String, KeyState> states) {
        this(tenant, states, Map.of());
    }

    private SubjectKeys(
            TenantId tenant, Map<String, KeyState> states, Map<String, String> destroyed) {
        this.tenant = tenant;
        this.states = states;
        this.destroyed = Map.copyOf(destroyed);
    }

    /** The same, with the ids of the keys of those who were erased. */
    SubjectKeys with(Map<String, String> ids) {
        return new SubjectKeys(tenant, states, ids);
    }

    /** Whether what is kept of a seed lies under the key that was destroyed for this person. */
    public boolean liesUnderDestroyed(String person, byte @Nullable [] kept) {
        @Nullable String key = keyOf(kept);
        return key != null && key.equals(destroyed.get(person));
    }

    /** Whether a name is the pseudonym of a person who was erased. */
    public boolean isErased(@Nullable String name) {
        return name != null && states.get(name) instanceof KeyState.Destroyed;
    }

    /** When a person was erased; {@code null} of somebody who was not. */
    public @Nullable Instant erasedSince(String name) {
        return states.get(name) instanceof KeyState.Destroyed(var since, _) ? since : null;
    }

    /**
     * The key that what is kept of a seed lies under; {@code null} of a seed in clear, and of none.
     */
    public static @Nullable String keyOf(byte @Nullable [] kept) {
        if (kept == null || kept.length <= FORM + 2 * Long.BYTES) {
            return null;
        }
        ByteBuffer id = ByteBuffer.wrap(kept, FORM, 2 * Long.BYTES);
        return kept.length == SaltSeed.SIZE
                ? null
                : new UUID(id.getLong(), id.getLong()).toString();
    }

    /** What is kept of the seed of a new entry's data subject, who is not erased. */
    public byte[] seal(AuditEntry entry, SaltSeed seed) {
        return switch (stateOf(entry)) {
            case null -> seed.bytes();
            case KeyState.Usable(var key) -> key.seal(seed.bytes(), context(entry));
            case KeyState.Destroyed _, KeyState.Absent _ ->
                    throw new IllegalStateException("a new entry's subject has a key or no name");
        };
    }

    /**
     * The seed of an entry's data subject from what was kept of it; {@code null} when the person
     * was erased, or whoever acted for them: the same seed salts what tells of either. That the key
     * is destroyed decides, also of a row that a backup has brought back.
     *
     * @throws Tampered when neither the person was erased nor a seed can be had: the row was
     *     changed, or its key was lost
     */
    public @Nullable SaltSeed open(AuditEntry entry, byte @Nullable [] kept) {
        @Nullable KeyState state = stateOf(entry);
        if (state instanceof KeyState.Destroyed || isErased(entry.who().actor())) {
            return null;
        }
        if (kept == null) {
            return forgotten(entry);
        }
        if (state == null && kept.length == SaltSeed.SIZE) {
            return SaltSeed.of(kept);
        }
        if (state instanceof KeyState.Usable(var key)) {
            return SaltSeed.of(key.open(kept, context(entry)));
        }
        throw new Tampered("the salts are not sealed under a key that is there");
    }

    /** A forgotten entry names nobody, so one that does was not forgotten. */
    private static @Nullable SaltSeed forgotten(AuditEntry entry) {
        if (entry.links().subject() != null || !entry.trace().stream().equals(AuditEntry.ERASED)) {
            throw new Tampered("an entry that tells of somebody has no salts");
        }
        return null;
    }

    /** Nothing for an entry of nobody, or of one who has no pseudonym. */
    private @Nullable KeyState stateOf(AuditEntry entry) {
        @Nullable String subject = entry.links().subject();
        return subject == null ? null : states.get(subject);
    }

    private byte[] context(AuditEntry entry) {
        return (tenant.value() + "|entry-salt|" + entry.id()).getBytes(StandardCharsets.UTF_8);
    }
}
