// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

import io.temoin.consent.permission.domain.ConsentField;
import io.temoin.consent.permission.domain.RectifiedConsent;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * That something of a consent was put right. Not under which request: that somebody used a right is
 * nobody's business.
 */
@Schema(
        name = "ConsentRectification",
        requiredProperties = {"fields", "at"})
public record ConsentRectificationAnswer(List<ConsentField> fields, Instant at) {

    /** Each time, the oldest first; {@code null} if there was none. */
    public static @Nullable List<ConsentRectificationAnswer> of(RectifiedConsent consent) {
        return consent.rectifications().isEmpty()
                ? null
                : consent.rectifications().stream()
                        .map(one -> new ConsentRectificationAnswer(one.fields(), one.at()))
                        .toList();
    }
}
