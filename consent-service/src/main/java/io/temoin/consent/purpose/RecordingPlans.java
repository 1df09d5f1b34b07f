// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.purpose.SampleBudgetStore.Of;
import io.temoin.consent.purpose.domain.ControllerPurpose;
import io.temoin.consent.purpose.domain.ControllerPurpose.Active;
import io.temoin.consent.purpose.domain.ControllerPurpose.Unknown;
import io.temoin.consent.purpose.domain.PurposeCode;
import io.temoin.consent.purpose.domain.RecordingPlan;
import io.temoin.consent.purpose.domain.SamplingBudget;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.shredding.TenantId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What controllers have calls recorded for, as they declared it, at most a second ago; and their
 * monthly budgets, exactly.
 */
@Singleton
public class RecordingPlans {

    private static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final long CONTROLLERS = 10_000;
    private static final List<Purpose> RECORDINGS =
            Arrays.stream(Purpose.values()).filter(Purpose::isRecording).toList();

    private record Key(TenantId tenant, PartyId controller) {}

    private record ReplayedPurpose(Purpose purpose, ControllerPurpose state) {}

    /**
     * What a call was drawn for.
     *
     * @param purposes drawn, with the budget's consent
     * @param spent drawn, but the month's budget is used up
     */
    public record SampleDraw(List<Purpose> purposes, List<Purpose> spent) {}

    private final PurposeStream purposes;
    private final SampleBudgetStore budgets;
    private final Cache<Key, Optional<RecordingPlan>> plans =
            Caffeine.newBuilder()
                    .maximumSize(CONTROLLERS)
                    .expireAfterWrite(REMEMBERED)
                    .executor(Runnable::run)
                    .build();

    RecordingPlans(PurposeStream purposes, SampleBudgetStore budgets) {
        this.purposes = purposes;
        this.budgets = budgets;
    }

    /** The plan of a controller; empty for one that has never declared a purpose of recording. */
    public Uni<Optional<RecordingPlan>> find(TenantId tenant, PartyId controller) {
        Key key = new Key(tenant, controller);
        Optional<RecordingPlan> known = plans.getIfPresent(key);
        // Never a read under way: what waits for it would go on in the context of another request.
        return known != null
                ? Uni.createFrom().item(known)
                : read(tenant, controller).invoke(plan -> plans.put(key, plan));
    }

    /**
     * Draws a call, and takes it from the month's budgets.
     *
     * @param lot 0 to 99, by chance
     */
    public Uni<SampleDraw> draw(
            TenantId tenant, PartyId controller, RecordingPlan plan, int lot, Instant at) {
        List<Purpose> candidates = plan.drawnBy(lot);
        if (candidates.isEmpty()) {
            return Uni.createFrom().item(new SampleDraw(List.of(), List.of()));
        }
        List<Purpose> drawn = new ArrayList<>();
        List<Purpose> spent = new ArrayList<>();
        return Multi.createFrom()
                .iterable(candidates)
                .onItem()
                .transformToUniAndConcatenate(
                        purpose ->
                                take(tenant, controller, plan, purpose, at)
                                        .invoke(left -> (left ? drawn : spent).add(purpose)))
                .collect()
                .last()
                .map(_ -> new SampleDraw(List.copyOf(drawn), List.copyOf(spent)));
    }

    /** Gives back what a call was drawn for and is not recorded for. */
    public Uni<Void> giveBack(
            TenantId tenant,
            PartyId controller,
            RecordingPlan plan,
            Set<Purpose> unused,
            Instant at) {
        return Multi.createFrom()
                .iterable(unused)
                .filter(purpose -> perMonth(plan, purpose).isPresent())
                .onItem()
                .transformToUniAndConcatenate(
                        purpose ->
                                budgets.giveBack(new Of(tenant, controller, purpose, monthOf(at))))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Boolean> take(
            TenantId tenant, PartyId controller, RecordingPlan plan, Purpose purpose, Instant at) {
        return perMonth(plan, purpose)
                .map(
                        budget ->
                                budgets.take(
                                        new Of(tenant, controller, purpose, monthOf(at)), budget))
                .orElseGet(() -> Uni.createFrom().item(true));
    }

    private static Optional<Integer> perMonth(RecordingPlan plan, Purpose purpose) {
        return Optional.ofNullable(plan.budgets().get(purpose)).map(SamplingBudget::perMonth);
    }

    private static LocalDate monthOf(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC).withDayOfMonth(1);
    }

    private Uni<Optional<RecordingPlan>> read(TenantId tenant, PartyId controller) {
        return Multi.createFrom()
                .iterable(RECORDINGS)
                .onItem()
                .transformToUniAndMerge(
                        purpose ->
                                purposes.state(tenant, controller, new PurposeCode(purpose.name()))
                                        .map(state -> new ReplayedPurpose(purpose, state)))
                .collect()
                .asList()
                .map(RecordingPlans::plan);
    }

    private static Optional<RecordingPlan> plan(List<ReplayedPurpose> all) {
        if (all.stream().allMatch(one -> one.state() instanceof Unknown)) {
            return Optional.empty();
        }
        Set<Purpose> active = EnumSet.noneOf(Purpose.class);
        Map<Purpose, SamplingBudget> drawn = new EnumMap<>(Purpose.class);
        for (ReplayedPurpose one : all) {
            if (one.state() instanceof Active(var revision, _)) {
                active.add(one.purpose());
                SamplingBudget budget = revision.terms().sampling();
                if (budget != null) {
                    drawn.put(one.purpose(), budget);
                }
            }
        }
        return Optional.of(new RecordingPlan(active, drawn));
    }
}
