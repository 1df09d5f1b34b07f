// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.evidence.EntryExamination.Request;
import io.temoin.audit.evidence.EntryVerdict.Consistent;
import io.temoin.audit.evidence.EntryVerdict.Differs;
import io.temoin.audit.evidence.EntryVerdict.ErasurePending;
import io.temoin.audit.evidence.EntryVerdict.NamesErasedPerson;
import io.temoin.audit.evidence.EntryVerdict.Unsigned;
import io.temoin.audit.evidence.TrailCheckStore.CheckedLeaf;
import io.temoin.audit.evidence.TrailCheckStore.NamingEntry;
import io.temoin.audit.log.LocatedLeaf;
import io.temoin.audit.log.Proofs;
import io.temoin.audit.trail.TrailDiffers;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which entries tell of a person, each held against its leaf first: what is erased can never be
 * looked at again, so nothing that somebody changed is.
 */
@Singleton
public class PersonExamination {

    private final TrailCheckStore store;
    private final LeafExaminer examiner;
    private final Proofs proofs;
    private final DifferingEntries differing;
    private final Clock clock;

    PersonExamination(
            TrailCheckStore store,
            LeafExaminer examiner,
            Proofs proofs,
            DifferingEntries differing,
            Clock clock) {
        this.store = store;
        this.examiner = examiner;
        this.proofs = proofs;
        this.differing = differing;
        this.clock = clock;
    }

    /**
     * Examines every entry that names the person, before their key is destroyed.
     *
     * @throws TrailDiffers in the {@code Uni}, when one is not what its leaf commits to; an alarm
     *     is raised then
     */
    public Uni<Void> ofAll(TenantId tenant, SubjectId person) {
        return ofAll(tenant, person, TrailCheckStore.BEGINNING);
    }

    private Uni<Void> ofAll(TenantId tenant, SubjectId person, long after) {
        return store.naming(tenant, person, after)
                .call(found -> examined(tenant, person, null, found))
                .flatMap(
                        found ->
                                found.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : ofAll(tenant, person, found.getLast().position()));
    }

    /**
     * The ids of the first entries that name the person; none when no entry does.
     *
     * @param key that was destroyed for the erasure; {@code null} if there was none
     * @throws TrailDiffers in the {@code Uni}, when one is not what its leaf commits to; an alarm
     *     is raised then
     */
    public Uni<List<String>> entries(TenantId tenant, SubjectId person, @Nullable UUID key) {
        return store.naming(tenant, person, TrailCheckStore.BEGINNING)
                .flatMap(found -> examined(tenant, person, key, found));
    }

    private Uni<List<String>> examined(
            TenantId tenant, SubjectId person, @Nullable UUID key, List<NamingEntry> naming) {
        Request request = new Request(person.value(), Objects.toString(key, null));
        List<CheckedLeaf> found = naming.stream().map(NamingEntry::leaf).toList();
        return examiner.findExamination(tenant, CheckedLeaf.rows(found), request, clock.instant())
                .flatMap(
                        examination ->
                                proofs.included(found, CheckedLeaf::placed)
                                        .map(
                                                included ->
                                                        sound(
                                                                found,
                                                                eventsOf(included),
                                                                examination)))
                .onFailure(TrailDiffers.class)
                .invoke(difference -> differing.add(tenant, difference));
    }

    private static Set<String> eventsOf(List<CheckedLeaf> found) {
        return found.stream()
                .map(one -> Objects.requireNonNull(one.event()))
                .collect(Collectors.toSet());
    }

    private static List<String> sound(
            List<CheckedLeaf> found, Set<String> included, EntryExamination examination) {
        return found.stream().map(one -> sound(one, included, examination)).toList();
    }

    private static String sound(
            CheckedLeaf found, Set<String> included, EntryExamination examination) {
        String id = Objects.requireNonNull(found.event());
        CaseRow row = found.row();
        if (row == null
                || isMissing(found, row, examination.now())
                || (LocatedLeaf.isSigned(found.placed()) && !included.contains(id))) {
            throw new TrailDiffers(id);
        }
        return switch (examination.of(row, found.leaf())) {
            case Consistent _, NamesErasedPerson _, ErasurePending _, Unsigned _ -> id;
            case Differs _ -> throw new TrailDiffers(id);
        };
    }

    /** A leaf that does not come, of an entry that is not on its way any more. */
    private static boolean isMissing(CheckedLeaf found, CaseRow row, Instant now) {
        return found.leaf() == null
                && row.entry().when().recordedAt().isBefore(now.minus(EntryExamination.ON_ITS_WAY));
    }
}
