// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one service is to contribute to a package.
 *
 * @param subject the person's pseudonym
 * @param service who is to contribute, for instance {@code CONSENT}
 * @param personChannel the channel, from 1, on which the person is heard in recordings that have
 *     several; absent when the desk does not know
 * @param recipientKey to whom the part is sealed
 * @param expiresAt nobody needs it from then on
 */
public record PartAsked(
        UUID accessPackage,
        UUID request,
        String controller,
        String subject,
        String service,
        PackageKind kind,
        OtherVoices otherVoices,
        @Nullable Integer personChannel,
        String recipientKey,
        Instant expiresAt) {}
