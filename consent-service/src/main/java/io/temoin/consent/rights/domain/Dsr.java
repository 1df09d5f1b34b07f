// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rights.domain;

import java.time.Instant;

/** State of one request of a data subject. Answering it is not here yet. */
public sealed interface Dsr {

    /** Nobody asked. */
    record Unknown() implements Dsr {}

    /** Asked for, and to be answered before {@code dueBy}. */
    record Received(DataSubjectRight right, Instant dueBy) implements Dsr {}
}
