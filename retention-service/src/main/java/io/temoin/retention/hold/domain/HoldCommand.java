// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold.domain;

import java.time.Instant;
import java.util.UUID;

/** What may be asked of a legal hold. */
public sealed interface HoldCommand {

    /**
     * From now on nothing that the criteria cover is destroyed.
     *
     * @param controller whose items
     * @param covered how many items the criteria cover now
     * @param authority who asks for it: a court, an authority, a department
     * @param reference the file of the case, never a sentence about a person
     * @param by who places it
     * @param organisation that this person works for
     */
    record PlaceHold(
            UUID hold,
            String controller,
            HoldCriteria criteria,
            long covered,
            HoldGround ground,
            String authority,
            String reference,
            String by,
            String organisation,
            Instant now)
            implements HoldCommand {}

    /**
     * A person who has seen the preview asks for the release.
     *
     * @param by who
     * @param organisation that this person works for
     * @param seen digest of the preview that this person saw
     * @param preview as it is now
     */
    record ProposeRelease(
            String by,
            String organisation,
            ReleaseGround ground,
            String reference,
            String seen,
            ReleasePreview preview,
            Instant now)
            implements HoldCommand {}

    /**
     * The proposal is taken back, or turned down.
     *
     * @param by who
     */
    record CancelRelease(String by, Instant now) implements HoldCommand {}

    /**
     * Another person, who has seen the preview as well, releases it.
     *
     * @param by who
     * @param organisation that this person works for
     * @param seen digest of the preview that this person saw
     * @param preview as it is now
     */
    record ReleaseHold(
            String by, String organisation, String seen, ReleasePreview preview, Instant now)
            implements HoldCommand {}
}
