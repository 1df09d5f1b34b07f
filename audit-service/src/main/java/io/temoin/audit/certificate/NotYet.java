// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.certificate;

import io.temoin.chassis.requests.ThrowableProblem;
import java.util.Map;

/** What a certificate needs is on its way: the request is repeated after a while. */
final class NotYet extends ThrowableProblem {

    private static final long serialVersionUID = 1L;
    private static final int CONFLICT = 409;

    private final String seconds;

    private NotYet(String code, String detail, String seconds) {
        super(code, CONFLICT, detail);
        this.seconds = seconds;
    }

    /** The owner of the data still has to destroy it, or to say so. */
    static NotYet confirmed() {
        return new NotYet(
                "disposition-not-confirmed",
                "The destruction has been ordered but not confirmed yet; repeat the request after"
                        + " the time given in Retry-After.",
                "30");
    }

    /** The entry is signed within seconds, and was waited for. */
    static NotYet signed(Throwable proofNotYet) {
        return new NotYet("proof-not-yet", String.valueOf(proofNotYet.getMessage()), "2");
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("Retry-After", seconds);
    }
}
