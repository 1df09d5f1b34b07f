// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

/** What a person decided of an item that is due. */
public enum ReviewOutcome {
    /** It is destroyed, as soon as nothing else keeps it. */
    RELEASE,
    /** It is kept until a later day within the maximum, and then looked at again. */
    KEEP
}
