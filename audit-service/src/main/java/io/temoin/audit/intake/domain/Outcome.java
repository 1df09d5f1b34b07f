// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

/** How an action ended. */
public enum Outcome {
    /** It was asked for and granted. */
    ALLOWED,
    /** It was asked for and refused. */
    REFUSED,
    /** It was done. */
    DONE,
    /**
     * The event is of a type this service does not know, or does not say how it ended; the entry
     * says so instead of guessing.
     */
    UNCLASSIFIED
}
