// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose.domain;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every purpose there is. A version is never changed; a declaration says from which it was made.
 *
 * @param knownSince from when on this version could be known
 */
public record PurposeCatalogue(String version, Instant knownSince, List<PurposeTemplate> purposes) {

    /** Nothing may be missing, and nothing be there twice: data comes from files. */
    public PurposeCatalogue {
        requireNonNull(version, "version");
        requireNonNull(knownSince, "knownSince");
        purposes = List.copyOf(requireNonNull(purposes, "purposes"));
        Set<String> words = new HashSet<>();
        for (PurposeTemplate purpose : purposes) {
            if (!words.add(purpose.code().word())) {
                throw new IllegalArgumentException("there are two purposes " + purpose.code());
            }
        }
    }

    /** That purpose; {@code null} when there is none. */
    public @Nullable PurposeTemplate find(PurposeCode code) {
        return purposes.stream()
                .filter(purpose -> purpose.code().equals(code))
                .findFirst()
                .orElse(null);
    }
}
