// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the services did for a request.
 *
 * @param completed the result of each service that is done
 * @param rectified what was put right, each item once
 * @param rectifiedAt when the last of it was; absent if nothing was put right
 */
public record Tasks(
        Map<OwnerService, TaskResult> completed,
        List<RectifiedItem> rectified,
        @Nullable Instant rectifiedAt) {

    static final Tasks NONE = new Tasks(Map.of(), List.of(), null);

    public Tasks {
        completed = Map.copyOf(completed);
        rectified = List.copyOf(rectified);
    }

    Tasks with(OwnerService service, TaskResult result) {
        Map<OwnerService, TaskResult> all = new HashMap<>(completed);
        all.put(service, result);
        return new Tasks(all, rectified, rectifiedAt);
    }

    Tasks with(RectifiedItem item, Instant at) {
        List<RectifiedItem> all = new ArrayList<>(rectified);
        all.add(item);
        return new Tasks(
                completed, all, rectifiedAt == null || rectifiedAt.isBefore(at) ? at : rectifiedAt);
    }
}
