// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a retained recording is about; every event repeats it, so that whoever reads one event can
 * link it to the call.
 *
 * @param recording the recording
 * @param controller the legal entity on whose behalf the call was made
 * @param subject pseudonym of the data subject
 * @param decision the call decision that allowed the recording
 * @param consent the consent the decision rests on, if it rests on one
 */
public record CallReference(
        UUID recording, String controller, String subject, UUID decision, @Nullable UUID consent) {}
