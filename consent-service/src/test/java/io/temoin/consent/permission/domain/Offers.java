// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;

/** Consents about one object, and calls that say what they offer. */
public final class Offers {

    private Offers() {}

    /** {@link Examples#given()} about one object. */
    public static ConsentGiven givenAbout(String object) {
        ConsentGiven given = Examples.given();
        ConsentParticulars more = Examples.PARTICULARS;
        return GivenConsents.with(
                given,
                given.proof(),
                new ConsentParticulars(
                        more.jurisdiction(),
                        more.language(),
                        more.wordingHash(),
                        more.notice(),
                        more.call(),
                        more.audio(),
                        more.agent(),
                        more.collectionPoint(),
                        more.tied(),
                        more.preTicked(),
                        more.age(),
                        more.withdrawalChannels(),
                        more.privacyRightsUrl(),
                        more.storageLocations(),
                        object));
    }

    /** The same question, of who says what would be offered. */
    public static DecideCall offering(DecideCall call, String offer) {
        StatedCall stated = call.circumstances().stated();
        return Questions.stating(
                call,
                new StatedCall(
                        stated.sector(),
                        stated.callerId(),
                        new CallGrounds(offer, null, null),
                        stated.namedConsent(),
                        stated.brand()));
    }
}
