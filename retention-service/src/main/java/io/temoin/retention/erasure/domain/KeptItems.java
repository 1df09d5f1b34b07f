// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.erasure.domain;

import io.temoin.retention.rights.domain.RefusalGround;
import io.temoin.retention.schedule.domain.KeepingCause;
import io.temoin.retention.schedule.domain.ListedKind;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Items that the erasure leaves for now. They go when what keeps them is over.
 *
 * @param cause what keeps them; absent in an event of before causes were told
 * @param ground why that outranks the erasure (GDPR art. 17(3)); absent where no law does
 * @param until the last day on which they are kept; absent while that is not known
 * @param reference the text; absent where there is none
 */
public record KeptItems(
        ListedKind kind,
        long count,
        @Nullable KeepingCause cause,
        @Nullable RefusalGround ground,
        @Nullable LocalDate until,
        @Nullable String reference) {}
