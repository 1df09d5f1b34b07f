// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import java.util.Set;

/**
 * What nobody may be called for, whatever they consented to.
 *
 * @param source the article that says so
 */
public record SectorBan(Set<Sector> sectors, String source) {

    public SectorBan {
        sectors = Set.copyOf(sectors);
    }
}
