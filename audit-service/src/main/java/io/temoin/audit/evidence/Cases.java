// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.evidence.CaseStore.LoggedEntry;
import io.temoin.audit.evidence.domain.EvidenceCase.OfEntries;
import io.temoin.audit.intake.domain.EntryBounds;
import io.temoin.audit.log.LocatedLeaf;
import io.temoin.audit.log.Proofs;
import io.temoin.audit.log.Proofs.Proven;
import io.temoin.audit.trail.TrailDiffers;
import io.temoin.audit.verifier.VerifierJar;
import io.temoin.chassis.requests.Caller;
import io.temoin.eventsourcing.Rejected;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.entry.AuditLeaf;
import io.temoin.transparency.entry.BundleManifest;
import io.temoin.transparency.entry.DisclosedEntry;
import io.temoin.transparency.trust.TlogProof;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Puts the bundle of a case together. Every entry is checked as a stranger would check it, from the
 * row and its salts to the root under the signature, before anybody is given anything. Safe for
 * several threads.
 */
@Singleton
public class Cases {

    /** An entry for a stranger, and what proves it. */
    public record ProvenEntry(DisclosedEntry entry, TlogProof proof) {}

    /** What is said of an entry, and what proves it. */
    private record Checked<T>(T said, TlogProof proof) {}

    private final CaseStore store;
    private final Proofs proofs;
    private final DifferingEntries differing;
    private final String verifier;

    Cases(
            CaseStore store,
            Proofs proofs,
            DifferingEntries differing,
            VerifierJar verifier,
            AuditConfig config) {
        this.store = store;
        this.proofs = proofs;
        this.differing = differing;
        this.verifier =
                verifier.sha256()
                        .map(sha256 -> Readme.verifier(config.log().prefix(), sha256))
                        .orElse("");
    }

    /**
     * The bundle of a case.
     *
     * @param withhold names of fields that it shall not show
     * @throws Rejected in the {@code Uni}, when there is no such case, when it is too large, and
     *     while an entry of it is not under a signed checkpoint
     * @throws TrailDiffers in the {@code Uni}, when an entry is not what its leaf commits to; an
     *     alarm is raised then
     */
    Uni<EvidenceBundle> bundle(CaseQuestion question, Set<String> withhold) {
        return Proofs.awaited(() -> store.entries(question, BundleManifest.MOST_ENTRIES + 1))
                .invoke(found -> requireComplete(question, found))
                .flatMap(found -> signed(question, found))
                .flatMap(found -> bundle(found, withhold))
                .onFailure(TrailDiffers.class)
                .invoke(found -> differing.add(question.tenant(), found));
    }

    /**
     * The proof of one entry, checked in the same way.
     *
     * @throws Rejected in the {@code Uni}, when there is no such entry for the caller, and while it
     *     is not under a signed checkpoint
     * @throws TrailDiffers in the {@code Uni}, when the entry is not what its leaf commits to; an
     *     alarm is raised then
     */
    Uni<TlogProof> proof(Caller caller, String id) {
        if (!EntryBounds.isId(id)) {
            return Uni.createFrom().failure(unknown());
        }
        CaseQuestion question = CaseQuestion.of(caller, List.of(id));
        return Proofs.awaited(() -> store.entries(question, 1).invoke(Cases::requireSignedOne))
                .flatMap(
                        found ->
                                proofs.load(places(found))
                                        .map(
                                                proven ->
                                                        proof(
                                                                found.getFirst().entry(),
                                                                proven.getFirst())))
                .onFailure(TrailDiffers.class)
                .invoke(found -> differing.add(caller.tenant(), found));
    }

    /**
     * Entries with their proofs, checked as those of a bundle, oldest first.
     *
     * @param ids of the entries, at least one
     * @param shown names of the fields that they show; the others count by their digests
     * @throws Rejected in the {@code Uni}, when there is no such entry for the caller, and while
     *     one is not under a signed checkpoint
     * @throws TrailDiffers in the {@code Uni}, when an entry is not what its leaf commits to; an
     *     alarm is raised then
     */
    public Uni<List<ProvenEntry>> proven(Caller caller, List<String> ids, Set<String> shown) {
        CaseQuestion question = CaseQuestion.of(caller, ids);
        return Proofs.awaited(() -> store.entries(question, ids.size()))
                .invoke(found -> requireComplete(question, found))
                .flatMap(found -> signed(question, found))
                .flatMap(
                        found ->
                                proofs.load(places(found))
                                        .flatMap(
                                                proven ->
                                                        VertxContextSupport.executeBlocking(
                                                                () ->
                                                                        proven(
                                                                                found, proven,
                                                                                shown))))
                .onFailure(TrailDiffers.class)
                .invoke(found -> differing.add(caller.tenant(), found));
    }

    private static List<ProvenEntry> proven(
            List<LoggedEntry> found, List<Proven> proven, Set<String> shown) {
        return IntStream.range(0, found.size())
                .mapToObj(i -> proven(found.get(i).entry(), proven.get(i), shown))
                .toList();
    }

