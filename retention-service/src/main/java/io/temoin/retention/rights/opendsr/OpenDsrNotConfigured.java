// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import io.temoin.chassis.requests.ThrowableProblem;

/** The operator has set no domain, key and certificate for OpenDSR. */
final class OpenDsrNotConfigured extends ThrowableProblem {

    private static final long serialVersionUID = 1L;

    OpenDsrNotConfigured() {
        super(
                "opendsr-not-configured",
                501,
                "This installation takes in no requests by OpenDSR: the operator has to set its"
                        + " domain, key and certificate.");
    }
}
