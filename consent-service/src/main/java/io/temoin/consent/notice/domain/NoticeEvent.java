// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice.domain;

import io.temoin.consent.party.domain.PartyId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happened to the notices of one controller. */
public sealed interface NoticeEvent {

    /** Which notice. */
    NoticeCode notice();

    /** Which version of it. */
    int version();

    /**
     * A text was written. Nobody is told by it yet.
     *
     * @param hash SHA-256 of the content in its canonical form, as this version
     */
    record NoticeDrafted(
            PartyId controller,
            NoticeCode notice,
            int version,
            NoticeContent content,
            String hash,
            Instant at)
            implements NoticeEvent {}

    /**
     * The text is complete, and people are told by it from {@code validFrom} on; the one before it
     * in the same language, channel and layer is not used from then on.
     *
     * @param hash of the content that was checked
     */
    record NoticePublished(
            PartyId controller,
            NoticeCode notice,
            int version,
            String hash,
            Instant validFrom,
            Instant at)
            implements NoticeEvent {}

    /** People are not told by it any more; who was told before can still be shown the text. */
    record NoticeRetired(
            PartyId controller, NoticeCode notice, int version, @Nullable String reason, Instant at)
            implements NoticeEvent {}
}
