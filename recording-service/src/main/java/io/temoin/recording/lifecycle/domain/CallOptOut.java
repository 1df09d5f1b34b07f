// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import org.jspecify.annotations.Nullable;

/**
 * Whether the person refused the recording of one call.
 *
 * @param said the first refusal; absent while nobody said so
 */
public record CallOptOut(@Nullable RecordingOptedOut said) {

    static final CallOptOut NONE = new CallOptOut(null);
}
