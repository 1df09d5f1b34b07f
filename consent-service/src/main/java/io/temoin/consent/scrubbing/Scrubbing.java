// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.scrubbing;

import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.KeyedFor;
import io.temoin.consent.decision.CallPreparation;
import io.temoin.consent.decision.CallQuestions;
import io.temoin.consent.decision.CalledPerson;
import io.temoin.consent.permission.ContactPermissionStream;
import io.temoin.consent.permission.domain.ContactPermission;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.permission.domain.ContactPermissionDecider;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import io.temoin.consent.scrubbing.ScrubStore.StoredScrub;
import io.temoin.consent.scrubbing.domain.RecordScrub;
import io.temoin.consent.scrubbing.domain.ScrubTally;
import io.temoin.eventsourcing.Rejected;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.keys.Fingerprints;
import io.temoin.shredding.keys.KeyPurpose;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Works a list through, slice by slice: the same rules, registers and wishes as when one call is
 * decided, read for some hundreds of people at a time. Nothing is appended to anybody's stream: a
 * number on a list is no attempt.
 *
 * <p>The numbers are nowhere but in the request. Whoever repeats it after a crash has the slices
 * that are missing worked through, as of the same moment.
 */
@Singleton
class Scrubbing {

    private static final Logger LOG = Logger.getLogger(Scrubbing.class);
    private static final int SLICES_AT_ONCE = 2;

    /** A number of the list: somebody, somebody again, or nobody. */
    private record Entry(int index, @Nullable CalledPerson person, @Nullable Integer duplicateOf) {}

    private final CallQuestions questions;
    private final CallPreparation preparation;
    private final Fingerprints fingerprints;
    private final ContactPermissionStream permissions;
    private final ScrubStore store;
    private final ScrubStream stream;
    private final ExecutorService threads;
    private final ContactPermissionDecider decider = new ContactPermissionDecider();
    private final Set<UUID> atWork = ConcurrentHashMap.newKeySet();

    Scrubbing(
            CallQuestions questions,
            CallPreparation preparation,
            @KeyedFor(KeyPurpose.COMMANDS) Fingerprints fingerprints,
            ContactPermissionStream permissions,
            ScrubStore store,
            ScrubStream stream,
            @VirtualThreads ExecutorService threads) {
        this.questions = questions;
        this.preparation = preparation;
        this.fingerprints = fingerprints;
        this.permissions = permissions;
        this.store = store;
        this.stream = stream;
        this.threads = threads;
    }

    /**
     * Works in the background; not when this instance is at it already.
     *
     * @param ended is run when it does not work any more
     */
    void start(ListScrub scrub, Runnable ended) {
        if (atWork.add(scrub.id())) {
            run(scrub)
                    .onTermination()
                    .invoke(
                            () -> {
                                atWork.remove(scrub.id());
                                ended.run();
                            })
                    .subscribe()
                    .with(
                            _ -> {},
                            failure ->
                                    LOG.errorf(
                                            failure,
                                            "scrub %s failed; it resumes when the same request is"
                                                    + " repeated",
                                            scrub.id()));
        } else {
            ended.run();
        }
    }

    private Uni<Void> run(ListScrub scrub) {
        return Uni.createFrom()
                .item(() -> entries(scrub))
                .runSubscriptionOn(threads)
                .flatMap(
                        entries ->
                                store.done(scrub.tenant(), scrub.id())
                                        .flatMap(done -> slices(scrub, entries, done))
                                        .flatMap(_ -> conclude(scrub, entries)));
    }

