// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * UUIDs as clients write them: all 36 characters (RFC 9562 §4). {@link UUID#fromString} also takes
 * shorter groups and fills them up, which makes ids of phone numbers.
 */
public final class Uuids {

    private static final Pattern CANONICAL =
            Pattern.compile("[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}");

    private Uuids() {}

    /** The UUID that {@code text} is, or {@code null}. */
    public static @Nullable UUID parse(@Nullable String text) {
        return text != null && CANONICAL.matcher(text).matches() ? UUID.fromString(text) : null;
    }
}
