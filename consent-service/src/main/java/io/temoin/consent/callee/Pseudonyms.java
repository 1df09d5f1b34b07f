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

/**
 * Names people by keyed fingerprints of their numbers (HMAC, a key per tenant): streams, lists and
 * events name nobody else. Any number of threads may ask at once.
 */
@Singleton
public class Pseudonyms {

    private final PhonePseudonyms pseudonyms;

    Pseudonyms(@KeyedFor(KeyPurpose.PSEUDONYMS) Fingerprints fingerprints) {
        this.pseudonyms = new PhonePseudonyms(fingerprints);
    }

    /** The pseudonym of the person behind a number. */
    public SubjectId of(TenantId tenant, PhoneNumber number) {
        return pseudonyms.of(tenant, number);
    }

    /**
     * Writes the same pseudonym as bytes, 16 of them; lists of millions are made of these.
     *
     * @param number in E.164, as ASCII
     */
    public void write(TenantId tenant, byte[] number, byte[] into, int at) {
        pseudonyms.write(tenant, number, into, at);
    }
}