    private Uni<Void> slices(ListScrub scrub, List<Entry> entries, List<Integer> done) {
        Set<Integer> answered = new HashSet<>(done);
        return Multi.createFrom()
                .items(IntStream.range(0, scrub.slices()).boxed())
                .filter(number -> !answered.contains(number))
                .onItem()
                .transformToUni(
                        number ->
                                slice(
                                        scrub,
                                        number,
                                        entries.subList(
                                                number * ListScrub.SLICE,
                                                Math.min(
                                                        (number + 1) * ListScrub.SLICE,
                                                        entries.size()))))
                .merge(SLICES_AT_ONCE)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> slice(ListScrub scrub, int number, List<Entry> entries) {
        List<CalledPerson> people =
                entries.stream().map(Entry::person).filter(Objects::nonNull).toList();
        if (people.isEmpty()) {
            return keep(scrub, number, entries, List.of());
        }
        return Uni.combine()
                .all()
                .unis(
                        preparation.prepare(scrub.id(), scrub.call(), people, scrub.metadata()),
                        permissions.load(
                                scrub.tenant(),
                                scrub.call().controller(),
                                people.stream().map(CalledPerson::subject).toList()))
                .with(this::decide)
                .flatMap(decided -> keep(scrub, number, entries, decided));
    }

    private List<CallDecided> decide(List<DecideCall> questions, List<ContactPermission> known) {
        List<CallDecided> decided = new ArrayList<>(questions.size());
        for (int i = 0; i < questions.size(); i++) {
            decided.add((CallDecided) decider.decide(questions.get(i), known.get(i)).getFirst());
        }
        return decided;
    }

    private Uni<Void> keep(
            ListScrub scrub, int number, List<Entry> entries, List<CallDecided> decided) {
        List<ScrubbedNumber> items = new ArrayList<>(entries.size());
        int allowed = 0;
        int duplicates = 0;
        int answered = 0;
        for (Entry entry : entries) {
            if (entry.person() != null) {
                CallDecided answer = decided.get(answered++);
                allowed += answer.verdict() == Verdict.ALLOW ? 1 : 0;
                items.add(ScrubbedNumber.answered(entry.index(), answer));
            } else if (entry.duplicateOf() != null) {
                duplicates++;
                items.add(ScrubbedNumber.duplicate(entry.index(), entry.duplicateOf()));
            } else {
                items.add(ScrubbedNumber.invalid(entry.index()));
            }
        }
        int invalid = entries.size() - answered - duplicates;
        return store.answered(
                scrub.tenant(),
                scrub.id(),
                number,
                items,
                new ScrubTally(allowed, answered - allowed, invalid, duplicates));
    }

    /** The event first: whoever reads a completed scrub finds the proof of it. */
    private Uni<Void> conclude(ListScrub scrub, List<Entry> entries) {
        return store.find(scrub.tenant(), scrub.id())
                .map(StoredScrub::tally)
                .flatMap(
                        tally ->
                                stream.record(
                                        new RecordScrub(
                                                scrub.id(),
                                                scrub.call().controller(),
                                                scrub.call().by().organisation(),
                                                scrub.call().purpose(),
                                                scrub.call().campaign(),
                                                tally,
                                                hash(scrub, entries),
                                                scrub.metadata().at()),
                                        scrub.metadata()))
                .flatMap(_ -> store.complete(scrub.tenant(), scrub.id()));
    }

    private List<Entry> entries(ListScrub scrub) {
        List<Entry> entries = new ArrayList<>(scrub.numbers().size());
        Map<SubjectId, Integer> before = HashMap.newHashMap(scrub.numbers().size());
        for (int i = 0; i < scrub.numbers().size(); i++) {
            CalledPerson person = person(scrub, scrub.numbers().get(i));
            if (person == null) {
                entries.add(new Entry(i, null, null));
                continue;
            }
            Integer earlier = before.putIfAbsent(person.subject(), i);
            entries.add(earlier == null ? new Entry(i, person, null) : new Entry(i, null, earlier));
        }
        return entries;
    }

    private @Nullable CalledPerson person(ListScrub scrub, @Nullable String written) {
        try {
            return questions.onList(scrub.tenant(), written);
        } catch (Rejected _) {
            return null; // told of this number, with its place
        }
    }

    /** Keyed, as numbers are few enough to be tried out one by one. */
    private String hash(ListScrub scrub, List<Entry> entries) {
        StringBuilder people = new StringBuilder(entries.size() * 33);
        for (Entry entry : entries) {
            if (entry.person() != null) {
                people.append(entry.person().subject().value());
            } else if (entry.duplicateOf() != null) {
                people.append(entry.duplicateOf());
            }
            people.append('\n');
        }
        return HexFormat.of()
                .formatHex(
                        fingerprints.of(
                                scrub.tenant(),
                                "scrub",
                                people.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
