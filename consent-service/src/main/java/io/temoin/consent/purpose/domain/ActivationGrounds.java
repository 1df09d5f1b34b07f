// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose.domain;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a controller shows before a purpose starts. References to documents kept elsewhere.
 *
 * @param balancingTest of a legitimate interest (GDPR art. 6(1)(f))
 * @param impactAssessment where the purpose needs one (GDPR art. 35)
 * @param article9 the exception for special categories, such as {@code 9(2)(h)}
 * @param notice the notice by which people are told, for a purpose on consent (GDPR art. 7, 13)
 */
public record ActivationGrounds(
        @Nullable String balancingTest,
        @Nullable ImpactAssessment impactAssessment,
        @Nullable String article9,
        @Nullable String notice) {

    /**
     * A data protection impact assessment.
     *
     * @param validatedOn when the controller validated it
     */
    public record ImpactAssessment(String reference, LocalDate validatedOn) {}
}
