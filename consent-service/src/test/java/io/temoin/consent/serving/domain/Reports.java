// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.serving.domain;

import io.temoin.consent.notice.domain.NoticeChannel;
import io.temoin.consent.party.domain.ActingParty;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.rules.domain.Announcement;
import io.temoin.consent.serving.domain.AnnouncedCall.Announced;
import io.temoin.consent.serving.domain.PersonsAnswer.AnswerMethod;
import io.temoin.consent.serving.domain.PersonsAnswer.AnswerValue;
import io.temoin.consent.serving.domain.ReportServing.Outcome;
import io.temoin.consent.serving.domain.ServingEvent.NoticeFailed;
import io.temoin.consent.serving.domain.ServingEvent.NoticeServed;
import io.temoin.shredding.SubjectId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Examples of calls and of what is reported of their announcements. */
public final class Reports {

    public static final Instant NOW = Instant.parse("2026-11-24T09:30:15Z");
    public static final PartyId RHONE = new PartyId("rhone-telecom");
    public static final PartyId VOIX = new PartyId("voix-du-rhone");
    public static final UUID DECISION = UUID.fromString("019a0000-0000-7000-8000-000000000003");
    public static final UUID SERVING = UUID.fromString("019a0000-0000-7000-8000-000000000021");

    static final Instant DECIDED = Instant.parse("2026-11-24T09:30:00Z");
    static final Instant PLAYED = Instant.parse("2026-11-24T09:30:12Z");
    static final PersonsAnswer YES =
            new PersonsAnswer(
                    AnswerValue.YES, Instant.parse("2026-11-24T09:30:14Z"), AnswerMethod.SPOKEN);
    static final ActingParty BY_VOIX = new ActingParty(VOIX, Set.of(RHONE));
    static final Announced ANNOUNCED =
            Announced.of(
                    new Announcement(
                            "FR-NOTICE-QUALITY-1", "fr", "Cet appel peut être enregistré."));
    static final AnnouncedCall CALL =
            new AnnouncedCall(
                    DECISION,
                    RHONE,
                    VOIX,
                    new SubjectId("0123456789abcdef0123456789abcdef"),
                    ANNOUNCED,
                    DECIDED);

    private Reports() {}

    static ReportServing heard(@Nullable PersonsAnswer answer) {
        return report(Outcome.SERVED, PLAYED, answer);
    }

    static ReportServing failed(Instant when) {
        return report(Outcome.FAILED, when, null);
    }

    static ReportServing report(Outcome outcome, Instant servedAt, @Nullable PersonsAnswer answer) {
        return of(CALL, BY_VOIX, "FR-NOTICE-QUALITY-1", "fr", NoticeChannel.VOICE, outcome)
                .apply(servedAt, answer);
    }

    /** What is left to say of a report. */
    interface Moment {
        ReportServing apply(Instant servedAt, @Nullable PersonsAnswer answer);
    }

    static Moment of(
            @Nullable AnnouncedCall call,
            ActingParty by,
            String notice,
            String language,
            NoticeChannel channel,
            Outcome outcome) {
        return (servedAt, answer) ->
                new ReportServing(
                        SERVING, by, RHONE, call, notice, language, channel, servedAt, outcome,
                        answer, NOW);
    }

    /** As {@link #heard} is recorded. */
    public static NoticeServed served(@Nullable PersonsAnswer answer) {
        return new NoticeServed(
                SERVING,
                DECISION,
                RHONE,
                VOIX,
                CALL.subject(),
                "FR-NOTICE-QUALITY-1",
                "6106bf18f41bd3b0eaa87ae1c2efcd7147248728b9ae9f79adadd8187db77248",
                "fr",
                NoticeChannel.VOICE,
                PLAYED,
                answer,
                NOW);
    }

    /** The same, with a yes. */
    public static NoticeServed answered() {
        return served(YES);
    }

    /** As a failure is recorded. */
    public static NoticeFailed notPlayed(Instant when) {
        return new NoticeFailed(
                SERVING,
                DECISION,
                RHONE,
                VOIX,
                CALL.subject(),
                "FR-NOTICE-QUALITY-1",
                "fr",
                NoticeChannel.VOICE,
                when,
                NOW);
    }

    /** One of which nothing was heard. */
    public static NoticeFailed notPlayed() {
        return notPlayed(Instant.parse("2026-11-24T09:30:02Z"));
    }
}
