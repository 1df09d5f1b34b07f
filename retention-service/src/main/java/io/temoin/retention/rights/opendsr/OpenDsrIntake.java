// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.KeyedFor;
import io.temoin.chassis.Profile;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.FreeValues;
import io.temoin.chassis.requests.Uuids;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Sha256;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.person.PersonNumbers;
import io.temoin.retention.rights.RequestDesk;
import io.temoin.retention.rights.RequestDesk.PassedOn;
import io.temoin.retention.rights.RequestStream;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.retention.rights.domain.RequestEvent;
import io.temoin.retention.rights.opendsr.OpenDsrBodies.Submission;
import io.temoin.retention.rights.opendsr.OpenDsrReading.ReadRequest;
import io.temoin.retention.rights.opendsr.OpenDsrStore.SentRequest;
import io.temoin.retention.rights.opendsr.domain.CallbackHosts;
import io.temoin.retention.rights.opendsr.domain.OpenDsrProblem;
import io.temoin.retention.rights.opendsr.domain.OpenDsrState;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.Fingerprints;
import io.temoin.shredding.keys.KeyPurpose;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests in that arrive by OpenDSR. A request has one id within the organisation that sends
 * it: sent again, it is the same one, and another one under its id is refused. The row is written
 * first and names the request at the desk, so that whoever is not answered repeats and completes
 * it.
 */
@ApplicationScoped
class OpenDsrIntake {

    /** Random, and made of groups of digits that may look like a number. */
    private static final Pattern IDS =
            Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private static final String OPERATION = "submitOpenDsrRequest";

    /**
     * A request that was taken in, now or before.
     *
     * @param position id of the event that opened it, whatever else was recorded then: the last one
     *     would tell that it was joined to another request; absent when nothing was recorded
     */
    record TakenIn(
            SentRequest sent,
            CommandOutcome<Request, RequestEvent> outcome,
            @Nullable String position) {

        static TakenIn of(
                SentRequest sent,
                CommandOutcome<Request, RequestEvent> outcome,
                EventMetadata metadata) {
            return new TakenIn(
                    sent,
                    outcome,
                    outcome.newEvents().isEmpty() ? null : metadata.commandId() + ".0");
        }
    }

    /** A request that was taken in, and what became of it. */
    record Followed(SentRequest sent, OpenDsrState state) {}

    private final OpenDsrStore store;
    private final OpenDsrSigner signer;
    private final RequestDesk desk;
    private final RequestStream requests;
    private final PersonNumbers numbers;
    private final Commands commands;
    private final Fingerprints fingerprints;
    private final OpenDsrConfig config;
    private final ObjectMapper json;
    private final Clock clock;

    OpenDsrIntake(
            OpenDsrStore store,
            OpenDsrSigner signer,
            RequestDesk desk,
            RequestStream requests,
            PersonNumbers numbers,
            Commands commands,
            @KeyedFor(KeyPurpose.COMMANDS) Fingerprints fingerprints,
            OpenDsrConfig config,
            ObjectMapper json,
            Clock clock) {
        this.store = store;
        this.signer = signer;
        this.desk = desk;
        this.requests = requests;
        this.numbers = numbers;
        this.commands = commands;
        this.fingerprints = fingerprints;
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    /** Takes in what was sent. */
    Uni<TakenIn> take(Caller caller, byte @Nullable [] body) {
        ReadRequest read = OpenDsrReading.read(body, signer.configuredDomain(), clock.instant());
        Submission submission = read.submission();
        String controller = controllerOf(caller, read);
        EventMetadata metadata =
                commands.natural(caller, OPERATION, submission.subjectRequestId().toString());
        return desk.requireWorkingFor(caller, controller)
                .chain(() -> take(caller, controller, read, metadata));
    }

    /** Who works for others has to say for whom: the request would else be filed with itself. */
    private static String controllerOf(Caller caller, ReadRequest read) {
        String stated = read.controller();
        if (stated != null) {
            return stated;
        }
        if (!Set.of(caller.organisation()).containsAll(caller.onBehalfOf())) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/extensions", "State the controller in the extension of this domain.");
        }
        return caller.organisation();
    }

