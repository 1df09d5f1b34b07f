// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What nobody may be called for, whatever they consented to.
 *
 * @param except exemptions by which they may be called all the same; none when absent
 * @param source the article that says so
 */
public record SectorBan(Set<Sector> sectors, Set<Exemption.Code> except, String source) {

    public SectorBan {
        sectors = Set.copyOf(sectors);
        except = except == null ? Set.of() : Set.copyOf(except);
    }

    /** Whether a call by that exemption is no breach of it. */
    public boolean excepts(@Nullable Exemption exemption) {
        return exemption != null && except.contains(exemption.code());
    }
}
