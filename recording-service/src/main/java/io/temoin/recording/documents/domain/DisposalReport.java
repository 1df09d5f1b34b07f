// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import org.jspecify.annotations.Nullable;

/**
 * Whether an order was answered.
 *
 * @param said the answer; absent until there is one
 */
public record DisposalReport(@Nullable ItemsDisposed said) {

    static final DisposalReport NONE = new DisposalReport(null);
}
