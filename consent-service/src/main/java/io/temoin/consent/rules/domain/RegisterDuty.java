// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import java.time.Period;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A register of people who do not want to be called, which the law has a caller look at first.
 *
 * @param register its code, as imports name it: {@code UK-TPS}
 * @param freshWithin how old the copy that is looked at may be, in calendar days
 * @param consentOverrides whether a person who agreed in person may be called though listed
 * @param except exemptions by which a person may be called though listed; none when absent
 * @param source the article that says so
 * @param standing what the age of a copy rests on; the law when absent
 */
public record RegisterDuty(
        String register,
        Period freshWithin,
        boolean consentOverrides,
        Set<Exemption.Code> except,
        String source,
        SourceStrength standing) {

    /** One whose period is the law's. */
    public RegisterDuty(
            String register,
            Period freshWithin,
            boolean consentOverrides,
            Set<Exemption.Code> except,
            String source) {
        this(register, freshWithin, consentOverrides, except, source, SourceStrength.LAW);
    }

    public RegisterDuty {
        standing = standing == null ? SourceStrength.LAW : standing;
        except = except == null ? Set.of() : Set.copyOf(except);
        if (freshWithin.isZero() || freshWithin.isNegative()) {
            throw new IllegalArgumentException("a copy is fresh for a day at least");
        }
    }

    /** Whether it is of no matter to a call by that exemption. */
    public boolean excepts(@Nullable Exemption exemption) {
        return exemption != null && except.contains(exemption.code());
    }
}
