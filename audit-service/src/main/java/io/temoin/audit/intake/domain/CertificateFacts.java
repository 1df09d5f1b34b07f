// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import java.util.List;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/**
 * What the trail says of a certificate of erasure that was given: which, and what it was asked for.
 */
final class CertificateFacts {

    /** As many ids as one fact of an entry holds; an entry has room for ten times as many. */
    private static final int IN_ONE_FACT = 20;

    private CertificateFacts() {}

    /** {@code certificate=<digest>}, and the orders that were named, some in each fact. */
    static Stream<String> of(Facts facts) {
        return Stream.concat(
                facts.texts("certificate.digest").stream().map(digest -> "certificate=" + digest),
                facts.texts("certificate.dispositions").stream()
                        .gather(Gatherers.windowFixed(IN_ONE_FACT))
                        .map(CertificateFacts::together));
    }

    private static String together(List<String> orders) {
        return "dispositions=" + String.join(",", orders);
    }
}
