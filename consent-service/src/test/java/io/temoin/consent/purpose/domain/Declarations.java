// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose.domain;

import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.purpose.domain.PurposeCommand.ActivatePurpose;
import io.temoin.consent.purpose.domain.PurposeCommand.DeclarePurpose;
import io.temoin.consent.purpose.domain.PurposeCommand.RetirePurpose;
import io.temoin.consent.purpose.domain.PurposeCommand.RevisePurpose;
import io.temoin.consent.recording.domain.KeepingBound;
import io.temoin.eventsourcing.Rejected.Violation;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A telecom operator that records some of its calls for quality. */
public final class Declarations {

    public static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    public static final PartyId RHONE = new PartyId("rhone-telecom");
    public static final PartyId VOIX = new PartyId("voix-du-rhone");
    public static final PurposeTemplate QUALITY =
            template(
                    "QUALITY",
                    Set.of(LegalBasis.LEGITIMATE_INTEREST),
                    Period.ofMonths(6),
                    KeepingBound.AT_MOST,
                    RecordingStart.DRAW);
    public static final PurposeTerms THREE_MONTHS =
            new PurposeTerms(
                    LegalBasis.LEGITIMATE_INTEREST,
                    Period.ofMonths(3),
                    null,
                    List.of("quality-team"),
                    List.of(new Transfer("MA", Transfer.Safeguard.STANDARD_CLAUSES)),
                    new SamplingBudget(5, 400));
    public static final PurposeTerms ONE_MONTH =
            new PurposeTerms(
                    LegalBasis.LEGITIMATE_INTEREST,
                    Period.ofMonths(1),
                    null,
                    List.of("quality-team"),
                    List.of(),
                    new SamplingBudget(3, null));

    /** Of the quality purpose: hash of its first revision, and of one that follows it. */
    static final String FIRST = THREE_MONTHS.hash(RHONE.value(), QUALITY.code(), 1, "");

    static final String SECOND = ONE_MONTH.hash(RHONE.value(), QUALITY.code(), 2, FIRST);

    public static final ActivationGrounds WEIGHED =
            new ActivationGrounds("BT-2026-014", null, null, null);

    private Declarations() {}

    public static PurposeTemplate template(
            String code,
            Set<LegalBasis> legalBases,
            @Nullable Period keepFor,
            KeepingBound bound,
            RecordingStart recording) {
        return new PurposeTemplate(
                new PurposeCode(code),
                Map.of("en", code),
                legalBases,
                keepFor,
                bound,
                "RecordingEnded",
                Set.of(),
                null,
                null,
                false,
                recording,
                "CNIL",
                null);
    }

    public static DeclarePurpose declaring() {
        return declaring(QUALITY, THREE_MONTHS);
    }

    public static DeclarePurpose declaring(PurposeTemplate template, PurposeTerms terms) {
        return new DeclarePurpose(RHONE, RHONE, template, "2026.1", terms, NOW);
    }

    public static ActivatePurpose activating(ActivationGrounds grounds) {
        return new ActivatePurpose(RHONE, RHONE, QUALITY, grounds, NOW);
    }

    public static RevisePurpose revising(int replaces, PurposeTerms terms) {
        return new RevisePurpose(RHONE, RHONE, QUALITY, "2026.1", replaces, terms, NOW);
    }

    public static RetirePurpose retiring() {
        return new RetirePurpose(RHONE, RHONE, "service-ended", NOW);
    }

    /** What these commands record, one after the other. */
    public static PurposeEvent[] after(PurposeCommand... commands) {
        var decider = new PurposeDecider();
        ControllerPurpose state = decider.initialState();
        var events = new PurposeEvent[commands.length];
        for (int i = 0; i < commands.length; i++) {
            events[i] = decider.decide(commands[i], state).getFirst();
            state = decider.evolve(state, events[i]);
        }
        return events;
    }

    static List<String> codes(List<Violation> violations) {
        return violations.stream().map(Violation::code).toList();
    }
}
