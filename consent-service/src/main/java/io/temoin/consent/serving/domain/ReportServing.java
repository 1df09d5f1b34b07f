// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.serving.domain;

import io.temoin.consent.notice.domain.NoticeChannel;
import io.temoin.consent.party.domain.ActingParty;
import io.temoin.consent.party.domain.PartyId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Record that an announcement was heard, or could not be played. All that may be asked of the
 * servings of a call.
 *
 * @param call the decision, as it is recorded; absent when there is none that this caller may see
 * @param notice the announcement that is reported
 * @param language the language in which it was played
 * @param servedAt when it had been played; of a failure, when it should have been
 * @param answer what the person answered; absent when they were not asked, or said nothing
 */
public record ReportServing(
        UUID serving,
        ActingParty by,
        PartyId controller,
        @Nullable AnnouncedCall call,
        String notice,
        String language,
        NoticeChannel channel,
        Instant servedAt,
        Outcome outcome,
        @Nullable PersonsAnswer answer,
        Instant now) {

    /** The same, about that call; {@code null} for one that is not known. */
    public ReportServing about(@Nullable AnnouncedCall found) {
        return new ReportServing(
                serving,
                by,
                controller,
                found,
                notice,
                language,
                channel,
                servedAt,
                outcome,
                answer,
                now);
    }

    /** What became of it. */
    public enum Outcome {
        /** It was played to its end, and the person could hear it. */
        SERVED,
        /** It was not; nothing may be recorded on it. */
        FAILED
    }
}
