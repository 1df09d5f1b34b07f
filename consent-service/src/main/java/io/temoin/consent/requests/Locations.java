// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.requests;

import io.temoin.consent.party.domain.PartyId;
import io.temoin.shredding.SubjectId;
import java.net.URI;
import java.util.UUID;

/** Where things of a contact are read. */
public final class Locations {

    private Locations() {}

    /** The stream must be named since it holds the thing. */
    public static URI of(String collection, UUID id, PartyId controller, SubjectId subject) {
        return URI.create(
                "/v1/"
                        + collection
                        + "/"
                        + id
                        + "?controller="
                        + controller.value()
                        + "&subject="
                        + subject.value());
    }
}
