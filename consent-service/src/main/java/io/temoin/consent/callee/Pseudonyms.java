// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.callee;

import io.temoin.chassis.KeyedFor;
import io.temoin.phonenumbers.PhonePseudonyms;
import io.temoin.phonenumbers.domain.PhoneNumber;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.Fingerprints;
import io.temoin.shredding.keys.KeyPurpose;
import jakarta.inject.Singleton;
import java.util.UUID;

/**
 * Names people by keyed fingerprints of their numbers (HMAC, a key per tenant): streams, lists and
 * events name nobody else. Any number of threads may ask at once.
 */
@Singleton
public class Pseudonyms {

    private final Fingerprints fingerprints;
    private final PhonePseudonyms pseudonyms;

    Pseudonyms(@KeyedFor(KeyPurpose.PSEUDONYMS) Fingerprints fingerprints) {
        this.fingerprints = fingerprints;
        this.pseudonyms = new PhonePseudonyms(fingerprints);
    }

    /** The pseudonym of the person behind a number. */
    public SubjectId of(TenantId tenant, PhoneNumber number) {
        return pseudonyms.of(tenant, number);
    }

    /**
     * Whose key the number in a consent is sealed under: the consent's own, so that it can be
     * disposed of without taking the person's other consents with it. The time in the id does not
     * count: a request that is repeated later makes no second key.
     */
    public SubjectId ofConsent(TenantId tenant, UUID consent) {
        UUID timeless =
                new UUID(
                        consent.getMostSignificantBits() & 0xffffL,
                        consent.getLeastSignificantBits());
        return fingerprints.subject(tenant, "consent", timeless.toString());
    }

    /**
     * Writes the pseudonym of a person as bytes, 16 of them; lists of millions are made of these.
     *
     * @param number in E.164, as ASCII
     */
    public void write(TenantId tenant, byte[] number, byte[] into, int at) {
        pseudonyms.write(tenant, number, into, at);
    }
}
