// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.temoin.chassis.ChassisProblem;
import io.temoin.eventsourcing.TenantId;
import io.temoin.eventsourcing.shredding.Fingerprints;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opaque page cursors, signed: a caller can hand one back, not make one up. */
@ApplicationScoped
public class Cursors {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;
    private static final int MAC_BYTES = 16;
    private static final String SEPARATOR = "\u001f";

    private final Fingerprints fingerprints;

    Cursors(Fingerprints fingerprints) {
        this.fingerprints = fingerprints;
    }

    /** A cursor for the place after the row with these sort keys. */
    public String encode(TenantId tenant, String list, List<String> keys) {
        byte[] text = String.join(SEPARATOR, keys).getBytes(StandardCharsets.UTF_8);
        byte[] signed = Arrays.copyOf(mac(tenant, list, text), MAC_BYTES + text.length);
        System.arraycopy(text, 0, signed, MAC_BYTES, text.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    }

    /** The sort keys in a cursor of this list; empty for no cursor. */
    public List<String> decode(TenantId tenant, String list, @Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return List.of();
        }
        try {
            byte[] signed = Base64.getUrlDecoder().decode(cursor);
            if (signed.length > MAC_BYTES) {
                byte[] text = Arrays.copyOfRange(signed, MAC_BYTES, signed.length);
                byte[] mac = Arrays.copyOf(signed, MAC_BYTES);
                byte[] expected = Arrays.copyOf(mac(tenant, list, text), MAC_BYTES);
                if (MessageDigest.isEqual(mac, expected)) {
                    return List.of(new String(text, StandardCharsets.UTF_8).split(SEPARATOR, -1));
                }
            }
        } catch (IllegalArgumentException _) {
            throw invalid(); // not Base64: not one of ours
        }
        throw invalid();
    }

    /** The number of items to give; refuses what is out of range. */
    public static int limit(@Nullable Integer asked) {
        if (asked == null) {
            return DEFAULT_LIMIT;
        }
        if (asked < 1 || asked > MAX_LIMIT) {
            throw ChassisProblem.REQUEST_INVALID.at("limit", "limit is between 1 and 200.");
        }
        return asked;
    }

    private byte[] mac(TenantId tenant, String list, byte[] text) {
        return fingerprints.of(tenant, "cursor/" + list, text);
    }

    private static RuntimeException invalid() {
        return ChassisProblem.CURSOR_INVALID.at(
                "cursor", "The cursor is not one that this list gave out.");
    }
}
