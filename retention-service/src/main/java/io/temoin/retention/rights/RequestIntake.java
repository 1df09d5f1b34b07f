// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Commands;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Sha256;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.rights.RequestView.Similar;
import io.temoin.retention.rights.domain.AskedAbout;
import io.temoin.retention.rights.domain.Contested;
import io.temoin.retention.rights.domain.Intake;
import io.temoin.retention.rights.domain.OwnerService;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.Request.Open;
import io.temoin.retention.rights.domain.RequestCommand;
import io.temoin.retention.rights.domain.RequestCommand.AttachRequest;
import io.temoin.retention.rights.domain.RequestCommand.JoinRequest;
import io.temoin.retention.rights.domain.RequestCommand.OpenRequest;
import io.temoin.retention.rights.domain.RequestEvent;
import io.temoin.retention.rights.domain.RequestType;
import io.temoin.shredding.Personal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Opens requests, and joins each to an open one that asks for the same. The read model only says
 * which ones to try. Three streams are written, in an order that leaves the request open wherever
 * it stops: it is opened; the open one says that it answers it, too; only then is it joined.
 */
@ApplicationScoped
class RequestIntake {

    private static final Actor ACTOR = Actor.service("retention-service");

    /**
     * What a person asks for.
     *
     * @param about the recording or the call that it is about; absent when it names none
     * @param contested what is said to be wrong; absent unless that was stated
     * @param correction what is wrong and what would be right, in words
     * @param tasks services that contribute to the answer
     */
    record AskedFor(
            String controller,
            String subject,
            RequestType type,
            Intake intake,
            @Nullable AskedAbout about,
            @Nullable Contested contested,
            @Nullable Personal<String> correction,
            List<OwnerService> tasks) {

        AskedFor {
            tasks = List.copyOf(tasks);
        }

        /** What all services contribute to that have something to say to it. */
        static AskedFor ofAll(
                String controller,
                String subject,
                RequestType type,
                Intake intake,
                @Nullable AskedAbout about) {
            return new AskedFor(
                    controller, subject, type, intake, about, null, null, type.services());
        }

        /** The same, of a person who said what is wrong, or did not. */
        AskedFor contesting(@Nullable Contested named, @Nullable Personal<String> said) {
            return new AskedFor(controller, subject, type, intake, about, named, said, tasks);
        }
    }

    private final RequestView view;
    private final RequestStream requests;
    private final RequestErasures erasures;
    private final RetentionConfig config;

    RequestIntake(
            RequestView view,
            RequestStream requests,
            RequestErasures erasures,
            RetentionConfig config) {
        this.view = view;
        this.requests = requests;
        this.erasures = erasures;
        this.config = config;
    }

    /**
     * Opens the request. Of two requests that arrive at the same moment, neither may be known to
     * the other; then both stay open.
     */
    Uni<CommandOutcome<Request, RequestEvent>> open(
            UUID request, AskedFor asked, EventMetadata metadata) {
        return view.similar(metadata.tenant(), request, asked, config.zone())
                .flatMap(
                        similar ->
                                requests.handle(
                                                request,
                                                command(request, asked, similar, metadata),
                                                metadata)
                                        .flatMap(
                                                opened ->
                                                        join(
                                                                opened,
                                                                request,
                                                                asked,
                                                                similar.open(),
                                                                metadata)));
    }

    /** Id of the event by which a command opened a request, whatever else was recorded then. */
    static String openedAt(EventMetadata command) {
        return command.commandId() + ".0";
    }

    private OpenRequest command(
            UUID request, AskedFor asked, Similar similar, EventMetadata metadata) {
        return new OpenRequest(
                request,
                asked.controller(),
                asked.subject(),
                asked.type(),
                asked.intake(),
                asked.about(),
                asked.contested(),
                asked.correction(),
                similar.withinAYear(),
                config.country(),
                config.zone(),
                asked.tasks(),
                metadata.at());
    }

    /** Tries one after the other, until one takes the request. */
    private Uni<CommandOutcome<Request, RequestEvent>> join(
            CommandOutcome<Request, RequestEvent> opened,
            UUID request,
            AskedFor asked,
            List<UUID> similar,
            EventMetadata metadata) {
        if (similar.isEmpty() || !(opened.state() instanceof Open)) {
            return Uni.createFrom().item(opened);
        }
        UUID into = similar.getFirst();
        return attach(opened, request, asked, into, metadata)
                .flatMap(
                        attached ->
                                attached
                                        ? join(opened, request, into, metadata)
                                        : join(
                                                opened,
                                                request,
                                                asked,
                                                similar.subList(1, similar.size()),
                                                metadata));
    }

    /** A repeated command only completes what it had begun. */
    private Uni<Boolean> attach(
            CommandOutcome<Request, RequestEvent> opened,
            UUID request,
            AskedFor asked,
            UUID into,
            EventMetadata metadata) {
        if (opened.repeated() || opened.newEvents().isEmpty()) {
            return requests.load(metadata.tenant(), into)
                    .map(
                            target ->
                                    target instanceof Open open
                                            && open.progress().attached().contains(request));
        }
        return erasures.stateOf(metadata.tenant(), into)
                .chain(
                        erasure ->
                                erasure == ErasureState.UNDECIDED
                                        ? attach(request, asked, into, metadata)
                                        : Uni.createFrom().item(false));
    }

    /** The open one refuses it if an erasure was decided, but for erasures that it knows not of. */
    private Uni<Boolean> attach(UUID request, AskedFor asked, UUID into, EventMetadata metadata) {
        return derived(
                        into,
                        "attach",
                        request,
                        new AttachRequest(
                                request,
                                asked.intake().way(),
                                asked.tasks(),
                                asked.intake().receivedAt(),
                                metadata.at()),
                        metadata)
                .replaceWith(true)
                .onFailure(Rejected.class)
                .recoverWithItem(false);
    }

    private Uni<CommandOutcome<Request, RequestEvent>> join(
            CommandOutcome<Request, RequestEvent> opened,
            UUID request,
            UUID into,
            EventMetadata metadata) {
        return derived(request, "join", into, new JoinRequest(into, metadata.at()), metadata)
                .map(
                        joined ->
                                new CommandOutcome<>(
                                        joined.state(),
                                        joined.newEvents().isEmpty()
                                                ? opened.newEvents()
                                                : joined.newEvents(),
                                        joined.version(),
                                        opened.repeated()));
    }

    /** The command is the same whenever the same two requests are joined. */
    private Uni<CommandOutcome<Request, RequestEvent>> derived(
            UUID stream, String what, UUID other, RequestCommand command, EventMetadata cause) {
        UUID id =
                Commands.idOf(
                        Sha256.of(
                                "%s\n%s\n%s\n%s"
                                        .formatted(what, cause.tenant().value(), stream, other)));
        return requests.handle(
                stream,
                command,
                new EventMetadata(
                        cause.tenant(),
                        ACTOR,
                        id,
                        null,
                        cause.correlation(),
                        cause.causation(),
                        cause.traceparent(),
                        cause.at()));
    }
}
