// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

/** The identity provider was asked about a token and gave no answer. */
final class IdentityProviderUnavailable extends RuntimeException {

    IdentityProviderUnavailable(Throwable cause) {
        super("the identity provider did not respond", cause);
    }
}
