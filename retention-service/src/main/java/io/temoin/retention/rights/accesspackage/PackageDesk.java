// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.requests.Uuids;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Sha256;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.packageparts.domain.PackageKind;
import io.temoin.packageparts.domain.PersonChannel;
import io.temoin.packageparts.vault.PartStorages;
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.rights.RequestDesk;
import io.temoin.retention.rights.accesspackage.PackageBodies.Link;
import io.temoin.retention.rights.accesspackage.PackageBodies.Revocation;
import io.temoin.retention.rights.accesspackage.PackageBodies.Wish;
import io.temoin.retention.rights.accesspackage.PackageKeys.Secrets;
import io.temoin.retention.rights.accesspackage.PackageStore.CopiedPerson;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Building;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Built;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Expired;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Revoked;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Unrequested;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.IssueLink;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.RequestPackage;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.Wanted;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageDecider;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageLinkIssued;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageRequested;
import io.temoin.retention.rights.accesspackage.domain.PackageEntitlement;
import io.temoin.retention.rights.accesspackage.domain.PackageProblem;
import io.temoin.retention.rights.accesspackage.domain.RevocationReason;
import io.temoin.retention.rights.domain.Request.Open;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import io.temoin.retention.rights.domain.RequestType;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Packages as the desk of a controller orders and hands them out. The packages of a request are
 * numbered, and the id of each follows from its number: so one is being built at a time, however
 * many ask at once. The key is there before the package is asked for; a key without a package is
 * destroyed when it would have expired.
 */
@ApplicationScoped
class PackageDesk {

    /** How many a request may have. */
    static final int MOST_PACKAGES = 50;

    /** A link as it is shown once. */
    record IssuedLink(
            CommandOutcome<AccessPackage, AccessPackageEvent> outcome,
            AccessPackageLinkIssued issued,
            Secrets secrets) {}

    private final RequestDesk requests;
    private final PackageStream packages;
    private final PackageKeys keys;
    private final PartStorages storages;
    private final PersonItemQueries persons;
    private final HandingOut handingOut;
    private final PackageRevocations revocations;
    private final RetentionConfig config;

    PackageDesk(
            RequestDesk requests,
            PackageStream packages,
            PackageKeys keys,
            PartStorages storages,
            PersonItemQueries persons,
            HandingOut handingOut,
            PackageRevocations revocations,
            RetentionConfig config) {
        this.requests = requests;
        this.packages = packages;
        this.keys = keys;
        this.storages = storages;
        this.persons = persons;
        this.handingOut = handingOut;
        this.revocations = revocations;
        this.config = config;
    }

    /** Begins a package for a request; the same again for the same command. */
    Uni<CommandOutcome<AccessPackage, AccessPackageEvent>> request(
            Caller caller, String request, Wish wish, EventMetadata metadata) {
        return packages.ofCommand(caller.tenant(), metadata.commandId())
                .flatMap(
                        earlier ->
                                requests.atDesk(caller, request)
                                        .flatMap(
                                                opened ->
                                                        earlier.isPresent()
                                                                ? repeat(
                                                                        earlier.get(),
                                                                        opened,
                                                                        wish,
                                                                        metadata)
                                                                : next(caller, request, wish)
                                                                        .flatMap(
                                                                                id ->
                                                                                        begin(
                                                                                                id,
                                                                                                opened,
                                                                                                wish,
                                                                                                metadata))));
    }

    /** The package was asked for before, with a key of its own. */
    private Uni<CommandOutcome<AccessPackage, AccessPackageEvent>> repeat(
            UUID id, RequestOpened opened, Wish wish, EventMetadata metadata) {
        return packages.handle(id, command(id, opened, wish, "", metadata), metadata);
    }

    /** The id of the next package of an open request that may have one. */
    private Uni<UUID> next(Caller caller, String request, Wish wish) {
        return requests.openAtDesk(caller, request)
                .invoke(this::requirePossible)
                .call(open -> requireOfPerson(caller.tenant(), open.opened(), wish))
                .flatMap(open -> next(caller.tenant(), open.opened().request(), 1));
    }

