// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.util.List;
import java.util.Locale;

/** The four services of the suite. */
enum ServiceName {
    CONSENT(
            "consent-dispositions",
            "consent-erasures",
            "consent-own-recordings",
            "consent-own-retention",
            "consent-package-parts",
            "consent-restrictions"),
    RECORDING(
            "recording",
            "recording-restrictions",
            "recording-subject-acts",
            "recording-agreements",
            "recording-package-parts"),
    RETENTION(
            "retention",
            "retention-agreements",
            "retention-business",
            "retention-controllers",
            "retention-erasures",
            "retention-package-parts",
            "retention-part-answers",
            "retention-proofs",
            "retention-register",
            "retention-requests"),
    AUDIT(
            "audit",
            "audit-agreements",
            "audit-dispositions",
            "audit-erasures",
            "audit-package-parts");

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> consumerGroups;

    ServiceName(String... consumerGroups) {
        this.consumerGroups = List.of(consumerGroups);
    }

    /** Its short name, after which its databases, roles and topics are called. */
    String shortName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The roles that are connected to its events while it runs. */
    List<String> rolesThatServe() {
        return List.of(shortName() + "_app", shortName() + "_feed");
    }

    /** The topic that it publishes its events on. */
    String topic() {
        return shortName() + ".events";
    }

    /** In which groups it reads what others publish; of other groups it is not known whose. */
    List<String> consumerGroups() {
        return consumerGroups;
    }
}
