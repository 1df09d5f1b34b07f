// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

/** What several operations say alike in the OpenAPI document. */
final class SelfServiceTexts {

    static final String SCHEME = "selfServiceToken";
    static final String LINK = "The token of a self-service link; without one, sign in.";
    static final String CONTROLLER =
            "The controller concerned, for signed-in users. A link already names its controller: a"
                    + " different value here is refused (400 request-invalid).";

    private SelfServiceTexts() {}
}
