// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import java.util.Set;

/** The names of statements that can be withheld, which is every one that an entry can make. */
final class EvidenceFields {

    static final Set<String> NAMES =
            Set.of(
                    "event",
                    "at",
                    "recordedAt",
                    "service",
                    "operation",
                    "channel",
                    "action",
                    "outcome",
                    "because",
                    "actor",
                    "organisation",
                    "role",
                    "workstation",
                    "purposes",
                    "reasonCode",
                    "reasonReference",
                    "controller",
                    "subject",
                    "recording",
                    "decision",
                    "consent",
                    "correlation",
                    "causation",
                    "stream",
                    "sequence",
                    "reportedBy");

    private EvidenceFields() {}
}
