// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import io.temoin.retention.policy.domain.PurposePeriodNoted.DeclarationState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The periods that one controller declared with its purposes, oldest first: what is declared binds
 * as a policy of the controller does, while the purpose is active.
 */
public record DeclaredPeriods(List<PurposePeriodNoted> noted) {

    public DeclaredPeriods {
        noted = List.copyOf(noted);
    }

    /** What is known of a purpose by now; {@code null} for one that was never heard of. */
    public @Nullable PurposePeriodNoted find(Purpose purpose) {
        PurposePeriodNoted last = null;
        for (PurposePeriodNoted one : noted) {
            if (one.purpose() == purpose) {
                last = one;
            }
        }
        return last;
    }

    /**
     * Every category of recipients that was ever declared, whatever became of the purpose: what was
     * disclosed to them, they have.
     */
    public Set<String> recipients() {
        Set<String> all = new TreeSet<>();
        for (PurposePeriodNoted one : noted) {
            if (one.recipients() != null) {
                all.addAll(one.recipients());
            }
        }
        return all;
    }

    /** The same, and one more. */
    DeclaredPeriods and(PurposePeriodNoted one) {
        List<PurposePeriodNoted> more = new ArrayList<>(noted);
        more.add(one);
        return new DeclaredPeriods(more);
    }

    /**
     * The policies that they are.
     *
     * @param law what the catalogue provides where a period was noted: whether that is a maximum or
     *     a minimum, and from when it runs
     */
    public List<OwnPolicy> policies(Function<PurposePeriodNoted, @Nullable DefaultPolicy> law) {
        List<OwnPolicy> policies = new ArrayList<>();
        for (int i = 0; i < noted.size(); i++) {
            PurposePeriodNoted one = noted.get(i);
            DefaultPolicy provided = law.apply(one);
            Period keepFor = one.keepFor();
            if (one.state() == DeclarationState.ACTIVE
                    && keepFor != null
                    && provided != null
                    && provided.from() != null) {
                policies.add(policy(one, keepFor, provided, provided.from(), nextOf(i)));
            }
        }
        return List.copyOf(policies);
    }

    /** When something else was noted of the same purpose; {@code null} while it is the last. */
    private @Nullable Instant nextOf(int index) {
        Purpose purpose = noted.get(index).purpose();
        return noted.subList(index + 1, noted.size()).stream()
                .filter(later -> later.purpose() == purpose)
                .map(PurposePeriodNoted::at)
                .findFirst()
                .orElse(null);
    }

    private static OwnPolicy policy(
            PurposePeriodNoted declared,
            Period keepFor,
            DefaultPolicy provided,
            RetentionTrigger from,
            @Nullable Instant withdrawnAt) {
        String reference = declared.reference();
        boolean minimum = provided.atLeast() != null;
        boolean maximum = provided.atMost() != null || !minimum;
        return new OwnPolicy(
                id(declared),
                PolicyScope.of(declared.controller()),
                declared.revision(),
                new PolicyTerms(
                        declared.purpose(),
                        from,
                        minimum ? keepFor : null,
                        maximum ? keepFor : null,
                        reference == null
                                ? "declared by the controller, revision " + declared.revision()
                                : reference,
                        declared.since(),
                        null),
                declared.at(),
                withdrawnAt);
    }

    private static UUID id(PurposePeriodNoted declared) {
        String name =
                String.join(
                        "/",
                        declared.controller(),
                        declared.purpose().name(),
                        Integer.toString(declared.revision()));
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
