// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls that need a consent though others of the country do not.
 *
 * @param sectors what is offered
 * @param automated whether also those that a system places without an agent, whatever is offered
 * @param except exemptions by which they need none all the same; none when absent
 * @param source the article that says so
 */
public record ConsentDuty(
        Set<Sector> sectors, boolean automated, Set<Exemption.Code> except, String source) {

    public ConsentDuty {
        sectors = Set.copyOf(sectors);
        except = except == null ? Set.of() : Set.copyOf(except);
        if (sectors.isEmpty() && !automated) {
            throw new IllegalArgumentException("a duty to have a consent is for some calls");
        }
    }

    /** Whether such a call needs a consent; what the caller did not say is not looked at. */
    boolean concerns(@Nullable Sector sector, @Nullable CallerId shown) {
        return (sector != null && sectors.contains(sector))
                || (automated && shown != null && shown.automated());
    }
}
