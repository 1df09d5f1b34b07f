// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.policy.domain.Purpose.QUALITY;

import io.temoin.retention.engine.domain.AnnouncedPeriod;
import io.temoin.retention.engine.domain.Disposition;
import io.temoin.retention.engine.domain.Disposition.Awaiting;
import io.temoin.retention.engine.domain.Disposition.InConflict;
import io.temoin.retention.engine.domain.Disposition.Scheduled;
import io.temoin.retention.engine.domain.Disposition.UnderMinimum;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.PurposeEnd;
import io.temoin.retention.engine.domain.Reason;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.engine.domain.RetentionFacts;
import io.temoin.retention.policy.ShippedPolicies;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.schedule.ExplanationTexts;
import io.temoin.retention.schedule.domain.RetainedItemCommand.ConfirmDisposition;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteItem;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NotePurposeEnd;
import io.temoin.retention.schedule.domain.RetainedItemCommand.OrderDisposition;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ConflictRaised;
import io.temoin.retention.schedule.domain.RetainedItemEvent.DispositionConfirmed;
import io.temoin.retention.schedule.domain.RetainedItemEvent.DispositionOrdered;
import io.temoin.retention.schedule.domain.RetainedItemEvent.DispositionScheduled;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ErasedWithoutOrder;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ItemRetained;
import io.temoin.retention.schedule.domain.RetainedItemEvent.PurposeEndNoted;
import io.temoin.retention.schedule.domain.RetainedItemEvent.RetainedUnderMinimum;
import io.temoin.retention.schedule.domain.RetainedItemEvent.TriggerAwaited;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The recording that the tests speak of, and what can happen to it. */
public final class RetainedItems {

    public static final Instant ENDED = Instant.parse("2026-11-24T10:04:10Z");
    public static final Instant STORED = Instant.parse("2026-11-24T10:04:20Z");
    public static final Instant FULFILLED = Instant.parse("2026-11-24T16:20:00Z");
    public static final Instant RUN = Instant.parse("2026-11-24T23:10:00Z");
    public static final Instant ERASED = Instant.parse("2026-11-24T23:10:02Z");
    public static final UUID ORDER = UUID.fromString("019ab5f0-4a00-7000-8000-0000000000d1");
    public static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final String PROCESSOR = "voix-du-rhone";
    private static final String CAMPAIGN = "fibre-autumn";

    public static final CallReference CALL =
            new CallReference(
                    UUID.fromString("019ab3c2-1a00-7000-8000-0000000000a1"),
                    "rhone-telecom",
                    "5f1d2c3b4a5968778695a4b3c2d1e0f1",
                    UUID.fromString("019ab3c1-9b00-7000-8000-0000000000b1"),
                    UUID.fromString("019ab3c0-7c00-7000-8000-0000000000c1"));
    public static final DispositionEvidence EVIDENCE =
            new DispositionEvidence(
                    "3f0c7d0a-6f0e-4a6f-9a53-0c8c6a1e2b11",
                    "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
                    352_044,
                    "RECORDING",
                    Instant.parse("2027-01-07T08:00:00Z"));

    private RetainedItems() {}

    /** The sentences of an explanation, as an English reader gets them. */
    static List<String> inEnglish(Explanation explanation) {
        return explanation.sentences().stream()
                .map(ExplanationTexts.in(Locale.ENGLISH)::of)
                .toList();
    }

    /** The facts of the recording, kept for {@code purposes}, the last of them for P6M or less. */
    public static RetentionFacts facts(Purpose... purposes) {
        return new RetentionFacts(
                ENDED,
                PARIS,
                ShippedPolicies.france()
                        .inForce(List.of(purposes), ENDED.atZone(PARIS).toLocalDate()),
                Arrays.stream(purposes)
                        .filter(purpose -> purpose == Purpose.QUALITY)
                        .map(
                                purpose ->
                                        new AnnouncedPeriod(
                                                purpose,
                                                Period.ofMonths(6),
                                                RetentionTrigger.RECORDING_ENDED))
                        .toList(),
                Map.of());
    }

