// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.erasure.domain;

import io.temoin.retention.rights.domain.RefusalGround;
import io.temoin.retention.schedule.domain.ListedKind;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Items that the erasure leaves, since something outranks it (GDPR art. 17(3)).
 *
 * @param ground what outranks it
 * @param until the last day on which they are kept; absent while that is not known
 * @param reference the text; absent where there is none
 */
public record KeptItems(
        ListedKind kind,
        long count,
        RefusalGround ground,
        @Nullable LocalDate until,
        @Nullable String reference) {}
