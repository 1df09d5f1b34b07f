// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import org.jspecify.annotations.Nullable;

/**
 * What was said in one span of a call.
 *
 * @param startMs from the beginning of the recording
 * @param endMs exclusive
 * @param masked whether something that was said is left out
 * @param text absent when all of it is left out
 */
public record TranscriptSegment(
        long startMs, long endMs, SpokenBy channel, boolean masked, @Nullable String text) {

    /** What a system heard; nothing is left out yet. */
    public static TranscriptSegment heard(long startMs, long endMs, SpokenBy channel, String text) {
        return new TranscriptSegment(startMs, endMs, channel, false, text);
    }

    /** The same with other words, under the same rule; what is left out stays so. */
    TranscriptSegment saying(String words) {
        return new TranscriptSegment(startMs, endMs, channel, masked, words).withoutNumbers();
    }

    /** The same without its text. */
    TranscriptSegment blank() {
        return new TranscriptSegment(startMs, endMs, channel, true, null);
    }

    /** The same without the account numbers that stand in its text as digits. */
    TranscriptSegment withoutNumbers() {
        if (text == null) {
            return this;
        }
        String rest = LongNumbers.masked(text);
        return rest.equals(text)
                ? this
                : new TranscriptSegment(startMs, endMs, channel, true, rest);
    }
}
