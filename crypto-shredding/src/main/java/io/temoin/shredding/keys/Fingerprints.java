// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed fingerprints: equal values have equal fingerprints within one tenant, and nobody without
 * the key can tell a value from one. HMAC-SHA-256, truncated to 128 bits for pseudonyms.
 */
public final class Fingerprints {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int PSEUDONYM_BYTES = 16;

    private final ThreadLocal<Mac> macs;

    public Fingerprints(byte[] key) {
        byte[] copy = key.clone();
        this.macs = ThreadLocal.withInitial(() -> mac(copy));
    }

    /**
     * @param key asked for when the first fingerprint is taken
     */
    Fingerprints(Supplier<byte[]> key) {
        this.macs = ThreadLocal.withInitial(() -> mac(key.get()));
    }

    /**
     * Pseudonym of the data subject behind an identifier.
     *
     * @param kind what the identifier is, for instance {@code phone}
     * @param normalised the identifier in its one canonical form, for instance E.164
     */
    public SubjectId subject(TenantId tenant, String kind, String normalised) {
        byte[] mac = of(tenant, "subject/" + kind, normalised.getBytes(StandardCharsets.UTF_8));
        return new SubjectId(HexFormat.of().formatHex(Arrays.copyOf(mac, PSEUDONYM_BYTES)));
    }

    /** Full fingerprint of {@code value} for one use. */
    public byte[] of(TenantId tenant, String use, byte[] value) {
        Mac mac = macs.get();
        mac.update(tenant.value().getBytes(StandardCharsets.UTF_8));
        mac.update((byte) 0);
        mac.update(use.getBytes(StandardCharsets.UTF_8));
        mac.update((byte) 0);
        return mac.doFinal(value);
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, failure);
        }
    }
}
