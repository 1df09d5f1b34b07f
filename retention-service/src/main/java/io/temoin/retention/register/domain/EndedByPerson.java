// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register.domain;

import java.time.Instant;
import java.util.List;

/**
 * Purposes that a person ended with a controller: they withdrew their consent (GDPR art. 7(3)), or
 * objected (art. 21(2)). Nobody reviews what was kept for these alone.
 *
 * @param purposes codes
 * @param statedAt when the person said so; what begins later is new
 */
public record EndedByPerson(
        String controller, String subject, List<String> purposes, Instant statedAt) {

    public EndedByPerson {
        purposes = List.copyOf(purposes);
    }
}
