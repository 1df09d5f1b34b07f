// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report;

import io.temoin.chassis.KeyedFor;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.Fingerprints;
import io.temoin.shredding.keys.KeyPurpose;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Names contracts and claims by keyed fingerprints of their references: a reference may name a
 * person, and is in no event, row or log. Two controllers with the same reference have different
 * contracts, and a claim is not named like a contract.
 */
@Singleton
public class ContractReferences {

    private static final int BYTES = 16;

    private final Fingerprints fingerprints;

    ContractReferences(@KeyedFor(KeyPurpose.COMMANDS) Fingerprints fingerprints) {
        this.fingerprints = fingerprints;
    }

    /** The fingerprint of a controller's reference of a contract. */
    public String of(TenantId tenant, String controller, String reference) {
        return fingerprint(tenant, "contract/" + controller, reference);
    }

    /** The fingerprint of a controller's reference of a claim. */
    public String ofClaim(TenantId tenant, String controller, String reference) {
        return fingerprint(tenant, "claim/" + controller, reference);
    }

    private String fingerprint(TenantId tenant, String use, String reference) {
        byte[] mac =
                fingerprints.of(tenant, use, reference.strip().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(Arrays.copyOf(mac, BYTES));
    }
}