    /**
     * With an id that was mistyped, the recording that was meant would be cut by the general rule,
     * and hold another's voice.
     */
    private Uni<Void> requireOfPerson(TenantId tenant, RequestOpened opened, Wish wish) {
        List<UUID> named = wish.parsedChannels().stream().map(PersonChannel::recording).toList();
        if (named.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return persons.recordingsAmong(tenant, opened.controller(), opened.subject(), named)
                .invoke(
                        known -> {
                            for (int at = 0; at < named.size(); at++) {
                                if (!known.contains(named.get(at))) {
                                    throw ChassisProblem.REQUEST_INVALID.at(
                                            "/personChannels/" + at + "/recording",
                                            "No recording of this person has this id.");
                                }
                            }
                        })
                .replaceWithVoid();
    }

    private void requirePossible(Open open) {
        kind(open.opened());
        PackageEntitlement.requireProven(open.progress().proof());
        if (storages.find().isEmpty()) {
            throw new Rejected(
                    PackageProblem.PACKAGES_NOT_CONFIGURED,
                    "No storage is set up in which services leave their parts"
                            + " (temoin.packages.store).");
        }
    }

    private static PackageKind kind(RequestOpened opened) {
        if (opened.type() == RequestType.ACCESS) {
            return PackageKind.ACCESS;
        }
        if (opened.type() == RequestType.PORTABILITY) {
            return PackageKind.PORTABILITY;
        }
        throw new Rejected(
                PackageProblem.PACKAGE_NOT_APPLICABLE,
                "Only requests for access or portability are answered with a package.");
    }

    private Uni<UUID> next(TenantId tenant, UUID request, int number) {
        UUID id = idOf(tenant, request, number);
        return packages.load(tenant, id)
                .flatMap(
                        state ->
                                switch (state) {
                                    case Unrequested _ -> keys.isSpent(tenant, id);
                                    case Building _ -> throw AccessPackageDecider.running();
                                    case Built _, Revoked _, Expired _ ->
                                            Uni.createFrom().item(true);
                                })
                .flatMap(
                        spent -> {
                            if (!spent) {
                                return Uni.createFrom().item(id);
                            }
                            if (number >= MOST_PACKAGES) {
                                throw AccessPackageDecider.exhausted(MOST_PACKAGES);
                            }
                            return next(tenant, request, number + 1);
                        });
    }

    /** The id of a package of a request. */
    static UUID idOf(TenantId tenant, UUID request, int number) {
        return Commands.idOf(
                Sha256.of("access-package\n%s\n%s\n%d".formatted(tenant.value(), request, number)));
    }

    private Uni<CommandOutcome<AccessPackage, AccessPackageEvent>> begin(
            UUID id, RequestOpened opened, Wish wish, EventMetadata metadata) {
        return keys.create(
                        metadata.tenant(),
                        id,
                        new CopiedPerson(opened.controller(), opened.subject()),
                        metadata.at().plus(config.packages().partsWithin()),
                        metadata.at().plus(config.packages().keep()))
                .flatMap(
                        recipientKey ->
                                packages.handle(
                                        id,
                                        command(
                                                id,
                                                opened,
                                                wish,
                                                recipientKey.orElseThrow(
                                                        AccessPackageDecider::running),
                                                metadata),
                                        metadata));
    }

    private RequestPackage command(
            UUID id, RequestOpened opened, Wish wish, String recipientKey, EventMetadata metadata) {
        return new RequestPackage(
                id,
                opened.request(),
                opened.controller(),
                opened.subject(),
                new Wanted(
                        kind(opened),
                        wish.parsedVoices(),
                        wish.personChannel(),
                        wish.parsedChannels()),
                recipientKey,
                metadata.at().plus(config.packages().partsWithin()),
                metadata.at().plus(config.packages().keep()),
                metadata.at());
    }

    /** A package, if it exists for the caller. */
    Uni<AccessPackage> visible(Caller caller, String id) {
        return packages.load(caller.tenant(), id(id)).invoke(found -> requireSeen(caller, found));
    }

    private static void requireSeen(Caller caller, AccessPackage found) {
        if (!caller.tenantWide() && !caller.organisation().equals(requested(found).controller())) {
            throw PackageProblem.unknown();
        }
    }

    /** What was asked for; refused where nothing was. */
    static AccessPackageRequested requested(AccessPackage found) {
        return switch (found) {
            case Unrequested _ -> throw PackageProblem.unknown();
            case Building building -> building.requested();
            case Built built -> built.requested();
            case Revoked revoked -> revoked.requested();
            case Expired expired -> expired.requested();
        };
    }

    /** What an erased person has a link to, they may still fetch; nobody is given another one. */
    private Uni<Void> requireNotErased(TenantId tenant, AccessPackageRequested requested) {
        return revocations
                .isErasedSince(tenant, requested)
                .invoke(
                        erased -> {
                            if (erased) {
                                throw AccessPackageDecider.revoked(
                                        RevocationReason.SOURCE_DESTROYED);
                            }
                        })
                .replaceWithVoid();
    }

    /** Gives the person a link. Its secrets come after its event: a repeated command makes them. */
    Uni<IssuedLink> issueLink(Caller caller, String id, Link wish, EventMetadata metadata) {
        UUID accessPackage = id(id);
        UUID link = metadata.commandId();
        Instant until = metadata.at().plus(wish.parsedTtl(config.packages().linkTtl()));
        int downloads = wish.parsedDownloads(config.packages().linkDownloads());
        return visible(caller, id)
                .call(
                        found ->
                                handingOut.requireEntitled(
                                        caller.tenant(), requested(found).request()))
                .call(found -> requireNotErased(caller.tenant(), requested(found)))
                .chain(
                        () ->
                                packages.handle(
                                        accessPackage,
                                        new IssueLink(link, downloads, until, metadata.at()),
                                        metadata))
                .flatMap(
                        outcome ->
                                keys.link(caller.tenant(), accessPackage, link)
                                        .map(
                                                secrets ->
                                                        new IssuedLink(
                                                                outcome,
                                                                issued(outcome),
                                                                secrets)));
    }

    /** Takes a package back. Its key is destroyed when this completes. */
    Uni<CommandOutcome<AccessPackage, AccessPackageEvent>> revoke(
            Caller caller, String id, Revocation wish, EventMetadata metadata) {
        return visible(caller, id)
                .chain(() -> revocations.revoke(id(id), wish.parsedReason(), metadata));
    }

    private static AccessPackageLinkIssued issued(
            CommandOutcome<AccessPackage, AccessPackageEvent> outcome) {
        return (AccessPackageLinkIssued) outcome.only().event();
    }

    private static UUID id(String id) {
        UUID parsed = Uuids.parse(id);
        if (parsed == null) {
            throw PackageProblem.unknown();
        }
        return parsed;
    }
}
