// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The erasures of a tenant that the log has, with the lists of what they took. */
public final class ErasureRecords {

    /** What is said of an entry whose salts are missing. */
    public enum ErasureStatus {
        /** An erasure that is in the log took just this. */
        TAKEN,
        /** An erasure says so that has begun, and is not in the log yet. */
        BEGUN,
        /** No erasure took this. */
        NOT_TAKEN
    }

    /**
     * A list, whether the log commits to it or not.
     *
     * @param since when the erasure began to forget
     */
    public record Listed(ErasedEntries entries, Instant since) {}

    private final Map<String, RecordedErasure> recorded = new HashMap<>();
    private final List<RecordedErasure> unsigned;
    private final Map<String, Listed> lists;

    /**
     * What is on record.
     *
     * @param recorded from entries that are what their leaves commit to, in the signed tree
     * @param unsigned from such entries that no signed checkpoint covers yet
     * @param lists by the erasure
     */
    public ErasureRecords(
            List<RecordedErasure> recorded,
            List<RecordedErasure> unsigned,
            Map<String, Listed> lists) {
        recorded.forEach(one -> this.recorded.put(one.id(), one));
        this.unsigned = List.copyOf(unsigned);
        this.lists = Map.copyOf(lists);
    }

    /** What will be on record when all of the log is signed; none if that makes no difference. */
    public Optional<ErasureRecords> onceSigned() {
        List<RecordedErasure> all = new ArrayList<>(unsigned);
        all.addAll(recorded.values());
        return unsigned.isEmpty()
                ? Optional.empty()
                : Optional.of(new ErasureRecords(all, List.of(), lists));
    }

    /**
     * Whether an erasure took just this of an entry.
     *
     * @param erasure that the entry's salts are said to have gone with
     * @param recent an erasure that began later than this may be on its way into the log
     */
    public ErasureStatus status(
            @Nullable String erasure, String entry, String actor, byte[] digests, Instant recent) {
        @Nullable Listed list = erasure == null ? null : lists.get(erasure);
        if (list == null || !list.entries().contains(entry, actor, digests)) {
            return ErasureStatus.NOT_TAKEN;
        }
        if (isCommitted(Objects.requireNonNull(erasure), list)) {
            return ErasureStatus.TAKEN;
        }
        return !recorded.containsKey(erasure) && list.since().isAfter(recent)
                ? ErasureStatus.BEGUN
                : ErasureStatus.NOT_TAKEN;
    }

    /** Whether any erasure that is in the log took this of an entry, named as one of these. */
    public boolean tookFrom(String entry, List<String> actors, byte[] digests) {
        return lists.entrySet().stream()
                .filter(list -> isCommitted(list.getKey(), list.getValue()))
                .anyMatch(
                        list ->
                                actors.stream()
                                        .anyMatch(
                                                actor ->
                                                        list.getValue()
                                                                .entries()
                                                                .contains(entry, actor, digests)));
    }

    /** Whether the log has an erasure for which this key was destroyed. */
    public boolean destroyed(@Nullable String key) {
        return key != null && keys().anyMatch(key::equals);
    }

    private Stream<@Nullable String> keys() {
        return recorded.values().stream().map(RecordedErasure::key);
    }

    private boolean isCommitted(String erasure, Listed list) {
        @Nullable RecordedErasure there = recorded.get(erasure);
        return there != null && there.digest().equals(list.entries().digest());
    }
}
