// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold.domain;

import java.time.Instant;

/**
 * What the release of a hold would lead to.
 *
 * @param covered how many items the hold covers
 * @param freed how many of them no other hold covers
 * @param due how many of those would be destroyed by then
 * @param dueBefore until when that is counted: the end of the day, with the night's run
 * @param digest of the hold and the ids of those that would be destroyed (SHA-256, hexadecimal):
 *     whoever releases names it, so that nothing goes that they have not seen
 */
public record ReleasePreview(
        long covered, long freed, long due, Instant dueBefore, String digest) {}
