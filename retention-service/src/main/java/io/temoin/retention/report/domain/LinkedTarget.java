// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report.domain;

import java.util.UUID;

/** What belongs to a contract. */
public sealed interface LinkedTarget {

    /** Its id. */
    UUID id();

    /** A call, by its call decision, with all its recordings. */
    record LinkedCall(UUID id) implements LinkedTarget {}

    /** One recording. */
    record LinkedRecording(UUID id) implements LinkedTarget {}
}
