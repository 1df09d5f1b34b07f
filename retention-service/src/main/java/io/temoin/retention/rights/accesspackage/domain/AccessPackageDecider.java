// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.domain;

import io.temoin.eventsourcing.Decider;
import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Building;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Built;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Expired;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.LinkUse;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Unrequested;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.DownloadPackage;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.ExpirePackage;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.IssueLink;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.RequestPackage;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.SettlePart;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.Settlement;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.TimeOutParts;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageCompleted;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageDownloaded;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageExpired;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageIncomplete;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageLinkIssued;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageRequested;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.PackagePartRequested;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.PackagePartSettled;
import io.temoin.retention.rights.domain.OwnerService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
            case Expired _ -> afterwards(command);
        };
    }

    @Override
    public AccessPackage evolve(AccessPackage state, AccessPackageEvent event) {
        return switch (event) {
            case AccessPackageRequested requested -> new Building(requested, Map.of());
            case PackagePartRequested _ -> state;
            case PackagePartSettled settled ->
                    state instanceof Building building ? building.with(settled) : state;
            case AccessPackageCompleted _ -> builtOf(state, List.of());
            case AccessPackageIncomplete incomplete -> builtOf(state, incomplete.missing());
            case AccessPackageLinkIssued issued ->
                    state instanceof Built built ? built.with(new LinkUse(issued, 0)) : state;
            case AccessPackageDownloaded downloaded -> used(state, downloaded);
            case AccessPackageExpired _ -> expiredOf(state);
        };
    }

    private static AccessPackage builtOf(AccessPackage state, List<MissingPart> missing) {
        return state instanceof Building building
                ? new Built(building.requested(), building.settled(), missing, Map.of())
                : state;
    }

    private static AccessPackage used(AccessPackage state, AccessPackageDownloaded downloaded) {
        if (state instanceof Built built) {
            LinkUse use = built.links().get(downloaded.link());
            return use == null ? state : built.with(new LinkUse(use.issued(), downloaded.number()));
        }
        return state;
    }

    private static AccessPackage expiredOf(AccessPackage state) {
        return switch (state) {
            case Building building -> new Expired(building.requested());
            case Built built -> new Expired(built.requested());
            case Unrequested _ -> state;
            case Expired _ -> state;
        };
    }

    /** A process may have died after it made the key and before it asked: then nothing is lost. */
    private static List<AccessPackageEvent> unrequested(AccessPackageCommand command) {
        return switch (command) {
            case RequestPackage request -> requested(request);
            case TimeOutParts _, ExpirePackage _ -> List.of();
            case SettlePart _, IssueLink _, DownloadPackage _ -> throw PackageProblem.unknown();
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
        if (!command.now().isBefore(use.issued().expiresAt())
                || use.used() >= use.issued().downloads()) {
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

    private static List<AccessPackageEvent> expire(Instant now, AccessPackageRequested requested) {
        return now.isBefore(requested.expiresAt())
                ? List.of()
                : List.of(
                        new AccessPackageExpired(
                                requested.accessPackage(),
                                requested.request(),
                                requested.controller(),
                                requested.subject(),
                                now));
    }

    private static List<AccessPackageEvent> afterwards(AccessPackageCommand command) {
        return switch (command) {
            case RequestPackage _ -> throw running();
            case SettlePart _, TimeOutParts _, ExpirePackage _ -> List.of();
            case IssueLink _ -> throw expired();
            case DownloadPackage _ -> throw expired();
        };
    }

    /** The refusal of what is gone. */
    public static Rejected expired() {
        return new Rejected(
                PackageProblem.PACKAGE_EXPIRED,
                "The package has expired; its key and its parts are destroyed.");
    }
}
