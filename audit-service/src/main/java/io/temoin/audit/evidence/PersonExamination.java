// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.evidence.EntryExamination.Request;
import io.temoin.audit.evidence.EntryVerdict.Differs;
import io.temoin.audit.evidence.EntryVerdict.Named;
import io.temoin.audit.evidence.EntryVerdict.NotYet;
import io.temoin.audit.evidence.EntryVerdict.Sound;
import io.temoin.audit.evidence.TrailCheckStore.CheckedLeaf;
import io.temoin.audit.intake.SubjectKeyring;
import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.eventsourcing.SubjectId;
import io.temoin.eventsourcing.TenantId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which entries tell of a person, each held against its leaf first: what is erased can never be
 * looked at again, so nothing that somebody changed is.
 */
@Singleton
public class PersonExamination {

    private final TrailCheckStore store;
    private final ErasureRecordStore records;
    private final SubjectKeyring keyring;
    private final DifferingEntries differing;
    private final Clock clock;

    PersonExamination(
            TrailCheckStore store,
            ErasureRecordStore records,
            SubjectKeyring keyring,
            DifferingEntries differing,
            Clock clock) {
        this.store = store;
        this.records = records;
        this.keyring = keyring;
        this.differing = differing;
        this.clock = clock;
    }

    /**
     * The ids of the entries that name the person, at most a thousand.
     *
     * @param key that was destroyed for the erasure; {@code null} before, and if there was none
     * @throws TrailDiffers in the {@code Uni}, when one is not what its leaf commits to; an alarm
     *     is raised then
     */
    public Uni<List<String>> entries(TenantId tenant, SubjectId person, @Nullable UUID key) {
        Request request = new Request(person.value(), Objects.toString(key, null));
        return Uni.combine()
                .all()
                .unis(store.naming(tenant, person), records.of(tenant))
                .asTuple()
                .flatMap(
                        read ->
                                keyring.forKept(tenant, entriesOf(read.getItem1()))
                                        .map(
                                                keys ->
                                                        new EntryExamination(
                                                                keys,
                                                                read.getItem2(),
                                                                request,
                                                                clock.instant()))
                                        .map(examination -> sound(read.getItem1(), examination)))
                .onFailure(TrailDiffers.class)
                .invoke(found -> differing.add(tenant, found));
    }

    private static List<AuditEntry> entriesOf(List<CheckedLeaf> found) {
        return found.stream()
                .map(CheckedLeaf::row)
                .filter(Objects::nonNull)
                .map(CaseRow::entry)
                .toList();
    }

    private static List<String> sound(List<CheckedLeaf> found, EntryExamination examination) {
        return found.stream().map(one -> sound(one, examination)).toList();
    }

    private static String sound(CheckedLeaf found, EntryExamination examination) {
        String id = Objects.requireNonNull(found.event());
        CaseRow row = found.row();
        if (row == null || isMissing(found, row, examination.now())) {
            throw new TrailDiffers(id);
        }
        return switch (examination.of(row, found.leaf())) {
            case Sound _, Named _, NotYet _ -> id;
            case Differs _ -> throw new TrailDiffers(id);
        };
    }

    /** A leaf that does not come, of an entry that is not on its way any more. */
    private static boolean isMissing(CheckedLeaf found, CaseRow row, Instant now) {
        return found.leaf() == null
                && row.entry().when().recordedAt().isBefore(now.minus(EntryExamination.ON_ITS_WAY));
    }
}
