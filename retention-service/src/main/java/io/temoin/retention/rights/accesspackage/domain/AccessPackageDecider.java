// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.domain;

import io.temoin.eventsourcing.Decider;
import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Building;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Built;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Expired;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.LinkUse;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Revoked;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Unrequested;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.DownloadPackage;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.ExpirePackage;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.IssueLink;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.ReportAltered;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.RequestPackage;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.RevokePackage;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.SettlePart;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.Settlement;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.TakeBackErased;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.TimeOutParts;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageCompleted;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageDownloaded;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageExpired;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageIncomplete;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageLinkIssued;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageRequested;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageRevoked;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.PackagePartRequested;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.PackagePartSettled;
import io.temoin.retention.rights.domain.OwnerService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules of one package: it is complete, or says what is missing; each download is counted before it
 * begins; once it has expired, nothing brings it back.
 */
public final class AccessPackageDecider
        implements Decider<AccessPackageCommand, AccessPackage, AccessPackageEvent> {

    @Override
    public AccessPackage initialState() {
        return new Unrequested();
    }

    @Override
    public List<AccessPackageEvent> decide(AccessPackageCommand command, AccessPackage state) {
        return switch (state) {
            case Unrequested _ -> unrequested(command);
            case Building building -> building(command, building);
            case Built built -> built(command, built);
            case Revoked revoked -> revoked(command, revoked);
            case Expired _ -> afterwards(command);
        };
    }

    @Override
    public AccessPackage evolve(AccessPackage state, AccessPackageEvent event) {
        return AccessPackageEvolution.evolve(state, event);
    }

    /** A process may have died after it made the key and before it asked: then nothing is lost. */
    private static List<AccessPackageEvent> unrequested(AccessPackageCommand command) {
        return switch (command) {
            case RequestPackage request -> requested(request);
            case TimeOutParts _, TakeBackErased _, ExpirePackage _ -> List.of();
            case SettlePart _, IssueLink _, DownloadPackage _, ReportAltered _, RevokePackage _ ->
                    throw PackageProblem.unknown();
        };
    }

    private static List<AccessPackageEvent> requested(RequestPackage command) {
        var wanted = command.wanted();
        List<OwnerService> services = AccessPackage.servicesOf(wanted.kind());
        List<AccessPackageEvent> events = new ArrayList<>();
        events.add(
                new AccessPackageRequested(
                        command.accessPackage(),
                        command.request(),
                        command.controller(),
                        command.subject(),
                        wanted.kind(),
                        wanted.otherVoices(),
                        wanted.personChannel(),
                        wanted.personChannels(),
                        services,
                        command.partsDueAt(),
                        command.expiresAt(),
                        command.now()));
        for (OwnerService service : services) {
            events.add(
                    new PackagePartRequested(
                            command.accessPackage(),
                            command.request(),
                            command.controller(),
                            command.subject(),
                            service,
                            wanted.kind(),
                            wanted.otherVoices(),
                            wanted.personChannel(),
                            service == OwnerService.RECORDING ? wanted.personChannels() : List.of(),
                            command.recipientKey(),
                            command.expiresAt()));
        }
        return events;
    }

    private static List<AccessPackageEvent> building(AccessPackageCommand command, Building state) {
        return switch (command) {
            case RequestPackage _ -> throw running();
            case SettlePart settle -> settle(settle, state);
            case TimeOutParts timeOut -> timeOut(timeOut, state);
            case IssueLink _ -> throw notReady();
            case DownloadPackage _ -> throw notReady();
            case ReportAltered _ -> List.of();
            case RevokePackage revoke -> List.of(revoked(revoke, state.requested()));
            case TakeBackErased take -> List.of(takenBack(take, state.requested()));
            case ExpirePackage expire -> expire(expire.now(), state.requested());
        };
    }

    /** The refusal of what is not there yet. */
    public static Rejected notReady() {
        return new Rejected(PackageProblem.PACKAGE_NOT_READY, "The package is still being built.");
    }

    /** The refusal of a second package while one is under way. */
    public static Rejected running() {
        return new Rejected(
                PackageProblem.PACKAGE_RUNNING,
                "A package for this request is being built already.");
    }

    /**
     * The refusal of one more package than a request may have.
     *
     * @param most as many as that
     */
    public static Rejected exhausted(int most) {
        return new Rejected(
                PackageProblem.PACKAGES_EXHAUSTED,
                "This request has had "
                        + most
                        + " packages, and no request has more; answer it, and take in another"
                        + " one.");
    }

    private static List<AccessPackageEvent> settle(SettlePart command, Building state) {
        if (!state.open().contains(command.service())) {
            return List.of();
        }
        PackagePartSettled settled =
                settled(state.requested(), command.service(), command.settlement(), command.now());
        return withEnd(List.of(settled), state.with(settled), command.now());
    }

    private static List<AccessPackageEvent> timeOut(TimeOutParts command, Building state) {
        if (command.now().isBefore(state.requested().partsDueAt())) {
            return List.of();
        }
        List<PackagePartSettled> late = new ArrayList<>();
        Building after = state;
        for (OwnerService service : state.open()) {
            PackagePartSettled settled =
                    settled(
                            state.requested(),
                            service,
                            new Settlement.Failed(MissingReason.TOO_LATE),
                            command.now());
            late.add(settled);
            after = after.with(settled);
        }
        return withEnd(late, after, command.now());
    }

    private static PackagePartSettled settled(
            AccessPackageRequested requested,
            OwnerService service,
            Settlement settlement,
            Instant now) {
        return new PackagePartSettled(
                requested.accessPackage(),
                requested.request(),
                requested.controller(),
                requested.subject(),
                service,
                settlement instanceof Settlement.Ready(var content) ? content : null,
                settlement instanceof Settlement.Failed(var reason) ? reason : null,
                now);
    }

    private static List<AccessPackageEvent> withEnd(
            List<PackagePartSettled> settled, Building after, Instant now) {
        List<AccessPackageEvent> events = new ArrayList<>(settled);
        if (after.open().isEmpty()) {
            events.add(end(after, now));
        }
        return events;
    }

    private static AccessPackageEvent end(Building state, Instant now) {
        var requested = state.requested();
        List<MissingPart> missing = state.missing();
        return missing.isEmpty()
                ? new AccessPackageCompleted(
                        requested.accessPackage(),
                        requested.request(),
                        requested.controller(),
                        requested.subject(),
                        now)
                : new AccessPackageIncomplete(
                        requested.accessPackage(),
                        requested.request(),
                        requested.controller(),
                        requested.subject(),
                        missing,
                        now);
    }

    private static List<AccessPackageEvent> built(AccessPackageCommand command, Built state) {
        return switch (command) {
            case RequestPackage _ -> throw running();
            case SettlePart _, TimeOutParts _ -> List.of();
            case IssueLink issue -> issue(issue, state);
            case DownloadPackage download -> download(download, state);
            case ReportAltered altered -> altered(altered, state);
            case RevokePackage revoke -> List.of(revoked(revoke, state.requested()));
            case TakeBackErased take ->
                    state.links().values().stream().anyMatch(link -> link.isLive(take.now()))
                            ? List.of()
                            : List.of(takenBack(take, state.requested()));
            case ExpirePackage expire -> expire(expire.now(), state.requested());
        };
    }

    /** No link lives longer than the package. */
    private static List<AccessPackageEvent> issue(IssueLink command, Built state) {
        var requested = state.requested();
        if (!command.now().isBefore(requested.expiresAt())) {
            throw expired();
        }
        Instant until =
                command.expiresAt().isBefore(requested.expiresAt())
                        ? command.expiresAt()
                        : requested.expiresAt();
        return List.of(
                new AccessPackageLinkIssued(
                        requested.accessPackage(),
                        requested.request(),
                        requested.controller(),
                        requested.subject(),
                        command.link(),
                        command.downloads(),
                        until,
                        command.now()));
    }

    private static List<AccessPackageEvent> download(DownloadPackage command, Built state) {
        LinkUse use = state.links().get(command.link());
        if (use == null) {
            throw PackageProblem.unknown();
        }
        if (!use.isValid(command.now())) {
            throw new Rejected(
                    PackageProblem.PACKAGE_LINK_ENDED,
                    "The link has expired or was used as often as it may; ask for a new one.");
        }
        var requested = state.requested();
        return List.of(
                new AccessPackageDownloaded(
                        requested.accessPackage(),
                        requested.request(),
                        requested.controller(),
                        requested.subject(),
                        command.link(),
                        use.used() + 1,
                        command.now()));
    }

    /** From now on the package says that the part is missing. */
    private static List<AccessPackageEvent> altered(ReportAltered command, Built state) {
        PackagePartSettled part = state.parts().get(command.service());
        return part == null || part.content() == null
                ? List.of()
                : List.of(
                        settled(
                                state.requested(),
                                command.service(),
                                new Settlement.Failed(MissingReason.ALTERED),
                                command.now()));
    }

    private static AccessPackageRevoked takenBack(
            TakeBackErased command, AccessPackageRequested requested) {
        return revoked(
                new RevokePackage(RevocationReason.SOURCE_DESTROYED, command.now()), requested);
    }

    private static AccessPackageRevoked revoked(
            RevokePackage command, AccessPackageRequested requested) {
        return new AccessPackageRevoked(
                requested.accessPackage(),
                requested.request(),
                requested.controller(),
                requested.subject(),
                command.reason(),
                command.now());
    }

    private static List<AccessPackageEvent> revoked(AccessPackageCommand command, Revoked state) {
        return switch (command) {
            case RequestPackage _ -> throw running();
            case SettlePart _, TimeOutParts _, ReportAltered _, TakeBackErased _ -> List.of();
            case IssueLink _ -> throw revoked(state.reason());
            case DownloadPackage _ -> throw revoked(state.reason());
            case RevokePackage _ -> throw revoked(state.reason());
            case ExpirePackage expire ->
                    state.ended() ? List.of() : List.of(ended(state.requested(), expire.now()));
        };
    }

    private static List<AccessPackageEvent> expire(Instant now, AccessPackageRequested requested) {
        return now.isBefore(requested.expiresAt()) ? List.of() : List.of(ended(requested, now));
    }

    private static AccessPackageExpired ended(AccessPackageRequested requested, Instant now) {
        return new AccessPackageExpired(
                requested.accessPackage(),
                requested.request(),
                requested.controller(),
                requested.subject(),
                now);
    }

    private static List<AccessPackageEvent> afterwards(AccessPackageCommand command) {
        return switch (command) {
            case RequestPackage _ -> throw running();
            case SettlePart _, TimeOutParts _, ReportAltered _ -> List.of();
            case TakeBackErased _, ExpirePackage _ -> List.of();
            case IssueLink _ -> throw expired();
            case DownloadPackage _ -> throw expired();
            case RevokePackage _ -> throw expired();
        };
    }

    /** The refusal of what was taken back, which says why as far as the person needs to know. */
    public static Rejected revoked(RevocationReason reason) {
        return new Rejected(
                PackageProblem.PACKAGE_REVOKED,
                reason == RevocationReason.SOURCE_DESTROYED
                        ? "The package was withdrawn: something that it copied had to be destroyed."
                                + " A new one holds what is left."
                        : "The package was withdrawn by the desk; ask the controller for a new"
                                + " one.");
    }

    /** The refusal of what is gone. */
    public static Rejected expired() {
        return new Rejected(
                PackageProblem.PACKAGE_EXPIRED,
                "The package has expired; its key and its parts are destroyed.");
    }
}
