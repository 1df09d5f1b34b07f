// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice.domain;

import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.purpose.domain.LegalBasis;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is asked of the notices of one controller. */
public sealed interface NoticeCommand {

    /** Who asks. */
    PartyId by();

    /** Whose notices they are. */
    PartyId controller();

    /** Write a new version. */
    record DraftNotice(
            PartyId by, PartyId controller, NoticeCode notice, NoticeContent content, Instant now)
            implements NoticeCommand {}

    /**
     * Tell people by it from a moment on.
     *
     * @param grounds legal bases that its purposes rest on, or may rest on where the controller has
     *     not declared them
     */
    record PublishNotice(
            PartyId by,
            PartyId controller,
            NoticeCode notice,
            int version,
            Set<LegalBasis> grounds,
            Instant validFrom,
            Instant now)
            implements NoticeCommand {

        public PublishNotice {
            grounds = Set.copyOf(grounds);
        }
    }

    /** Tell nobody by it any more, or give up a draft. */
    record RetireNotice(
            PartyId by,
            PartyId controller,
            NoticeCode notice,
            int version,
            @Nullable String reason,
            Instant now)
            implements NoticeCommand {}
}
