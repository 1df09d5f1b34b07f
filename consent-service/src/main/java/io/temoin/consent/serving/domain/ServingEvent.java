// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.serving.domain;

import io.temoin.consent.notice.domain.NoticeChannel;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.shredding.SubjectId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of the announcement of one call. */
public sealed interface ServingEvent {

    /** Id of the report. */
    UUID serving();

    /** The answer that allowed the call. */
    UUID decision();

    /** On whose behalf the person was called. */
    PartyId controller();

    /** Whom the call was to. */
    SubjectId subject();

    /** The organisation that calls, and reports it. */
    PartyId processor();

    /** The moment it is about. */
    Instant servedAt();

    /**
     * The person was told (GDPR art. 13): the evidence of which words, in which language, when.
     *
     * @param processor the organisation that calls, and reports it
     * @param notice the announcement, of one text in one language for ever
     * @param textHash SHA-256 of that text in UTF-8, in hexadecimal digits
     * @param language BCP 47
     * @param servedAt when it had been played, as the report says
     * @param answer what the person answered; absent when they were not asked, or said nothing
     * @param at when it was recorded
     */
    record NoticeServed(
            UUID serving,
            UUID decision,
            PartyId controller,
            PartyId processor,
            SubjectId subject,
            String notice,
            String textHash,
            String language,
            NoticeChannel channel,
            Instant servedAt,
            @Nullable PersonsAnswer answer,
            Instant at)
            implements ServingEvent {}

    /**
     * The announcement could not be played, so that nothing may be recorded on it.
     *
     * @param processor the organisation that calls, and reports it
     * @param notice the announcement that was to be played
     * @param servedAt when it should have been, as the report says
     * @param at when it was recorded
     */
    record NoticeFailed(
            UUID serving,
            UUID decision,
            PartyId controller,
            PartyId processor,
            SubjectId subject,
            String notice,
            String language,
            NoticeChannel channel,
            Instant servedAt,
            Instant at)
            implements ServingEvent {}
}
