// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.ropa;

import java.util.List;
import java.util.Map;

/** What a controller declares of its purposes. */
final class DeclaredPurposes {

    private DeclaredPurposes() {}

    static Map<String, Object> complaint() {
        return Map.of(
                "legalBasis",
                "CONTRACT",
                "keepFor",
                "P3Y",
                "keepingReference",
                "C. consom. L612-1",
                "recipients",
                List.of("MEDIATOR"),
                "transfers",
                List.of(Map.of("country", "MA", "safeguard", "STANDARD_CLAUSES")));
    }

    static Map<String, Object> training() {
        return Map.of(
                "legalBasis",
                "LEGITIMATE_INTEREST",
                "keepFor",
                "P2M",
                "sampling",
                Map.of("percent", 5));
    }
}
