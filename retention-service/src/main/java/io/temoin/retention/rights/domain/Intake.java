// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a request came in.
 *
 * @param receivedBy the party that received it
 * @param takenInBy pseudonym of the actor who recorded it; absent when the person did so
 * @param mandate reference of what entitles a representative
 * @param receivedAt when it was received; an oral request, when it was said
 */
public record Intake(
        Way way,
        String receivedBy,
        @Nullable String takenInBy,
        @Nullable String mandate,
        Instant receivedAt) {

    /** By which way. */
    public enum Way {
        /** The person, with a link. */
        SELF_SERVICE,
        /** Said on the phone. */
        ORAL,
        /** On paper or by e-mail. */
        LETTER,
        /** Somebody on the person's behalf. */
        REPRESENTATIVE,
        /** The controller passed it on. */
        CONTROLLER,
        /** A system of the controller, or of a processor of it, passed it on by OpenDSR. */
        OPENDSR
    }
}
