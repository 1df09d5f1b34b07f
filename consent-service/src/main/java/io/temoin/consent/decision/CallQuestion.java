// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question about one call as it was asked, before anything is looked up.
 *
 * @param decision id of the answer
 * @param agentPlace ISO 3166 code of the place of the agent or the recorder; absent when nobody
 *     said
 * @param language in which the person is to be spoken to (BCP 47); absent when nobody said
 */
record CallQuestion(
        UUID decision,
        ProposedCall call,
        CalledPerson person,
        @Nullable String agentPlace,
        @Nullable String language) {}
