// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

/** Which of two texts that order opposite things prevails, as a person decided. */
public enum ConflictOutcome {
    /** The item is kept until its statutory minimum is over. */
    KEEP,
    /** The item is destroyed on the day of the duty to destroy, at once if that is over. */
    DESTROY
}