    public static RetainedItemCommand note(Purpose... purposes) {
        var facts = facts(purposes);
        return new NoteItem(
                CALL,
                PROCESSOR,
                CAMPAIGN,
                ENDED,
                PARIS,
                facts.policies(),
                facts.announced(),
                STORED);
    }

    public static RetainedItemCommand noteFulfilment(Purpose purpose) {
        return new NotePurposeEnd(CALL, purpose, PurposeEnd.fulfilled(FULFILLED), FULFILLED);
    }

    public static RetainedItemCommand order(Instant now) {
        return new OrderDisposition(ORDER, Holds.NONE, now);
    }

    public static RetainedItemCommand confirm(@Nullable UUID order) {
        return new ConfirmDisposition(CALL, order, ERASED, EVIDENCE, ERASED);
    }

    public static RetainedItemEvent retained(Purpose... purposes) {
        var facts = facts(purposes);
        return new ItemRetained(
                CALL.recording(),
                CALL.controller(),
                PROCESSOR,
                CALL.subject(),
                CALL.decision(),
                CALL.consent(),
                ENDED,
                PARIS,
                facts.policies(),
                facts.announced(),
                CAMPAIGN);
    }

    public static RetainedItemEvent fulfilled(Purpose purpose) {
        return new PurposeEndNoted(
                CALL.recording(),
                CALL.controller(),
                CALL.subject(),
                CALL.decision(),
                CALL.consent(),
                purpose,
                PurposeEnd.Cause.FULFILLED,
                FULFILLED);
    }

    /** The event that records what the clock says about {@code facts}. */
    public static RetainedItemEvent planned(RetentionFacts facts) {
        var recording = CALL.recording();
        var controller = CALL.controller();
        var subject = CALL.subject();
        var decision = CALL.decision();
        var consent = CALL.consent();
        return switch (RetentionClock.evaluate(facts)) {
            case Scheduled(var on, var at, var why) ->
                    new DispositionScheduled(
                            recording, controller, subject, decision, consent, on, at, why);
            case UnderMinimum(var on, var at, var why) ->
                    new RetainedUnderMinimum(
                            recording, controller, subject, decision, consent, on, at, why);
            case Awaiting(var why) ->
                    new TriggerAwaited(recording, controller, subject, decision, consent, why);
            case InConflict(var keep, var destroy, var why) ->
                    new ConflictRaised(
                            recording, controller, subject, decision, consent, keep, destroy, why);
        };
    }

    public static RetainedItemEvent ordered(
            DispositionBasis basis, LocalDate dueOn, Instant now, List<Reason> because) {
        return new DispositionOrdered(
                ORDER,
                CALL.recording(),
                CALL.controller(),
                CALL.subject(),
                CALL.decision(),
                CALL.consent(),
                basis,
                dueOn,
                now,
                because);
    }

    /** Of the item whose only purpose was fulfilled today. */
    public static RetainedItemEvent confirmed() {
        return new DispositionConfirmed(
                ORDER,
                CALL.recording(),
                CALL.controller(),
                CALL.subject(),
                CALL.decision(),
                CALL.consent(),
                ERASED,
                EVIDENCE,
                DispositionBasis.PURPOSE_FULFILLED,
                today().because());
    }

    public static RetainedItemEvent erasedWithoutOrder() {
        return new ErasedWithoutOrder(
                CALL.recording(),
                CALL.controller(),
                CALL.subject(),
                CALL.decision(),
                CALL.consent(),
                ERASED,
                EVIDENCE);
    }

    static Disposition today() {
        return RetentionClock.evaluate(facts(QUALITY).with(QUALITY, FULFILLED));
    }

    static RetainedItemEvent scheduledToday() {
        return planned(facts(QUALITY).with(QUALITY, FULFILLED));
    }

    static RetainedItemEvent orderedToday() {
        return ordered(
                DispositionBasis.PURPOSE_FULFILLED,
                LocalDate.of(2026, 11, 24),
                RUN,
                today().because());
    }
}
