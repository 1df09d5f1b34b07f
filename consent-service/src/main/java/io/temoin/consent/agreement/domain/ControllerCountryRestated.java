// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import io.temoin.consent.party.domain.PartyId;
import java.time.Instant;

/**
 * What the records said of the country of a controller is said once more, for services that did not
 * read it then.
 *
 * @param country ISO 3166-1 alpha-2
 * @param saidAt when the records said so first
 * @param amended whether an amendment said so, which counts from the next day on only
 */
public record ControllerCountryRestated(
        PartyId party, String country, Instant saidAt, boolean amended, Instant at) {}
