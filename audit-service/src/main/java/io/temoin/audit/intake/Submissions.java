// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.intake.domain.IntakeProblem;
import io.temoin.audit.intake.domain.Submission;
import io.temoin.audit.intake.domain.Submission.Reporter;
import io.temoin.audit.intake.domain.SubmissionRights;
import io.temoin.audit.intake.domain.SubmissionRights.Instruction;
import io.temoin.chassis.KeyedFor;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.visibility.AgreementStore;
import io.temoin.eventsourcing.Rejected;
import io.temoin.shredding.NamePatterns;
import io.temoin.shredding.keys.Fingerprints;
import io.temoin.shredding.keys.KeyPurpose;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings into the trail, and with it into the log, what systems of the customer's hand in. */
@ApplicationScoped
class Submissions {

    private static final int LONGEST_ORGANISATION = 63;

    /**
     * What became of a request.
     *
     * @param ids of its entries in the trail, in the order of the request
     * @param added how many of them were new
     */
    record AcceptedEntries(List<String> ids, int added) {}

    /** One that is not sealed yet; the parts are those of {@link SealedSubmission}. */
    private record Read(String pointer, AuditEntry entry, String content) {}

    private final AgreementStore agreements;
    private final SubmissionStore store;
    private final EntrySealing sealing;
    private final Fingerprints fingerprints;
    private final Clock clock;
    private final MeterRegistry meters;

    Submissions(
            AgreementStore agreements,
            SubmissionStore store,
            EntrySealing sealing,
            @KeyedFor(KeyPurpose.COMMANDS) Fingerprints fingerprints,
            Clock clock,
            MeterRegistry meters) {
        this.agreements = agreements;
        this.store = store;
        this.sealing = sealing;
        this.fingerprints = fingerprints;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Which entries the caller may submit now: a right to see the whole tenant is no mandate to
     * speak for everybody in it.
     */
    Uni<SubmissionRights> rights(Caller caller) {
        return agreements
                .visibility(caller)
                .map(
                        seen ->
                                new SubmissionRights(
                                        caller.organisation(),
                                        seen.covered().stream()
                                                .map(
                                                        one ->
                                                                new Instruction(
                                                                        one.controller(),
                                                                        one.purposes()))
                                                .toList()));
    }

    /** Adds all or none; refuses in the {@code Uni} when an id stands for another entry. */
    Uni<AcceptedEntries> take(Caller caller, List<Submission> submissions) {
        Reporter by = reporter(caller);
        List<Read> all = once(caller, by, submissions);
        List<String> ids = submissions.stream().map(one -> one.entryId(by)).toList();
        return sealing.seal(caller.tenant(), all.stream().map(Read::entry).toList())
                .flatMap(entries -> store.add(caller.tenant(), together(all, entries)))
                .invoke(
                        added ->
                                // one name for all sources: they choose their own
                                meters.counter("temoin.audit.entries", "service", "outside")
                                        .increment(added))
                .map(added -> new AcceptedEntries(ids, added));
    }

    /** An entry that is said twice in one request is one entry. */
    private List<Read> once(Caller caller, Reporter by, List<Submission> submissions) {
        Instant recordedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Map<String, Read> byId = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        for (Submission submission : submissions) {
            String content = hash(caller, submission);
            Read first = byId.get(submission.entryId(by));
            if (first == null) {
                byId.put(
                        submission.entryId(by),
                        new Read(submission.pointer(), submission.entry(by, recordedAt), content));
            } else if (!first.content().equals(content)) {
                others.add(submission.pointer());
            }
        }
        if (!others.isEmpty()) {
            throw SubmissionStore.reused(others);
        }
        return List.copyOf(byId.values());
    }

    private static List<SealedSubmission> together(List<Read> all, List<SealedEntry> sealed) {
        List<SealedSubmission> together = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            Read one = all.get(i);
            together.add(new SealedSubmission(one.pointer(), sealed.get(i), one.content()));
        }
        return together;
    }

    /** Keyed: what an erased entry said cannot be found out by trying. */
    private String hash(Caller caller, Submission submission) {
        return HexFormat.of()
                .formatHex(
                        fingerprints.of(
                                caller.tenant(),
                                "submitted-entry",
                                submission.content().getBytes(StandardCharsets.UTF_8)));
    }

    private static Reporter reporter(Caller caller) {
        if (!NamePatterns.isSlug(caller.organisation(), LONGEST_ORGANISATION)) {
            throw new Rejected(
                    IntakeProblem.ENTRY_OF_ANOTHER,
                    "The organisation in the token is not a valid party id.");
        }
        return new Reporter(caller.actor(), caller.organisation(), caller.correlation());
    }
}
