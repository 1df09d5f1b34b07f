// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.scrubbing;

import static io.temoin.consent.callee.CalleePlaces.TZDATA;

import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.KeyedFor;
import io.temoin.consent.ConsentConfig;
import io.temoin.consent.agreement.Mandates;
import io.temoin.consent.agreement.PartyProfiles;
import io.temoin.consent.agreement.domain.Assignment;
import io.temoin.consent.agreement.domain.Mandate;
import io.temoin.consent.callee.CalleePlaces;
import io.temoin.consent.callee.PhoneNumbers;
import io.temoin.consent.callee.PhoneNumbers.Callee;
import io.temoin.consent.callee.Pseudonyms;
import io.temoin.consent.permission.ContactPermissionStream;
import io.temoin.consent.permission.domain.CallCircumstances;
import io.temoin.consent.permission.domain.CallGrounds;
import io.temoin.consent.permission.domain.ContactPermission;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.permission.domain.ContactPermissionDecider;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import io.temoin.consent.recording.domain.RecordingTerms;
import io.temoin.consent.rules.RulePacks;
import io.temoin.consent.rules.domain.CalleePlace;
import io.temoin.consent.screening.Registers;
import io.temoin.consent.screening.domain.Screening;
import io.temoin.consent.scrubbing.ScrubStore.StoredScrub;
import io.temoin.consent.scrubbing.domain.RecordScrub;
import io.temoin.consent.scrubbing.domain.ScrubTally;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.SubjectId;
import io.temoin.eventsourcing.shredding.Fingerprints;
import io.temoin.eventsourcing.shredding.KeyPurpose;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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

    /** Nothing of a list is recorded, so no law is asked what it says of that. */
    private static final RecordingTerms NOTHING_RECORDED =
            RecordingTerms.strictest(List.of(), List.of());

    private static final Logger LOG = Logger.getLogger(Scrubbing.class);
    private static final int SLICES_AT_ONCE = 2;

    /** A number of the list: somebody, somebody again, or nobody. */
    private record Entry(int index, @Nullable DecideCall question, @Nullable Integer duplicateOf) {}

    private final PhoneNumbers numbers;
    private final Pseudonyms pseudonyms;
    private final Fingerprints fingerprints;
    private final RulePacks rules;
    private final Registers registers;
    private final Mandates mandates;
    private final PartyProfiles profiles;
    private final ContactPermissionStream permissions;
    private final ScrubStore store;
    private final ScrubStream stream;
    private final ExecutorService threads;
    private final boolean honourLocalHolidays;
    private final ContactPermissionDecider decider = new ContactPermissionDecider();
    private final Set<UUID> atWork = ConcurrentHashMap.newKeySet();

    Scrubbing(
            PhoneNumbers numbers,
            Pseudonyms pseudonyms,
            @KeyedFor(KeyPurpose.COMMANDS) Fingerprints fingerprints,
            RulePacks rules,
            Registers registers,
            Mandates mandates,
            PartyProfiles profiles,
            ContactPermissionStream permissions,
            ScrubStore store,
            ScrubStream stream,
            @VirtualThreads ExecutorService threads,
            ConsentConfig config) {
        this.numbers = numbers;
        this.pseudonyms = pseudonyms;
        this.fingerprints = fingerprints;
        this.rules = rules;
        this.registers = registers;
        this.mandates = mandates;
        this.profiles = profiles;
        this.permissions = permissions;
        this.store = store;
        this.stream = stream;
        this.threads = threads;
        this.honourLocalHolidays = config.rules().honourLocalHolidays();
    }

    /** Works in the background; not when this instance is at it already. */
    void start(ListScrub scrub) {
        if (atWork.add(scrub.id())) {
            run(scrub)
                    .onTermination()
                    .invoke(() -> atWork.remove(scrub.id()))
                    .subscribe()
                    .with(
                            _ -> {},
                            failure ->
                                    LOG.errorf(
                                            failure,
                                            "scrub %s failed; it resumes when the same request is"
                                                    + " repeated",
                                            scrub.id()));
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
        List<DecideCall> questions = new ArrayList<>(entries.size());
        Set<String> named = new HashSet<>();
        for (Entry entry : entries) {
            if (entry.question() != null) {
                questions.add(entry.question());
                named.addAll(entry.question().registers());
            }
        }
        List<SubjectId> people = questions.stream().map(DecideCall::subject).toList();
        if (people.isEmpty()) {
            return keep(scrub, number, entries, List.of());
        }
        return Uni.combine()
                .all()
                .unis(
                        registers.of(scrub.tenant(), scrub.controller(), named, people),
                        permissions.of(scrub.tenant(), scrub.controller(), people),
                        mandates(scrub, questions),
                        profiles.find(scrub.tenant(), scrub.controller()))
                .with(
                        (found, known, instructed, controller) ->
                                decide(
                                        questions.stream()
                                                .map(
                                                        asked ->
                                                                asked.askedFor(
                                                                        controller.orElse(null)))
                                                .toList(),
                                        found,
                                        known,
                                        instructed))
                .flatMap(decided -> keep(scrub, number, entries, decided));
    }

    private List<CallDecided> decide(
            List<DecideCall> questions,
            List<List<Screening>> found,
            List<ContactPermission> known,
            Map<List<String>, @Nullable Mandate> instructed) {
        List<CallDecided> decided = new ArrayList<>(questions.size());
        for (int i = 0; i < questions.size(); i++) {
            DecideCall question = questions.get(i);
            Mandate mandate = instructed.get(question.circumstances().place().jurisdictions());
            question = question.under(mandate).screened(found.get(i));
            decided.add((CallDecided) decider.decide(question, known.get(i)).getFirst());
        }
        return decided;
    }

    /** What who asks was instructed to do, by the places whose law has a say. */
    private Uni<Map<List<String>, @Nullable Mandate>> mandates(
            ListScrub scrub, List<DecideCall> questions) {
        Uni<Map<List<String>, @Nullable Mandate>> found = Uni.createFrom().item(HashMap::new);
        Set<List<String>> places = new HashSet<>();
        questions.forEach(asked -> places.add(asked.circumstances().place().jurisdictions()));
        for (List<String> jurisdictions : places) {
            found =
                    found.flatMap(
                            known ->
                                    mandate(scrub, jurisdictions)
                                            .invoke(one -> known.put(jurisdictions, one))
                                            .replaceWith(known));
        }
        return found;
    }

    private Uni<@Nullable Mandate> mandate(ListScrub scrub, List<String> jurisdictions) {
        return mandates.of(
                scrub.tenant(),
                scrub.by(),
                scrub.controller(),
                Assignment.call(
                        scrub.purpose(), scrub.campaign(), jurisdictions, scrub.metadata().at()));
    }

    private Uni<Void> keep(
            ListScrub scrub, int number, List<Entry> entries, List<CallDecided> decided) {
        List<ScrubbedNumber> items = new ArrayList<>(entries.size());
        int allowed = 0;
        int duplicates = 0;
        int answered = 0;
        for (Entry entry : entries) {
            if (entry.question() != null) {
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
                                                scrub.controller(),
                                                scrub.by().organisation(),
                                                scrub.purpose(),
                                                scrub.campaign(),
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
            Callee callee = callee(scrub.numbers().get(i));
            if (callee == null) {
                entries.add(new Entry(i, null, null));
                continue;
            }
            SubjectId person = pseudonyms.of(scrub.tenant(), callee.number());
            Integer earlier = before.putIfAbsent(person, i);
            entries.add(
                    earlier == null
                            ? new Entry(i, question(scrub, callee, person), null)
                            : new Entry(i, null, earlier));
        }
        return entries;
    }

    private @Nullable Callee callee(@Nullable String written) {
        try {
            return numbers.parse("/numbers", written);
        } catch (Rejected _) {
            return null; // told of this number, with its place
        }
    }

    private DecideCall question(ListScrub scrub, Callee callee, SubjectId person) {
        CalleePlace place = CalleePlaces.of(callee, null);
        return new DecideCall(
                scrub.id(),
                scrub.by(),
                scrub.controller(),
                person,
                scrub.purpose(),
                scrub.campaign(),
                new CallCircumstances(
                        place,
                        scrub.sector(),
                        scrub.callerId(),
                        scrub.offer() == null ? null : new CallGrounds(scrub.offer(), null, null),
                        honourLocalHolidays,
                        List.of(),
                        null,
                        null,
                        TZDATA,
                        null,
                        null,
                        null,
                        null,
                        null),
                rules.inForce(
                        scrub.tenant().value(),
                        place.jurisdictions(),
                        scrub.metadata().at(),
                        scrub.metadata().at()),
                NOTHING_RECORDED,
                scrub.metadata().at());
    }

    /** Keyed, as numbers are few enough to be tried out one by one. */
    private String hash(ListScrub scrub, List<Entry> entries) {
        StringBuilder people = new StringBuilder(entries.size() * 33);
        for (Entry entry : entries) {
            if (entry.question() != null) {
                people.append(entry.question().subject().value());
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
