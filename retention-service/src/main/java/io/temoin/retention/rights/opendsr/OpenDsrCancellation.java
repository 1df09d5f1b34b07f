// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Commands;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.rights.OtherWork;
import io.temoin.retention.rights.RequestStream;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.RequestCommand.WithdrawRequest;
import io.temoin.retention.rights.domain.RequestEvent;
import io.temoin.retention.rights.domain.WithdrawalReason;
import io.temoin.retention.rights.domain.WithdrawalRules;
import io.temoin.retention.rights.opendsr.OpenDsrIntake.Followed;
import io.temoin.retention.rights.opendsr.OpenDsrStore.SentRequest;
import io.temoin.retention.rights.opendsr.domain.OpenDsrOutcome;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * Cancels requests that were sent by OpenDSR (2.0 section 9), for the organisation that sent them,
 * and while they are pending: as it sees them, so that what is refused tells nothing of others.
 */
@ApplicationScoped
class OpenDsrCancellation {

    private static final String OPERATION = "cancelOpenDsrRequest";

    /** A request that is cancelled, now or before. */
    record Cancelled(SentRequest sent, CommandOutcome<Request, RequestEvent> outcome) {}

    private final OpenDsrIntake intake;
    private final RequestStream requests;
    private final List<OtherWork> work;
    private final Commands commands;

    OpenDsrCancellation(
            OpenDsrIntake intake,
            RequestStream requests,
            @All List<OtherWork> work,
            Commands commands) {
        this.intake = intake;
        this.requests = requests;
        this.work = work;
        this.commands = commands;
    }

    /** Cancels it; the same again when it was cancelled before. */
    Uni<Cancelled> cancel(Caller caller, String subjectRequestId) {
        return intake.status(caller, subjectRequestId)
                .invoke(OpenDsrCancellation::requireCancellable)
                .flatMap(followed -> withdraw(caller, followed.sent()));
    }

    private static void requireCancellable(Followed followed) {
        switch (followed.state().status()) {
            case PENDING -> {}
            case IN_PROGRESS -> throw WithdrawalRules.begun();
            case COMPLETED -> throw WithdrawalRules.over();
            case CANCELLED -> {
                if (followed.state().outcome() != OpenDsrOutcome.WITHDRAWN) {
                    throw WithdrawalRules.over();
                }
            }
        }
    }

    private Uni<Cancelled> withdraw(Caller caller, SentRequest sent) {
        EventMetadata metadata =
                commands.natural(caller, OPERATION, sent.subjectRequestId().toString());
        return isBegun(caller.tenant(), sent.request())
                .flatMap(
                        begun ->
                                requests.handle(
                                        sent.request(),
                                        new WithdrawRequest(
                                                caller.organisation(),
                                                WithdrawalReason.CANCELLED_BY_SENDER,
                                                begun,
                                                metadata.at()),
                                        metadata))
                .map(outcome -> new Cancelled(sent, outcome));
    }

    private Uni<Boolean> isBegun(TenantId tenant, UUID request) {
        return Multi.createFrom()
                .iterable(work)
                .onItem()
                .transformToUniAndConcatenate(one -> one.isBegun(tenant, request))
                .collect()
                .asList()
                .map(all -> all.contains(true));
    }
}
