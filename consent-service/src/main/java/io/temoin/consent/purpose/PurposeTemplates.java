// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose;

import io.temoin.consent.purpose.domain.PurposeCatalogue;
import io.temoin.consent.purpose.domain.PurposeCode;
import io.temoin.consent.purpose.domain.PurposeProblem;
import io.temoin.consent.purpose.domain.PurposeTemplate;
import io.temoin.consent.rules.RuleFiles;
import io.temoin.eventsourcing.Rejected;
import jakarta.inject.Singleton;
import java.util.List;

/** The catalogue of purposes, read once at start; a file that is none stops it. */
@Singleton
class PurposeTemplates {

    /** In the order they were written; the last one is for new declarations. */
    private static final List<String> FILES = List.of("/purposes/catalogue-2026.1.yaml");

    private final List<PurposeCatalogue> versions =
            FILES.stream().map(file -> RuleFiles.read(file, PurposeCatalogue.class)).toList();

    /** The latest version. */
    PurposeCatalogue latest() {
        return versions.getLast();
    }

    /**
     * A purpose of the latest version.
     *
     * @throws Rejected when there is none of that name
     */
    PurposeTemplate find(PurposeCode code) {
        PurposeTemplate template = latest().find(code);
        if (template == null) {
            throw Rejected.at(
                    "/purpose",
                    PurposeProblem.PURPOSE_NOT_IN_CATALOGUE,
                    "The catalogue does not contain this purpose; see /v1/purpose-templates.");
        }
        return template;
    }
}
