// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static java.util.stream.Collectors.joining;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.schedule.domain.Disposition.Awaiting;
import io.temoin.retention.schedule.domain.Disposition.Dated;
import io.temoin.retention.schedule.domain.Disposition.InConflict;
import io.temoin.retention.schedule.domain.Disposition.Scheduled;
import io.temoin.retention.schedule.domain.Disposition.UnderMinimum;
import io.temoin.retention.schedule.domain.RetainedItem.Disposed;
import io.temoin.retention.schedule.domain.RetainedItem.Expected;
import io.temoin.retention.schedule.domain.RetainedItem.Gone;
import io.temoin.retention.schedule.domain.RetainedItem.Ordered;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why an item is where it is: which rule of which policy, which dates, what holds it, in sentences
 * a person understands.
 *
 * @param stage where it is
 * @param dueOn its last local day, if it has one
 * @param dueAt the end of that day
 * @param because every bound on its life
 * @param holds the legal holds that block its disposition
 * @param sentences the same, to be read from first to last
 */
public record Explanation(
        ItemStage stage,
        @Nullable LocalDate dueOn,
        @Nullable Instant dueAt,
        List<Reason> because,
        Set<UUID> holds,
        List<String> sentences) {

    /**
     * Explains {@code state} as it stands at {@code now}.
     *
     * @throws Rejected with {@link ScheduleProblem#ITEM_UNKNOWN} for an item that is not known
     */
    public static Explanation of(RetainedItem state, Instant now) {
        return switch (state) {
            case Expected _ -> throw unknown();
            case Retained retained ->
                    of(retained, ItemStage.of(retained), List.of(plan(retained, now)));
            case Ordered ordered ->
                    of(ordered.retained(), ItemStage.ORDERED, List.of(sentence(ordered)));
            case Disposed disposed -> of(disposed);
            case Gone gone -> of(gone);
        };
    }

    /** What is said of an item that does not exist, or not for the caller. */
    public static Rejected unknown() {
        return new Rejected(ScheduleProblem.ITEM_UNKNOWN, "No item has this id.");
    }

    private static Explanation of(Disposed disposed) {
        ZoneId zone = disposed.retained().facts().zone();
        return of(
                disposed.retained(),
                ItemStage.DISPOSED,
                List.of(
                        sentence(disposed.ordered()),
                        "The recording was destroyed on "
                                + local(disposed.erasedAt(), zone)
                                + ", both its key and its data."));
    }

    private static Explanation of(Gone gone) {
        String sentence =
                "The recording was destroyed at "
                        + gone.erasedAt()
                        + ", without an order from the retention schedule.";
        return gone.before() == null
                ? new Explanation(
                        ItemStage.GONE, null, null, List.of(), Set.of(), List.of(sentence))
                : of(gone.before(), ItemStage.GONE, List.of(sentence));
    }

    private static Explanation of(Retained retained, ItemStage stage, List<String> ending) {
        List<String> sentences = new ArrayList<>();
        retained.disposition().because().forEach(reason -> sentences.add(sentence(reason)));
        sentences.add(retained.holds().isEmpty() ? "No legal hold." : "Under legal hold.");
        sentences.addAll(ending);
        @Nullable Dated dated = retained.disposition() instanceof Dated it ? it : null;
        return new Explanation(
                stage,
                dated == null ? null : dated.dueOn(),
                dated == null ? null : dated.dueAt(),
                retained.disposition().because(),
                retained.holds(),
                List.copyOf(sentences));
    }

    private static String sentence(Reason reason) {
        String policy = " (policy v" + reason.policyVersion() + "; " + reason.reference() + ").";
        return reason.purpose()
                + switch (reason.rule()) {
                    case PURPOSE_PERIOD -> " justifies retention for at most " + span(reason);
                    case ANNOUNCED_PERIOD ->
                            " justifies retention for at most "
                                    + span(reason)
                                    + ", as announced to the person";
                    case PURPOSE_FULFILLED ->
                            " was fulfilled on "
                                    + reason.until()
                                    + " and does not justify retention after that day";
                    case PURPOSE_WITHDRAWN ->
                            " does not justify retention after "
                                    + reason.until()
                                    + ": the person withdrew their consent to it";
                    case PURPOSE_OBJECTED ->
                            " does not justify retention after "
                                    + reason.until()
                                    + ": the person objected to it";
                    case QUARANTINED ->
                            " no longer justifies retention: the recording is in quarantine and"
                                    + " must be destroyed by "
                                    + reason.until();
                    case STATUTORY_MINIMUM -> " requires retention for at least " + span(reason);
                    case DESTRUCTION_DUTY -> " requires destruction after " + span(reason);
                    case PROPOSAL_REFUSED ->
                            " requires immediate destruction: the proposal was refused on "
                                    + reason.until();
                    case OBJECTED ->
                            " requires immediate destruction, by "
                                    + reason.until()
                                    + ": the person objected to the recording during the call";
                    case CONTRACT_SIGNED ->
                            " no longer applies: the contract was signed on "
                                    + reason.until()
                                    + ", so no duty to destroy arose";
                }
                + policy;
    }

    private static String span(Reason reason) {
        String trigger = words(reason.trigger());
        return words(Objects.requireNonNull(reason.period()))
                + (reason.from() == null
                        ? " from the " + trigger + ", which has not been reported yet"
                        : " from " + reason.from() + " (" + trigger + "), until " + reason.until());
    }

    private static String words(RetentionTrigger trigger) {
        return switch (trigger) {
            case RECORDING_ENDED -> "end of the recording";
            case PROPOSAL_MADE -> "proposal";
            case CONTRACT_CONCLUDED -> "conclusion of the contract";
            case CONTRACT_SIGNED -> "signing of the contract";
        };
    }

    /** Nobody has to know what {@code P1Y6M} is. */
    private static String words(Period period) {
        return Stream.of(
                        count(period.getYears(), "year"),
                        count(period.getMonths(), "month"),
                        count(period.getDays(), "day"))
                .flatMap(Optional::stream)
                .collect(joining(" "));
    }

    private static Optional<String> count(int count, String unit) {
        return count == 0
                ? Optional.empty()
                : Optional.of(count + " " + unit + (count == 1 ? "" : "s"));
    }

    private static String plan(Retained retained, Instant now) {
        return switch (retained.disposition()) {
            case Scheduled scheduled -> "Its destruction is due " + end(scheduled, retained, now);
            case UnderMinimum minimum ->
                    restricted(retained)
                            + "It must be kept for the statutory minimum period, although no"
                            + " purpose requires it for that long. Its destruction is due "
                            + end(minimum, retained, now);
            case InConflict conflict ->
                    restricted(retained)
                            + "It must be kept until "
                            + conflict.keepUntil()
                            + " but destroyed by "
                            + conflict.destroyBy()
                            + ": a person must decide; nothing happens until then.";
            case Awaiting _ ->
                    "It has no destruction date yet, because the event that starts its retention"
                            + " period has not been reported.";
        };
    }

    private static String restricted(Retained retained) {
        return retained.facts().quarantine() == null
                ? ""
                : "It stays in quarantine, where nobody may listen to it. ";
    }

    private static String end(Dated dated, Retained retained, Instant now) {
        ZoneId zone = retained.facts().zone();
        String when =
                dated.dueAt().equals(RetentionClock.endOf(dated.dueOn(), zone))
                        ? "at the end of " + dated.dueOn() + " in " + zone
                        : "at " + dated.dueAt();
        return when + (dated.dueAt().isAfter(now) ? "." : " and will be ordered by the next run.");
    }

    private static String sentence(Ordered ordered) {
        return "Its destruction was ordered on "
                + local(ordered.orderedAt(), ordered.retained().facts().zone())
                + ": "
                + ordered.basis()
                + ".";
    }

    private static LocalDate local(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toLocalDate();
    }
}