    private Uni<TakenIn> take(
            Caller caller, String controller, ReadRequest read, EventMetadata metadata) {
        Submission submission = read.submission();
        String subject =
                numbers.subject(
                        caller.tenant(), "/subject_identities/0/identity_value", read.number());
        SentRequest sent =
                new SentRequest(
                        caller.organisation(),
                        submission.subjectRequestId(),
                        controller,
                        requestId(caller, submission.subjectRequestId()),
                        digest(caller, controller, submission),
                        metadata.at(),
                        callbacks(caller, submission),
                        null);
        return store.keep(caller.tenant(), sent, caller.tenantWide())
                .invoke(kept -> requireSame(kept, sent))
                .chain(
                        kept ->
                                desk.passedOn(
                                                caller,
                                                kept.request(),
                                                new PassedOn(controller, subject, read.type()),
                                                submission.submittedTime(),
                                                metadata)
                                        .map(outcome -> TakenIn.of(kept, outcome, metadata)));
    }

    /** What became of a request that the caller's organisation sent. */
    Uni<Followed> status(Caller caller, String subjectRequestId) {
        signer.configuredDomain();
        UUID id = Uuids.parse(subjectRequestId);
        if (id == null) {
            throw RequestDecider.unknown();
        }
        return store.find(caller.tenant(), caller.organisation(), id)
                .map(sent -> sent.orElseThrow(RequestDecider::unknown))
                .flatMap(
                        sent ->
                                desk.passedOnBy(caller, sent.request())
                                        .flatMap(request -> state(caller.tenant(), request))
                                        .map(state -> new Followed(sent, state)));
    }

    private Uni<OpenDsrState> state(TenantId tenant, Request request) {
        return requests.answering(tenant, request)
                .map(answering -> OpenDsrState.of(request, answering));
    }

    private List<String> callbacks(Caller caller, Submission submission) {
        List<String> urls = submission.statusCallbackUrls();
        if (urls == null) {
            return List.of();
        }
        CallbackHosts hosts = hosts(config);
        for (int i = 0; i < urls.size(); i++) {
            String pointer = "/status_callback_urls/" + i;
            if (!isAllowed(hosts, caller, urls.get(i))) {
                throw Rejected.at(
                        pointer,
                        OpenDsrProblem.CALLBACK_NOT_ALLOWED,
                        "Callbacks go by https, and only to hosts that the operator has allowed"
                                + " for the organisation that sends the request.");
            }
            FreeValues.impersonal(pointer, IDS.matcher(urls.get(i)).replaceAll("id"));
        }
        return urls;
    }

    /** Where callbacks may go, by the settings. */
    static CallbackHosts hosts(OpenDsrConfig config) {
        return CallbackHosts.of(config.callbackHosts().orElse(List.of()), !Profile.isProduction());
    }

    private static boolean isAllowed(CallbackHosts hosts, Caller caller, String url) {
        try {
            return hosts.allow(caller.tenant().value(), caller.organisation(), new URI(url));
        } catch (URISyntaxException _) {
            return false;
        }
    }

    /** The same whenever the same organisation sends the same id. */
    private static UUID requestId(Caller caller, UUID subjectRequestId) {
        return Commands.idOf(
                Sha256.of(
                        "opendsr\n%s\n%s\n%s"
                                .formatted(
                                        caller.tenant().value(),
                                        caller.organisation(),
                                        subjectRequestId)));
    }

    /** Keyed, or the number in it could be found by trying all of them. */
    private byte[] digest(Caller caller, String controller, Submission submission) {
        try {
            String request =
                    "%s\n%s\n%s"
                            .formatted(
                                    caller.organisation(),
                                    controller,
                                    json.writeValueAsString(submission));
            return fingerprints.of(
                    caller.tenant(), "opendsr-request", request.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("what was read can be written", failure);
        }
    }

    private static void requireSame(SentRequest kept, SentRequest sent) {
        if (!MessageDigest.isEqual(kept.digest(), sent.digest())) {
            throw Rejected.at(
                    "/subject_request_id",
                    OpenDsrProblem.SUBJECT_REQUEST_ID_REUSED,
                    "Another request was sent under this id: give each request an id of its own.");
        }
    }
}
