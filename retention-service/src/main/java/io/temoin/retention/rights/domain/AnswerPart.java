// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a part of what was asked for.
 *
 * @param service whose data it is
 * @param item one item of that service; absent when the outcome is that of all of them
 * @param ground why it was refused; absent when it was not
 */
public record AnswerPart(
        OwnerService service,
        @Nullable UUID item,
        Outcome outcome,
        @Nullable RefusalGround ground) {

    /** What became of it. */
    public enum Outcome {
        GRANTED,
        REFUSED,
        NOTHING_HELD,
        /** What the request is about is nothing that the service keeps. */
        NOT_CONCERNED
    }
}
