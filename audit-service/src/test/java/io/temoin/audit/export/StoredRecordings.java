// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import io.temoin.audit.Published;
import io.temoin.audit.Space;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** What the exports of these tests hold: recordings that were stored, each of its own stream. */
final class StoredRecordings {

    private StoredRecordings() {}

    static List<Published> of(Space space, int number) {
        return IntStream.range(0, number)
                .mapToObj(
                        _ ->
                                space.here(
                                        Published.event(
                                                "io.temoin.recording.RecordingStored.v1",
                                                "recording-" + UUID.randomUUID(),
                                                "{}")))
                .toList();
    }
}