    private static ProvenEntry proven(CaseEntry entry, Proven proven, Set<String> shown) {
        Checked<DisclosedEntry> checked =
                checked(entry, proven, id -> entry.disclosing(id, shown), DisclosedEntry::leaf);
        return new ProvenEntry(checked.said(), checked.proof());
    }

    /**
     * The same entries, once every one of them is signed. Those that joined the case meanwhile are
     * not waited for: a case that grows would never be handed out.
     */
    private Uni<List<LoggedEntry>> signed(CaseQuestion question, List<LoggedEntry> found) {
        if (found.stream().map(LoggedEntry::placed).allMatch(LocatedLeaf::isSigned)) {
            return Uni.createFrom().item(found);
        }
        CaseQuestion these = question.only(ids(found));
        return Proofs.awaited(
                () ->
                        store.entries(these, found.size())
                                .invoke(entries -> requireComplete(question, entries))
                                .invoke(Cases::places));
    }

    private static List<String> ids(List<LoggedEntry> found) {
        return found.stream().map(one -> one.entry().entry().id()).toList();
    }

    private static List<LocatedLeaf> places(List<LoggedEntry> found) {
        return found.stream().map(one -> LocatedLeaf.signed(one.placed())).toList();
    }

    private static void requireSignedOne(List<LoggedEntry> found) {
        if (found.isEmpty()) {
            throw unknown();
        }
        places(found);
    }

    private static Rejected unknown() {
        return new Rejected(EvidenceProblem.ENTRY_UNKNOWN, "The trail has no entry with this id.");
    }

    private static void requireComplete(CaseQuestion question, List<LoggedEntry> entries) {
        if (question.of() instanceof OfEntries(var wanted)) {
            Set<String> found = Set.copyOf(ids(entries));
            for (int i = 0; i < wanted.size(); i++) {
                if (!found.contains(wanted.get(i))) {
                    throw Rejected.at(
                            "/entries/" + i,
                            EvidenceProblem.ENTRY_UNKNOWN,
                            "The trail has no entry with this id in this period.");
                }
            }
        }
        if (entries.isEmpty()) {
            throw new Rejected(
                    EvidenceProblem.CASE_UNKNOWN,
                    "The trail has no entries for this case that you may see.");
        }
        if (entries.size() > BundleManifest.MOST_ENTRIES) {
            throw new Rejected(
                    EvidenceProblem.CASE_TOO_LARGE,
                    "The case has more than 1000 entries. Narrow it with from and to and request"
                            + " several bundles, or list the entries you need.");
        }
    }

    private Uni<EvidenceBundle> bundle(List<LoggedEntry> found, Set<String> withhold) {
        byte[] policy = proofs.policy(logs(places(found)));
        return items(found, withhold).map(items -> new EvidenceBundle(items, policy, verifier));
    }

    private Uni<List<EvidenceItem>> items(List<LoggedEntry> found, Set<String> withhold) {
        return proofs.load(places(found))
                .flatMap(
                        proven ->
                                VertxContextSupport.executeBlocking(
                                        () -> items(found, proven, withhold)));
    }

    /**
     * Not for an event loop: of a large case, thousands of values are looked for in thousands of
     * texts, and a thousand proofs are computed.
     */
    private static List<EvidenceItem> items(
            List<LoggedEntry> found, List<Proven> proven, Set<String> withhold) {
        Redaction redaction =
                Redaction.of(withhold, found.stream().map(one -> one.entry().entry()).toList());
        return IntStream.range(0, found.size())
                .mapToObj(i -> item(found.get(i).entry(), proven.get(i), redaction))
                .toList();
    }

    private static TlogProof proof(CaseEntry entry, Proven proven) {
        return checked(entry, proven, entry::leaf, Function.identity()).proof();
    }

    private static EvidenceItem item(CaseEntry entry, Proven proven, Redaction redaction) {
        Set<String> hidden = redaction.of(entry.entry());
        Checked<DisclosedEntry> checked =
                checked(entry, proven, id -> entry.disclosed(id, hidden), DisclosedEntry::leaf);
        return new EvidenceItem(checked.said(), entry.hidden(hidden), checked.proof());
    }

    /** What leaves is what was checked: row, leaf and tree say the same of it. */
    private static <T> Checked<T> checked(
            CaseEntry entry, Proven proven, Function<UUID, T> said, Function<T, AuditLeaf> leafOf) {
        try {
            AuditLeaf leaf = AuditLeaf.parse(proven.leaf());
            T of = said.apply(leaf.eventId());
            TlogProof proof = proven.proof();
            if (leafOf.apply(of).equals(leaf) && proof != null && proven.isIncluded()) {
                return new Checked<>(of, proof);
            }
        } catch (Untrusted _) {
            throw new TrailDiffers(entry.entry().id()); // no leaf
        }
        throw new TrailDiffers(entry.entry().id());
    }

    /** There is one of each half-year, with keys of its own, so one policy holds all of them. */
    private static List<String> logs(List<LocatedLeaf> places) {
        return places.stream().map(placed -> placed.location().shard()).distinct().toList();
    }
}
