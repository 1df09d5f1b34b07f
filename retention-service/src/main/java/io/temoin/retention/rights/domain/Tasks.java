// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the services did for a request.
 *
 * @param completed the result of each service that is done
 * @param rectified what was put right, each item once
 */
public record Tasks(Map<OwnerService, TaskResult> completed, List<RectifiedItem> rectified) {

    static final Tasks NONE = new Tasks(Map.of(), List.of());

    public Tasks {
        completed = Map.copyOf(completed);
        rectified = List.copyOf(rectified);
    }

    Tasks with(OwnerService service, TaskResult result) {
        Map<OwnerService, TaskResult> all = new HashMap<>(completed);
        all.put(service, result);
        return new Tasks(all, rectified);
    }

    Tasks with(RectifiedItem item) {
        List<RectifiedItem> all = new ArrayList<>(rectified);
        all.add(item);
        return new Tasks(completed, all);
    }
}
