// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.temoin.transparency.entry.CasePage;
import io.temoin.transparency.entry.CasePage.Hidden;
import io.temoin.transparency.entry.DisclosedEntry;
import io.temoin.transparency.entry.Disclosure;
import io.temoin.transparency.trust.TlogProof;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One entry of a bundle.
 *
 * @param shown what a stranger is shown and can compute the leaf from
 * @param hidden why the other fields are not, by their names, for the page
 * @param proof that it is in there
 */
record EvidenceItem(DisclosedEntry shown, Map<String, Hidden> hidden, TlogProof proof) {

    /** Copies the map. */
    EvidenceItem {
        hidden = Map.copyOf(hidden);
    }

    /** The same for people. */
    CasePage.Row row() {
        return new CasePage.Row(
                shown.fields().stream()
                        .collect(Collectors.toMap(Disclosure::name, Disclosure::value)),
                hidden);
    }
}
