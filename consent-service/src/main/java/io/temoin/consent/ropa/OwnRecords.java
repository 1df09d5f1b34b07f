// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.ropa;

import java.util.List;

/** What the suite keeps by itself, named as its purpose is in the catalogue. */
enum OwnRecords {
    /** Proofs of consent (GDPR art. 7(1)). */
    CONSENT_EVIDENCE,
    /** Who must not be called (GDPR art. 21(3)). */
    SUPPRESSION,
    /** Files of requests (GDPR art. 5(2), 12). */
    DSR_FILE,
    /** The trail of what was done and read (GDPR art. 5(2), 32). */
    SECURITY_LOG;

    /**
     * Whether the suite keeps to the period of the catalogue where nothing else is laid down; a
     * file of a request is kept as long as the controller lays down.
     */
    boolean asInCatalogue() {
        return this != DSR_FILE;
    }

    List<String> dataTypes() {
        return switch (this) {
            case CONSENT_EVIDENCE -> List.of("PHONE_NUMBER", "STATEMENT");
            case SUPPRESSION -> List.of("PSEUDONYM", "STATEMENT");
            case DSR_FILE -> List.of("PSEUDONYM", "CORRESPONDENCE");
            case SECURITY_LOG -> List.of("PSEUDONYM", "ACTS");
        };
    }

    List<String> subjectCategories() {
        return this == SECURITY_LOG ? List.of("AGENT", "CALLEE") : List.of("CALLEE");
    }
}
