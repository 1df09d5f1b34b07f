// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.temoin.transparency.entry.DisclosedEntry;
import io.temoin.transparency.trust.TlogProof;
import java.util.List;

/**
 * One entry of a bundle.
 *
 * @param shown what a stranger is shown and can compute the leaf from
 * @param statements the same for the page
 * @param proof that it is in there
 */
record EvidenceItem(DisclosedEntry shown, List<Statement> statements, TlogProof proof) {

    /** Copies the list. */
    EvidenceItem {
        statements = List.copyOf(statements);
    }
}
