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

/** The erasures of a tenant that the log has, with what they took. */
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
     * An erasure that has begun, whether the log has it yet or not.
     *
     * @param entries what it takes
     * @param since when it began
     */
    public record StartedErasure(ErasedEntries entries, Instant since) {}

    private final Map<String, RecordedErasure> recorded = new HashMap<>();
    private final List<RecordedErasure> unsigned;
    private final Map<String, StartedErasure> started;

    /**
     * What is on record.
     *
     * @param recorded from entries that are what their leaves commit to, in the signed tree
     * @param unsigned from such entries that no signed checkpoint covers yet
     * @param started what each erasure takes, by its id
     */
    public ErasureRecords(
            List<RecordedErasure> recorded,
            List<RecordedErasure> unsigned,
            Map<String, StartedErasure> started) {
        recorded.forEach(one -> this.recorded.put(one.id(), one));
        this.unsigned = List.copyOf(unsigned);
        this.started = Map.copyOf(started);
    }

    /** What will be on record when all of the log is signed; none if that makes no difference. */
    public Optional<ErasureRecords> onceSigned() {
        List<RecordedErasure> all = new ArrayList<>(unsigned);
        all.addAll(recorded.values());
        return unsigned.isEmpty()
                ? Optional.empty()
                : Optional.of(new ErasureRecords(all, List.of(), started));
    }

    /**
     * Whether an erasure took just this of an entry.
     *
     * @param erasure that the entry's salts are said to have gone with
     * @param recent an erasure that began later than this may be on its way into the log
     */
    public ErasureStatus status(
            @Nullable String erasure, String entry, String actor, byte[] digests, Instant recent) {
        @Nullable StartedErasure begun = erasure == null ? null : started.get(erasure);
        if (begun == null || !begun.entries().contains(entry, actor, digests)) {
            return ErasureStatus.NOT_TAKEN;
        }
        if (isCommitted(Objects.requireNonNull(erasure), begun)) {
            return ErasureStatus.TAKEN;
        }
        return !recorded.containsKey(erasure) && begun.since().isAfter(recent)
                ? ErasureStatus.BEGUN
                : ErasureStatus.NOT_TAKEN;
    }

    /** Whether any erasure that is in the log took this of an entry, named as one of these. */
    public boolean tookFrom(String entry, List<String> actors, byte[] digests) {
        return started.entrySet().stream()
                .filter(erasure -> isCommitted(erasure.getKey(), erasure.getValue()))
                .map(erasure -> erasure.getValue().entries())
                .anyMatch(
                        taken ->
                                actors.stream()
                                        .anyMatch(actor -> taken.contains(entry, actor, digests)));
    }

    /** Whether the log has an erasure for which this key was destroyed. */
    public boolean destroyed(@Nullable String key) {
        return key != null && keys().anyMatch(key::equals);
    }

    private Stream<@Nullable String> keys() {
        return recorded.values().stream().map(RecordedErasure::key);
    }

    private boolean isCommitted(String erasure, StartedErasure begun) {
        @Nullable RecordedErasure there = recorded.get(erasure);
        return there != null && there.digest().equals(begun.entries().digest());
    }
}
