// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.KeyedFor;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.KeyPurpose;
import io.temoin.shredding.keys.SignedTexts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opaque page cursors, sealed: a caller can hand one back, and neither make one up nor read it.
 * Some say how much of everybody's there is, of whom the caller is one.
 */
@ApplicationScoped
public class Cursors {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;
    private static final String SEPARATOR = "\u001f";

    private final SignedTexts texts;

    Cursors(@KeyedFor(KeyPurpose.CURSORS) SignedTexts texts) {
        this.texts = texts;
    }

    /** A cursor for the place after the row with these sort keys. */
    public String encode(TenantId tenant, String list, List<String> keys) {
        return texts.seal(use(tenant, list), String.join(SEPARATOR, keys));
    }

    /** The sort keys in a cursor of this list, a query parameter; empty for no cursor. */
    public List<String> decode(TenantId tenant, String list, @Nullable String cursor) {
        return decode(tenant, list, cursor, "cursor");
    }

    /**
     * The same of a cursor that is elsewhere in the request.
     *
     * @param pointer where, as a refusal says
     */
    public List<String> decode(
            TenantId tenant, String list, @Nullable String cursor, String pointer) {
        if (cursor == null || cursor.isEmpty()) {
            return List.of();
        }
        return texts.unseal(use(tenant, list), cursor)
                .map(text -> List.of(text.split(SEPARATOR, -1)))
                .orElseThrow(
                        () ->
                                ChassisProblem.CURSOR_INVALID.at(
                                        pointer, "The cursor was not issued by this list."));
    }

    /** The number of items to give; refuses what is out of range. */
    public static int limit(@Nullable Integer asked) {
        if (asked == null) {
            return DEFAULT_LIMIT;
        }
        if (asked < 1 || asked > MAX_LIMIT) {
            throw ChassisProblem.REQUEST_INVALID.at("limit", "limit must be between 1 and 200.");
        }
        return asked;
    }

    private static String use(TenantId tenant, String list) {
        return tenant.value() + "/" + list;
    }
}
