// SPDX-License-Identifier: Apache-2.0
package io.temoin.offenders.two;

import io.temoin.offenders.one.ImpureProof;

/** The other half of a circle. */
public final class Circular {

    private Circular() {}

    /** Names the class that names this one. */
    public static String touch() {
        return ImpureProof.class.getName();
    }
}
