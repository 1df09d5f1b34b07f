// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import java.util.List;

/**
 * A call that may be placed, as consent-service decided.
 *
 * @param number whom it goes to
 * @param subject the pseudonym of that person
 * @param receipt the signed decision
 * @param correlation the id that all requests about this call carry
 * @param purposes what it may be recorded for
 * @param announcement what the person hears before anything is recorded
 * @param language of the announcement
 */
record Call(
        String number,
        String subject,
        String decision,
        String consent,
        String receipt,
        String correlation,
        List<String> purposes,
        String announcement,
        String language) {}
