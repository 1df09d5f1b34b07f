// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names of the fields that an entry can have. A new field needs a name here before the first
 * entry with it is written: of a field that is not shown, no other name is believed.
 */
public final class EvidenceFields {

    /** All of them. */
    public static final Set<String> NAMES =
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

    /** Those that a bundle need not show: all but the two that mark an entry as reported. */
    public static final Set<String> WITHHOLDABLE =
            NAMES.stream()
                    .filter(name -> !name.equals(Reported.SERVICE) && !name.equals(Reported.FIELD))
                    .collect(Collectors.toUnmodifiableSet());

    private EvidenceFields() {}
}
