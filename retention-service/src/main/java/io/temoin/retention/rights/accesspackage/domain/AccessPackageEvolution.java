// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.domain;

import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Building;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Built;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Expired;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.LinkUse;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Revoked;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Unrequested;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageCompleted;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageDownloaded;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageExpired;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageIncomplete;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageLinkIssued;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageRequested;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageRevoked;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.PackagePartRequested;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.PackagePartSettled;
import java.util.List;
import java.util.Map;

/** Applies what happened to the state of a package. */
final class AccessPackageEvolution {

    private AccessPackageEvolution() {}

    static AccessPackage evolve(AccessPackage state, AccessPackageEvent event) {
        return switch (event) {
            case AccessPackageRequested requested -> new Building(requested, Map.of());
            case PackagePartRequested _ -> state;
            case PackagePartSettled settled -> settledIn(state, settled);
            case AccessPackageCompleted _ -> builtOf(state, List.of());
            case AccessPackageIncomplete incomplete -> builtOf(state, incomplete.missing());
            case AccessPackageLinkIssued issued ->
                    state instanceof Built built ? built.with(new LinkUse(issued, 0, null)) : state;
            case AccessPackageDownloaded downloaded -> used(state, downloaded);
            case AccessPackageRevoked revoked -> revokedOf(state, revoked);
            case AccessPackageExpired _ -> expiredOf(state);
        };
    }

    private static AccessPackage settledIn(AccessPackage state, PackagePartSettled settled) {
        return switch (state) {
            case Building building -> building.with(settled);
            case Built built -> built.without(settled);
            case Unrequested _ -> state;
            case Revoked _ -> state;
            case Expired _ -> state;
        };
    }

    private static AccessPackage revokedOf(AccessPackage state, AccessPackageRevoked revoked) {
        return switch (state) {
            case Building building ->
                    new Revoked(building.requested(), revoked.reason(), revoked.at(), false);
            case Built built ->
                    new Revoked(built.requested(), revoked.reason(), revoked.at(), false);
            case Unrequested _ -> state;
            case Revoked _ -> state;
            case Expired _ -> state;
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
            return use == null
                    ? state
                    : built.with(new LinkUse(use.issued(), downloaded.number(), downloaded.at()));
        }
        return state;
    }

    private static AccessPackage expiredOf(AccessPackage state) {
        return switch (state) {
            case Building building -> new Expired(building.requested());
            case Built built -> new Expired(built.requested());
            case Revoked revoked ->
                    new Revoked(revoked.requested(), revoked.reason(), revoked.at(), true);
            case Unrequested _ -> state;
            case Expired _ -> state;
        };
    }
}
