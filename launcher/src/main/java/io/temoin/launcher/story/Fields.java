// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of a JSON object in the order they are written, which is how a reader sees them. */
final class Fields {

    private Fields() {}

    static Map<String, Object> of(Object... namesAndValues) {
        var fields = new LinkedHashMap<String, Object>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
