// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

/**
 * A span of a call of which nothing may be kept: a pause while card data was given (PCI DSS 3.3.1).
 * In milliseconds from the beginning of the recording.
 *
 * @param endMs exclusive
 */
public record TranscriptGap(long startMs, long endMs) {

    boolean touches(long fromMs, long toMs) {
        return startMs < toMs && fromMs < endMs;
    }
}
