// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import java.util.UUID;

/** Id of a recording, chosen by the recorder so that a repeated upload is the same request. */
public record RecordingId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
