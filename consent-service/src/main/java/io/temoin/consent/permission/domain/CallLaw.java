// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.recording.domain.RecordingTerms;
import io.temoin.consent.rules.domain.RegisterDuty;
import io.temoin.consent.rules.domain.RulePack;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The law that a call is decided by.
 *
 * @param packs the rules in force, those of the number's country first; none when they are not
 *     known for a place whose law applies
 * @param recording what the laws of both ends require of a recording
 */
public record CallLaw(List<RulePack> packs, RecordingTerms recording) {

    public CallLaw {
        packs = List.copyOf(packs);
    }

    /** Codes of the registers that must be consulted. */
    public Set<String> registers() {
        return packs.stream()
                .flatMap(pack -> pack.registers().stream())
                .map(RegisterDuty::register)
                .collect(Collectors.toUnmodifiableSet());
    }
}
