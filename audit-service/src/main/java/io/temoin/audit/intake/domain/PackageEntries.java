// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import io.temoin.audit.intake.domain.AuditEntry.What;
import java.util.List;
import java.util.Optional;

/** What the entries about access packages say was done. */
final class PackageEntries {

    private PackageEntries() {}

    /** Of an event about a package or a part of one; empty for others. */
    static Optional<What> of(PublishedEvent event) {
        Facts facts = event.facts();
        String action =
                switch (event.name()) {
                    case "AccessPackageRequested" -> "ACCESS_PACKAGE_REQUESTED";
                    case "PackagePartRequested" -> "PACKAGE_PART_REQUESTED";
                    case "PackagePartReady" -> "PACKAGE_PART_READY";
                    case "PackagePartFailed" -> "PACKAGE_PART_FAILED";
                    case "PackagePartSettled" -> "PACKAGE_PART_SETTLED";
                    case "AccessPackageCompleted" -> "ACCESS_PACKAGE_COMPLETED";
                    case "AccessPackageIncomplete" -> "ACCESS_PACKAGE_INCOMPLETE";
                    case "AccessPackageLinkIssued" -> "ACCESS_PACKAGE_LINK_ISSUED";
                    case "AccessPackageDownloaded" -> "ACCESS_PACKAGE_DOWNLOADED";
                    case "AccessPackageRevoked" -> "ACCESS_PACKAGE_REVOKED";
                    case "AccessPackageExpired" -> "ACCESS_PACKAGE_EXPIRED";
                    default -> "";
                };
        return action.isEmpty()
                ? Optional.empty()
                : Optional.of(new What(action, Outcome.DONE, because(event.name(), facts)));
    }

    private static List<String> because(String name, Facts facts) {
        return switch (name) {
            case "AccessPackageRequested" -> facts.texts("kind");
            case "PackagePartRequested" -> facts.texts("service");
            case "PackagePartFailed", "PackagePartSettled", "AccessPackageRevoked" ->
                    facts.texts("reason");
            case "AccessPackageIncomplete" -> facts.texts("missing.reason");
            default -> List.of();
        };
    }
}
