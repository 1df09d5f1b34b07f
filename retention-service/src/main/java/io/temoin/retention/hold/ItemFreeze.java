// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person asked for something, so it is not destroyed before the answer (GDPR art. 15, 18, 20);
 * only a duty to destroy outranks that.
 *
 * @param request of the person
 * @param recording the one it is about; absent for those of a call, or of the person
 * @param decision the call it is about; absent for a recording, or for everything
 * @param until when it ends at the latest
 * @param over whether the request was answered
 * @param version of the request's stream, so that an older state changes nothing
 */
public record ItemFreeze(
        UUID request,
        String controller,
        String subject,
        @Nullable UUID recording,
        @Nullable UUID decision,
        Instant until,
        boolean over,
        long version) {}
