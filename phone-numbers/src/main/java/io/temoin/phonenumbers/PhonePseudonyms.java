// SPDX-License-Identifier: Apache-2.0
package io.temoin.phonenumbers;

import io.temoin.phonenumbers.domain.PhoneNumber;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.Fingerprints;

/**
 * Names people by keyed fingerprints of their numbers: streams, lists and events name nobody else.
 * The same key gives the same pseudonym in every service, another tenant another one. Safe for
 * concurrent use.
 */
public final class PhonePseudonyms {

    private static final String KIND = "phone";
    private static final String USE = "subject/" + KIND;
    private static final int WIDTH = 16;

    private final Fingerprints fingerprints;

    /** Pseudonyms under the key of these fingerprints. */
    public PhonePseudonyms(Fingerprints fingerprints) {
        this.fingerprints = fingerprints;
    }

    /** The pseudonym of the person behind a number. */
    public SubjectId of(TenantId tenant, PhoneNumber number) {
        return fingerprints.subject(tenant, KIND, number.value());
    }

    /**
     * Writes the same pseudonym as bytes, 16 of them; lists of millions are made of these.
     *
     * @param number in E.164, as ASCII
     */
    public void write(TenantId tenant, byte[] number, byte[] into, int at) {
        System.arraycopy(fingerprints.of(tenant, USE, number), 0, into, at, WIDTH);
    }
}
