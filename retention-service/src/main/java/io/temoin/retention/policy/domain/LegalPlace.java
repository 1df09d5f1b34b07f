// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whose law applies to what a controller retains (GDPR art. 3(1)): that of the country in which it
 * is established. What no pack lays down for that country follows the law of the configured one, as
 * everything does while the country is not known, and at last that of France, for which there is a
 * rule for every purpose: how long to keep is never guessed.
 *
 * @param established ISO 3166-1 code of the country; {@code null} if it is not known
 * @param configured the same of the one whose law applies on doubt
 */
public record LegalPlace(@Nullable String established, String configured) {

    private static final String COMPLETE = "FR";

    /** A place whose own law is the first that is asked. */
    public static LegalPlace of(String country) {
        return new LegalPlace(country, country);
    }

    /** The countries whose law may apply: the first counts that lays something down. */
    public List<String> inOrder() {
        return Stream.of(established, configured, COMPLETE)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /**
     * Whether the periods of a country's law bind what a tenant or a controller lays down. Those of
     * a country in which the controller is known not to be are applied for want of a rule, and give
     * way to its own.
     */
    boolean isBoundBy(String country) {
        return established == null || country.equals(established);
    }

    /** How to record that the law of a country is applied; {@code null} if it is simply its own. */
    @Nullable AppliedLaw applied(String country) {
        return country.equals(established) ? null : new AppliedLaw(country, established);
    }
}
