// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.tenyears;

import io.temoin.retention.policy.ShippedPolicies;
import io.temoin.retention.policy.domain.EffectivePolicies;
import io.temoin.retention.policy.domain.OwnPolicy;
import io.temoin.retention.policy.domain.PolicyCommand;
import io.temoin.retention.policy.domain.PolicyCommand.ActivatePolicy;
import io.temoin.retention.policy.domain.PolicyCommand.ProposePolicy;
import io.temoin.retention.policy.domain.PolicyCommand.WithdrawPolicy;
import io.temoin.retention.policy.domain.PolicyDecider;
import io.temoin.retention.policy.domain.PolicyEvent;
import io.temoin.retention.policy.domain.PolicyScope;
import io.temoin.retention.policy.domain.PolicyTerms;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.policy.domain.TenantPolicies;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The controller shortens what it may, changes its mind, and takes back what it laid down. */
final class ControllerPolicies {

    private static final PolicyScope SCOPE = PolicyScope.of(Centre.CONTROLLER);

    /**
     * What was laid down, kept beside the decider to be compared with it.
     *
     * @param until the first day on which it does not apply any more
     */
    private record Shortened(
            UUID id, Purpose purpose, Period atMost, LocalDate from, LocalDate until) {}

    private final PolicyDecider decider = new PolicyDecider();
    private final Random random;
    private final VirtualTime time;
    private final Map<Purpose, Shortened> latest = new EnumMap<>(Purpose.class);
    private final List<Shortened> binding = new ArrayList<>();
    private TenantPolicies state = decider.initialState();

    ControllerPolicies(Random random, VirtualTime time) {
        this.random = random;
        this.time = time;
    }

    void change(Duration open) {
        for (int change = 0; change < 8; change++) {
            time.within(open, this::shorten);
        }
        time.within(open, this::takeBack);
    }

    EffectivePolicies effective() {
        return ShippedPolicies.effective(state.policies().toArray(OwnPolicy[]::new));
    }

    /** How long, at most, what ended then is kept, by what is known now. */
    Map<Purpose, Period> maximums(Instant endedAt) {
        LocalDate day = KnownFacts.day(endedAt);
        Map<Purpose, Period> maximums = new EnumMap<>(Purpose.class);
        binding.stream()
                .filter(each -> !each.from().isAfter(day) && each.until().isAfter(day))
                .forEach(each -> maximums.put(each.purpose(), each.atMost()));
        return maximums;
    }

    private void shorten() {
        boolean quality = random.nextBoolean();
        Purpose purpose = quality ? Purpose.QUALITY : Purpose.CONTRACT_PROOF;
        Period atMost =
                quality
                        ? Period.ofMonths(1 + random.nextInt(5))
                        : Period.ofYears(1 + random.nextInt(4));
        @Nullable Shortened before = latest.get(purpose);
        LocalDate from = KnownFacts.day(time.now()).plusDays(1L + random.nextInt(20));
        if (before != null && !before.from().isBefore(from)) {
            return;
        }
        var terms =
                new PolicyTerms(
                        purpose,
                        quality
                                ? RetentionTrigger.RECORDING_ENDED
                                : RetentionTrigger.CONTRACT_CONCLUDED,
                        null,
                        atMost,
                        "decision of the board",
                        from,
                        null);
        UUID id = new UUID(random.nextLong(), random.nextLong());
        var law = ShippedPolicies.law(terms, time.now());
        handle(
                new ProposePolicy(
                        id,
                        SCOPE,
                        terms,
                        law,
                        before == null ? null : before.id(),
                        "proposer",
                        time.now()));
        handle(new ActivatePolicy(id, law, "second person", time.now()));
        if (before != null) {
            binding.remove(before);
            binding.add(new Shortened(before.id(), purpose, before.atMost(), before.from(), from));
        }
        var shortened = new Shortened(id, purpose, atMost, from, LocalDate.MAX);
        latest.put(purpose, shortened);
        binding.add(shortened);
    }

    /** What was laid down last for listening applies to nothing new any more. */
    private void takeBack() {
        @Nullable Shortened last = latest.get(Purpose.QUALITY);
        if (last != null) {
            handle(new WithdrawPolicy(last.id(), null, "proposer", time.now()));
            binding.remove(last);
            latest.remove(Purpose.QUALITY);
        }
    }

    private void handle(PolicyCommand command) {
        for (PolicyEvent event : decider.decide(command, state)) {
            state = decider.evolve(state, event);
        }
    }
}
