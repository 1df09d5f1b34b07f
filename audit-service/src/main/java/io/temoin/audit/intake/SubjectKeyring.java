// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.KeyDestroyed;
import io.temoin.shredding.keys.KeyDestruction;
import io.temoin.shredding.keys.KeyScope;
import io.temoin.shredding.keys.KeyState;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database of the keys for those of the persons whom entries name: of each person once,
 * and of all at the same time. Whoever asks holds no connection to the trail's database meanwhile.
 * Fails as that database fails; for several threads.
 */
@Singleton
public class SubjectKeyring {

    /** The shape of a {@link SubjectId}. Who has another name cannot be erased by it either. */
    private static final Pattern PSEUDONYM = Pattern.compile("[0-9a-f]{32}");

    private static final int DIGITS = 32;

    private final ShreddableKeys keys;
    private final BiFunction<TenantId, Collection<String>, Uni<Map<String, String>>> destroyed;

    @Inject
    SubjectKeyring(ShreddableKeys keys, SubjectKeyIdStore ids) {
        this(keys, ids::destroyed);
    }

    /**
     * The same.
     *
     * @param destroyed tells the ids of the keys of persons who were erased
     */
    SubjectKeyring(
            ShreddableKeys keys,
            BiFunction<TenantId, Collection<String>, Uni<Map<String, String>>> destroyed) {
        this.keys = keys;
        this.destroyed = destroyed;
    }

    /**
     * The keys of the data subjects of entries that are new, made where there is none yet. Of a
     * person who acted it is only asked whether they were erased: nothing is sealed for them.
     */
    public Uni<SubjectKeys> forNew(TenantId tenant, Collection<AuditEntry> entries) {
        Set<String> subjects = subjects(entries);
        Map<String, Uni<KeyState>> wanted = new HashMap<>();
        for (AuditEntry entry : entries) {
            String actor = entry.who().actor();
            if (isPseudonym(actor) && !subjects.contains(actor)) {
                wanted.computeIfAbsent(actor, one -> keys.find(tenant, scope(one)));
            }
        }
        subjects.forEach(one -> wanted.put(one, usable(tenant, one)));
        return all(tenant, wanted);
    }

    /**
     * What is known of the keys of the persons whom entries of the trail name: of data subjects,
     * and of those who acted, who may have been erased too.
     */
    public Uni<SubjectKeys> forKept(TenantId tenant, Collection<AuditEntry> entries) {
        Set<String> named = subjects(entries);
        for (AuditEntry entry : entries) {
            if (isPseudonym(entry.who().actor())) {
                named.add(entry.who().actor());
            }
        }
        Map<String, Uni<KeyState>> wanted = HashMap.newHashMap(named.size());
        named.forEach(one -> wanted.put(one, keys.find(tenant, scope(one))));
        return all(tenant, wanted).flatMap(found -> withDestroyed(tenant, named, found));
    }

    private Uni<SubjectKeys> withDestroyed(
            TenantId tenant, Collection<String> named, SubjectKeys found) {
        List<String> erased = named.stream().filter(found::isErased).toList();
        return erased.isEmpty()
                ? Uni.createFrom().item(found)
                : destroyed.apply(tenant, erased).map(found::with);
    }

    /**
     * Destroys a person's key for good, or notes that they may never have one. Idempotent: the
     * evidence of the first time is returned again.
     *
     * @param basis why, without personal data
     */
    public Uni<KeyDestruction> destroy(
            TenantId tenant, SubjectId subject, String basis, Instant at) {
        return keys.destroy(tenant, new KeyScope.Subject(subject), basis, at);
    }

    private Uni<KeyState> usable(TenantId tenant, String subject) {
        return keys.keyFor(tenant, scope(subject))
                .map(key -> (KeyState) new KeyState.Usable(key))
                .onFailure(KeyDestroyed.class)
                .recoverWithItem(SubjectKeyring::destroyed);
    }

    private static KeyState destroyed(Throwable failure) {
        KeyDestroyed gone = (KeyDestroyed) failure;
        return new KeyState.Destroyed(gone.since(), gone.basis());
    }

    private static Uni<SubjectKeys> all(TenantId tenant, Map<String, Uni<KeyState>> wanted) {
        if (wanted.isEmpty()) {
            return Uni.createFrom().item(new SubjectKeys(tenant, Map.of()));
        }
        List<String> names = new ArrayList<>(wanted.size());
        List<Uni<KeyState>> states = new ArrayList<>(wanted.size());
        wanted.forEach(
                (name, state) -> {
                    names.add(name);
                    states.add(state);
                });
        return Uni.join()
                .all(states)
                .andFailFast()
                .map(
                        found -> {
                            Map<String, KeyState> byName = HashMap.newHashMap(names.size());
                            for (int i = 0; i < names.size(); i++) {
                                byName.put(names.get(i), found.get(i));
                            }
                            return new SubjectKeys(tenant, byName);
                        });
    }

    private static Set<String> subjects(Collection<AuditEntry> entries) {
        Set<String> subjects = new HashSet<>();
        for (AuditEntry entry : entries) {
            @Nullable String subject = entry.links().subject();
            if (subject != null && isPseudonym(subject)) {
                subjects.add(subject);
            }
        }
        return subjects;
    }

    static boolean isPseudonym(String name) {
        return name.length() == DIGITS && PSEUDONYM.matcher(name).matches();
    }

    private static KeyScope scope(String pseudonym) {
        return new KeyScope.Subject(new SubjectId(pseudonym));
    }
}
