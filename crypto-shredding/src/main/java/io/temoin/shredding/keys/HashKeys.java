// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import com.google.crypto.tink.subtle.Random;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys of keyed hashes, by purpose and generation: random, and none derived from another. The
 * newest generation of a purpose signs; the older ones still verify until they are retired.
 * Immutable.
 *
 * @param byPurpose every purpose has a generation at least
 */
record HashKeys(Map<KeyPurpose, SortedMap<Integer, Generation>> byPurpose) {

    private static final int KEY_BYTES = 32;

    /**
     * One key.
     *
     * @param secret Base64
     * @param openedAt when it began to sign, ISO 8601
     */
    record Generation(String secret, String openedAt) {

        private static Generation fresh(Instant now) {
            return new Generation(
                    Base64.getEncoder().encodeToString(Random.randBytes(KEY_BYTES)),
                    now.toString());
        }

        @Override
        public String toString() {
            return "Generation of " + openedAt;
        }
    }

    /** The first generation of every purpose. */
    static HashKeys fresh(Instant now) {
        Map<KeyPurpose, SortedMap<Integer, Generation>> fresh = new EnumMap<>(KeyPurpose.class);
        for (KeyPurpose purpose : KeyPurpose.values()) {
            SortedMap<Integer, Generation> first = new TreeMap<>();
            first.put(1, Generation.fresh(now));
            fresh.put(purpose, first);
        }
        return new HashKeys(fresh);
    }

    /** The purposes without a key; a file of another build may lack some. */
    Set<KeyPurpose> missing() {
        Set<KeyPurpose> missing = EnumSet.allOf(KeyPurpose.class);
        byPurpose.forEach(
                (purpose, generations) -> {
                    if (!generations.isEmpty()) {
                        missing.remove(purpose);
                    }
                });
        return missing;
    }

    /** The generation that signs. */
    int current(KeyPurpose purpose) {
        return generations(purpose).lastKey();
    }

    /**
     * The generation that signs where not everybody knows of the newest one at once.
     *
     * @param now what was opened {@link WrappedKeyset#NOTICE} before is known to all
     */
    int signing(KeyPurpose purpose, Instant now) {
        Instant noticed = now.minus(WrappedKeyset.NOTICE);
        SortedMap<Integer, Generation> generations = generations(purpose);
        return generations.keySet().stream()
                .filter(number -> !openedAt(generations, number).isAfter(noticed))
                .max(Integer::compare)
                .orElseGet(() -> Collections.min(generations.keySet()));
    }

    /** All of them. */
    List<KeyGeneration> generations() {
        return notIn(new HashKeys(Map.of()));
    }

    /** One of them; {@code null} when it does not exist, or not any more. */
    @Nullable Generation find(KeyGeneration generation) {
        SortedMap<Integer, Generation> generations = byPurpose.get(generation.purpose());
        return generations == null ? null : generations.get(generation.number());
    }

    /** One of them, which must exist. */
    Generation required(KeyGeneration generation) {
        return Objects.requireNonNull(find(generation), generation::toString);
    }

    /** A key that signs or verifies; {@code null} when it does not exist, or not any more. */
    byte @Nullable [] key(KeyPurpose purpose, int generation) {
        Generation known = generations(purpose).get(generation);
        return known == null ? null : Base64.getDecoder().decode(known.secret());
    }

    /** The key that signs. */
    byte[] currentKey(KeyPurpose purpose) {
        byte[] key = key(purpose, current(purpose));
        if (key == null) {
            throw new IllegalStateException("there is no key for " + purpose);
        }
        return key;
    }

    /** Looks up a purpose; rejects one of the other kind. */
    static <T> T required(Map<KeyPurpose, T> served, KeyPurpose purpose) {
        T one = served.get(purpose);
        if (one == null) {
            throw new IllegalArgumentException(
                    purpose + (purpose.rotates() ? " signs texts" : " takes fingerprints"));
        }
        return one;
    }

    /**
     * These keys with everything due done: per purpose one generation opened, old ones retired. A
     * purpose that rotates and has lost its keys gets new ones.
     */
    HashKeys advanced(KeySchedule schedule, Instant now) {
        Map<KeyPurpose, SortedMap<Integer, Generation>> next = new EnumMap<>(KeyPurpose.class);
        byPurpose.forEach(
                (purpose, generations) ->
                        next.put(
                                purpose,
                                purpose.rotates()
                                        ? advanced(generations, schedule, now)
                                        : generations));
        for (KeyPurpose purpose : missing()) {
            if (purpose.rotates()) {
                SortedMap<Integer, Generation> first = new TreeMap<>();
                first.put(1, Generation.fresh(now));
                next.put(purpose, first);
            }
        }
        return new HashKeys(next);
    }

    private static SortedMap<Integer, Generation> advanced(
            SortedMap<Integer, Generation> generations, KeySchedule schedule, Instant now) {
        SortedMap<Integer, Generation> next = new TreeMap<>(generations);
        int newest = generations.lastKey();
        if (schedule.isOld(openedAt(generations, newest), now)) {
            next.put(newest + 1, Generation.fresh(now));
        }
        List<Integer> numbers = new ArrayList<>(next.keySet());
        for (int i = 0; i < numbers.size() - 1; i++) {
            Instant openedAt = openedAt(next, numbers.get(i));
            Instant replacedAt = openedAt(next, numbers.get(i + 1));
            if (schedule.isOver(openedAt, replacedAt, now)) {
                next.remove(numbers.get(i));
            }
        }
        return next;
    }

    private static Instant openedAt(SortedMap<Integer, Generation> generations, int number) {
        Generation generation = generations.get(number);
        if (generation == null) {
            throw new IllegalStateException("there is no generation " + number);
        }
        return Instant.parse(generation.openedAt());
    }

    /** The differences from {@code earlier}. */
    HashKeyProgress since(HashKeys earlier) {
        return new HashKeyProgress(notIn(earlier), earlier.notIn(this));
    }

    private List<KeyGeneration> notIn(HashKeys other) {
        List<KeyGeneration> missing = new ArrayList<>();
        byPurpose.forEach(
                (purpose, generations) ->
                        generations.keySet().stream()
                                .map(number -> new KeyGeneration(purpose, number))
                                .filter(generation -> other.find(generation) == null)
                                .forEach(missing::add));
        return missing;
    }

    private SortedMap<Integer, Generation> generations(KeyPurpose purpose) {
        SortedMap<Integer, Generation> generations = byPurpose.get(purpose);
        if (generations == null) {
            throw new IllegalStateException("there is no key for " + purpose);
        }
        return generations;
    }

    @Override
    public String toString() {
        return "HashKeys";
    }
}
