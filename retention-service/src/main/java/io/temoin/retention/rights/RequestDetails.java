// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.retention.rights.domain.AnswerPart;
import io.temoin.retention.rights.domain.AskedAbout;
import io.temoin.retention.rights.domain.Contested;
import io.temoin.retention.rights.domain.Intake;
import io.temoin.retention.rights.domain.LateRecord;
import io.temoin.retention.rights.domain.OtherRestriction;
import io.temoin.retention.rights.domain.OwnerService;
import io.temoin.retention.rights.domain.RectifiedItem;
import io.temoin.retention.rights.domain.RefusalGround;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.Request.Ended;
import io.temoin.retention.rights.domain.Request.Ending;
import io.temoin.retention.rights.domain.Request.Open;
import io.temoin.retention.rights.domain.Request.Progress;
import io.temoin.retention.rights.domain.Request.Unopened;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.retention.rights.domain.RequestEvent.DsrWithdrawn;
import io.temoin.retention.rights.domain.RequestEvent.RequestNoted;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import io.temoin.retention.rights.domain.RequestType;
import io.temoin.retention.rights.domain.Restriction;
import io.temoin.retention.rights.domain.TaskResult;
import io.temoin.retention.rights.domain.Tasks;
import io.temoin.retention.rights.domain.WithdrawalReason;
import io.temoin.retention.rights.domain.WithdrawalRules;
import io.temoin.shredding.Personal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A request in its current state.
 *
 * @param subject pseudonym of the person
 * @param about the recording or the call that it is about; absent when it names none
 * @param contested what is said to be wrong; absent unless that was stated or found out
 * @param correction who keeps what the person says is wrong; only shown to the controller's own
 *     desk, and absent if nothing was said. {@code getCorrectionOfRequest} shows it or says where
 *     it is read
 * @param earlier how many such requests were received within the twelve months before; only shown
 *     to the controller's own desk
 * @param attached other requests that are answered with this one; only shown there, too
 * @param notes only shown there, too
 * @param letters those that the person was sent; only shown there, too
 * @param recipients who received the data, and whether they were told; only shown there, and absent
 *     until somebody said who they are
 * @param erasure how far the erasure is that answers it; only shown there, by {@code getRequest},
 *     and absent if nobody asked for one
 * @param restriction what it restricts, or did; absent if it never did
 * @param frozenUntil until when what it is about is not destroyed, unless a law orders so or it is
 *     answered sooner
 * @param withdrawal that whoever passed it on took it back; only shown there
 * @param contradicted true if something was rectified under it of which the answer says otherwise,
 *     so that the person is to be told again; absent if not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "DataSubjectRequest")
