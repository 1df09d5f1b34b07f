// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Somebody was allowed to listen to a recording, or read what was derived from it.
 *
 * @param listening absent when something was read
 * @param document the sheet or transcript that was read; absent when somebody listened
 * @param role in which the person listens; absent when the grant is not known
 * @param organisation that the person works for; absent then, too
 * @param reason why, by its code; absent then, too
 * @param grantedAt when it was allowed, or when it was read
 * @param firstHeardAt when the first sound was sent; absent when none was
 * @param lastHeardAt when the last was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "PersonAccess")
public record PersonAccess(
        UUID recording,
        @Nullable UUID listening,
        @Nullable UUID document,
        @Nullable String role,
        @Nullable String organisation,
        String purpose,
        @Nullable String reason,
        @Nullable Instant grantedAt,
        @Nullable Instant firstHeardAt,
        @Nullable Instant lastHeardAt) {}
