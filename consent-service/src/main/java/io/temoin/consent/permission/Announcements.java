// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import io.temoin.consent.recording.RecordingLaw;
import io.temoin.consent.rules.RulePacks;
import io.temoin.consent.rules.domain.RulePack.Announcement;
import jakarta.inject.Singleton;

/** Every announcement a decision can name, kept for as long as decisions are. */
@Singleton
public class Announcements {

    private final RulePacks rules;
    private final RecordingLaw recordingLaw;

    Announcements(RulePacks rules, RecordingLaw recordingLaw) {
        this.rules = rules;
        this.recordingLaw = recordingLaw;
    }

    /** That announcement: of a duty to record, or of the call's own rules. */
    public Announcement of(String id) {
        Announcement ordered = recordingLaw.announcement(id);
        return ordered == null ? rules.announcement(id) : ordered;
    }
}
