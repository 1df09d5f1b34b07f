// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one service is to contribute to a package.
 *
 * @param subject the person's pseudonym
 * @param service who is to contribute, for instance {@code CONSENT}
 * @param personChannel the channel, from 1, on which the person is heard in recordings that have
 *     several and are not in {@code personChannels}; absent when the desk does not know
 * @param personChannels recordings of which the desk says it apart
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
        List<PersonChannel> personChannels,
        String recipientKey,
        Instant expiresAt) {

    /** What was kept before recordings could be named apart has none. */
    @SuppressWarnings("ConstantValue") // JSON that was stored before lacks the member
    public PartAsked {
        personChannels = personChannels == null ? List.of() : List.copyOf(personChannels);
    }

    /** On which channel of a recording the person is heard; absent when nobody knows. */
    public @Nullable Integer channelOf(UUID recording) {
        for (PersonChannel stated : personChannels) {
            if (stated.recording().equals(recording)) {
                return stated.channel();
            }
        }
        return personChannel;
    }
}
