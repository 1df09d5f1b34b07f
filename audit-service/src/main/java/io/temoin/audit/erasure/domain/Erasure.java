// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure.domain;

import java.util.UUID;

/** State of one erasure from the trail. */
public sealed interface Erasure {

    /** Not done, as far as is known; erasing twice does no harm. */
    record Open() implements Erasure {}

    /** Done. */
    record Done(UUID erasure, long entries, SubjectErased.Reason reason) implements Erasure {}
}