record RequestDetails(
        UUID id,
        String controller,
        String subject,
        RequestType type,
        RequestState state,
        @Nullable AskedAbout about,
        @Nullable Contested contested,
        @Nullable OwnerService correction,
        @Nullable Integer earlier,
        ReceivedHow intake,
        Due deadline,
        @Nullable String assignee,
        List<ServiceTask> tasks,
        @Nullable List<UUID> attached,
        @Nullable List<DeskNote> notes,
        @Nullable List<SentLetter> letters,
        @Nullable List<RecipientBodies.Shown> recipients,
        @Nullable ErasureState erasure,
        @Nullable Restricted restriction,
        @Nullable Instant frozenUntil,
        @Nullable Withdrawal withdrawal,
        @Nullable Outcome outcome,
        @Nullable Boolean contradicted) {

    /** How it came in. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RequestIntake")
    record ReceivedHow(
            Intake.Way way, String receivedBy, Instant receivedAt, @Nullable String mandate) {}

    /**
     * Until when it is to be answered.
     *
     * @param dueAt before that moment
     * @param strictDueAt the same, counted from receipt whatever happened since
     * @param overdue whether that moment passed without an answer, even if one was given since
     * @param lapsesAt when an objection to recordings is upheld, and they are destroyed, if nobody
     *     decides on it; absent if none waits for a decision
     * @param recordedLate acts that are dated before a deadline and were recorded only after it;
     *     absent if there are none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RequestDeadline")
    record Due(
            Instant dueAt,
            Instant strictDueAt,
            boolean extended,
            boolean overdue,
            @Nullable Instant proofRequestedAt,
            @Nullable Instant proofReceivedAt,
            @Nullable Instant lapsesAt,
            @Nullable List<LateRecord> recordedLate) {}

    /**
     * The part of one service.
     *
     * @param result absent while it is open
     * @param rectified ids of what the service put right under the request; absent if it put
     *     nothing right
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RequestTask")
    record ServiceTask(
            OwnerService service, @Nullable TaskResult result, @Nullable List<UUID> rectified) {

        static ServiceTask of(OwnerService service, Tasks tasks) {
            List<UUID> rectified =
                    tasks.rectified().stream()
                            .filter(it -> it.service() == service)
                            .map(RectifiedItem::item)
                            .toList();
            return new ServiceTask(
                    service,
                    tasks.completed().get(service),
                    rectified.isEmpty() ? null : rectified);
        }
    }

    /**
     * What is only stored on account of the request (GDPR art. 18).
     *
     * @param services that restrict it; empty once it is lifted
     * @param liftedAt when the last of them lifted it
     * @param objectionUpheld whether the recordings objected to are destroyed
     * @param stillRestrictedBy other requests of the person that restrict the same, or a part of
     *     it, so that its end frees nothing of that; only shown to the controller's own desk, by
     *     {@code getRequest}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RequestRestriction")
    record Restricted(
            Instant since,
            List<OwnerService> services,
            @Nullable Instant liftedAt,
            boolean objectionUpheld,
            @Nullable List<OtherRestriction> stillRestrictedBy) {

        static @Nullable Restricted of(
                Restriction restriction, @Nullable List<OtherRestriction> others) {
            return restriction.since() == null
                    ? null
                    : new Restricted(
                            restriction.since(),
                            restriction.restricting(),
                            restriction.liftedAt(),
                            restriction.upheld(),
                            others);
        }
    }

    /**
     * That it was taken back.
     *
     * @param by the organisation that passed it on
     * @param continues whether others who asked for the same are answered with it all the same
     */
    @Schema(name = "RequestWithdrawal")
    record Withdrawal(Instant at, String by, WithdrawalReason reason, boolean continues) {

        static @Nullable Withdrawal of(@Nullable DsrWithdrawn withdrawn) {
            return withdrawn == null
                    ? null
                    : new Withdrawal(
                            withdrawn.withdrawnAt(),
                            withdrawn.withdrawnBy(),
                            withdrawn.reason(),
                            withdrawn.continues());
        }
    }

    /**
     * A note of the desk.
     *
     * @param by id of the actor who noted it; absent for notes of before this was recorded
     * @param text absent once its key is destroyed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "DeskNote")
    record DeskNote(UUID id, Instant at, @Nullable String by, @Nullable String text) {

        static DeskNote of(RequestNoted note) {
            return new DeskNote(
                    note.note(),
                    note.notedAt(),
                    note.notedBy(),
                    note.text() instanceof Personal.Plaintext<String>(var text, _) ? text : null);
        }
    }

    /**
     * How it ended; only the members of that ending are there.
     *
     * @param at when it was answered, refused or withdrawn
     * @param recordedAt when that was recorded, if the desk stated another moment for it
     * @param partial whether a part was refused
     * @param parts what became of each part; absent when all was refused at once
     * @param ground why it was refused; absent when the grounds of the parts differ
     * @param offered what the person may have instead
     * @param complaint where the person may complain of the refusal
     * @param joinedInto the request whose answer is that of this one; such an outcome is only shown
     *     to the controller's own desk
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RequestOutcome")
    record Outcome(
            @Nullable Instant at,
            @Nullable Instant recordedAt,
            @Nullable Boolean partial,
            @Nullable List<AnswerPart> parts,
            @Nullable RefusalGround ground,
            @Nullable RequestType offered,
            @Nullable SupervisoryAuthority complaint,
            @Nullable UUID joinedInto) {

        static Outcome of(Ending ending, String country) {
            return switch (ending) {
                case Ending.Answered(var it) ->
                        new Outcome(
                                it.answeredAt(),
                                it.recordedAt(),
                                it.partial(),
                                it.parts(),
                                null,
                                null,
                                it.partial() ? SupervisoryAuthority.of(country) : null,
                                null);
                case Ending.Refused(var it) ->
                        new Outcome(
                                it.refusedAt(),
                                it.recordedAt(),
                                null,
                                it.parts().isEmpty() ? null : it.parts(),
                                it.ground(),
                                it.offered(),
                                SupervisoryAuthority.of(country),
                                null);
                case Ending.Withdrawn(var it) ->
                        new Outcome(it.withdrawnAt(), null, null, null, null, null, null, null);
                case Ending.Joined(var into) ->
                        new Outcome(null, null, null, null, null, null, null, into);
            };
        }
    }

    /**
     * A request as it is shown.
     *
     * @param request to others than the desk, an {@link
     *     io.temoin.retention.rights.domain.UnjoinedRequest}
     * @param atTheDesk whether to the controller's own desk
     */
    static RequestDetails of(Request request, boolean atTheDesk, Instant now) {
        return of(request, null, null, atTheDesk, now);
    }

    /**
     * The same, with the erasure that answers it.
     *
     * @param erasure how far it is; {@code null} where that is not shown
     * @param others that restrict the same; {@code null} where that is not shown
     */
    static RequestDetails of(
            Request request,
            @Nullable ErasureState erasure,
            @Nullable List<OtherRestriction> others,
            boolean atTheDesk,
            Instant now) {
        return switch (request) {
            case Unopened _ -> throw RequestDecider.unknown();
            case Open(var opened, var progress) ->
                    of(
                            request,
                            opened,
                            progress,
                            null,
                            erasure,
                            others,
                            atTheDesk,
                            progress.deadline().isPassed(now),
                            now);
            case Ended(var opened, var progress, var ending, _) ->
                    of(
                            request,
                            opened,
                            progress,
                            Outcome.of(ending, opened.country()),
                            erasure,
                            others,
                            atTheDesk,
                            progress.isSaidOverdue(),
                            now);
        };
    }

    private static RequestDetails of(
            Request request,
            RequestOpened opened,
            Progress progress,
            @Nullable Outcome outcome,
            @Nullable ErasureState erasure,
            @Nullable List<OtherRestriction> others,
            boolean atTheDesk,
            boolean overdue,
            Instant now) {
        Intake intake = opened.intake();
        return new RequestDetails(
                opened.request(),
                opened.controller(),
                opened.subject(),
                opened.type(),
                RequestState.of(request),
                opened.about(),
                progress.contested(),
                atTheDesk ? correctionKeptBy(opened) : null,
                atTheDesk ? opened.earlier() : null,
                new ReceivedHow(
                        intake.way(), intake.receivedBy(), intake.receivedAt(), intake.mandate()),
                new Due(
                        progress.deadline().effective(),
                        progress.deadline().strict(),
                        progress.extended(),
                        overdue,
                        progress.proof().asked(),
                        progress.proof().received(),
                        Request.lapsesAt(request),
                        progress.recordedLate().isEmpty() ? null : progress.recordedLate()),
                progress.assignee(),
                opened.tasks().stream()
                        .map(task -> ServiceTask.of(task, progress.tasks()))
                        .toList(),
                atTheDesk ? progress.attached() : null,
                atTheDesk ? progress.notes().stream().map(DeskNote::of).toList() : null,
                atTheDesk
                        ? progress.correspondence().letters().stream().map(SentLetter::of).toList()
                        : null,
                atTheDesk ? recipients(opened, progress, now) : null,
                erasure,
                Restricted.of(progress.restriction(), others),
                RequestFreezes.until(request),
                atTheDesk ? Withdrawal.of(WithdrawalRules.withdrawalOf(request)) : null,
                outcome,
                (request instanceof Ended ended && ended.isContradicted()) ? true : null);
    }

    /** Who keeps what the person says is wrong; {@code null} if nothing was said. */
    static @Nullable OwnerService correctionKeptBy(RequestOpened opened) {
        if (opened.correction() != null) {
            return OwnerService.RETENTION;
        }
        return opened.type() == RequestType.RECTIFICATION
                        && opened.intake().way() == Intake.Way.SELF_SERVICE
                ? OwnerService.CONSENT
                : null;
    }

    private static @Nullable List<RecipientBodies.Shown> recipients(
            RequestOpened opened, Progress progress, Instant now) {
        var recipients = progress.correspondence().recipients();
        return recipients.named()
                ? recipients.all().stream()
                        .map(
                                it ->
                                        RecipientBodies.Shown.of(
                                                it,
                                                opened.type(),
                                                progress.deadline().effective(),
                                                now))
                        .toList()
                : null;
    }
}
