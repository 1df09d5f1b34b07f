// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.serving;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.consent.notice.domain.NoticeChannel;
import io.temoin.consent.serving.domain.PersonsAnswer;
import io.temoin.consent.serving.domain.ReportServing.Outcome;
import io.temoin.consent.serving.domain.ServingEvent;
import io.temoin.consent.serving.domain.ServingEvent.NoticeFailed;
import io.temoin.consent.serving.domain.ServingEvent.NoticeServed;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One report. That of an announcement that was heard has a receipt, for who reported it. */
@Schema(
        name = "NoticeServed",
        requiredProperties = {
            "id",
            "decision",
            "notice",
            "language",
            "channel",
            "servedAt",
            "outcome",
            "recordedAt"
        })
@JsonInclude(JsonInclude.Include.NON_NULL)
record ServingAnswer(
        UUID id,
        UUID decision,
        String notice,
        @Schema(description = "SHA-256 of the text in UTF-8; only if it was played.")
                @Nullable String textHash,
        String language,
        NoticeChannel channel,
        Instant servedAt,
        Outcome outcome,
        @Nullable Answered answer,
        Instant recordedAt,
        @Schema(description = "A JWS for recording-service: proof that the person was informed.")
                @Nullable String receipt) {

    /** What the person answered. */
    @Schema(
            name = "PersonsAnswer",
            requiredProperties = {"said", "at", "by"})
    record Answered(PersonsAnswer.AnswerValue said, Instant at, PersonsAnswer.AnswerMethod by) {

        private static @Nullable Answered of(@Nullable PersonsAnswer answer) {
            return answer == null ? null : new Answered(answer.said(), answer.at(), answer.by());
        }
    }

    /** Everything that was reported of one call, the oldest first. */
    @Schema(
            name = "NoticesServed",
            requiredProperties = {"decision", "reports"})
    record Listing(UUID decision, List<ServingAnswer> reports) {}

    /** A report as it is answered; the receipt goes to who reported it alone. */
    static ServingAnswer of(ServingEvent event, @Nullable String receipt) {
        return switch (event) {
            case NoticeServed served ->
                    new ServingAnswer(
                            served.serving(),
                            served.decision(),
                            served.notice(),
                            served.textHash(),
                            served.language(),
                            served.channel(),
                            served.servedAt(),
                            Outcome.SERVED,
                            Answered.of(served.answer()),
                            served.at(),
                            receipt);
            case NoticeFailed failed ->
                    new ServingAnswer(
                            failed.serving(),
                            failed.decision(),
                            failed.notice(),
                            null,
                            failed.language(),
                            failed.channel(),
                            failed.servedAt(),
                            Outcome.FAILED,
                            null,
                            failed.at(),
                            null);
        };
    }
}
