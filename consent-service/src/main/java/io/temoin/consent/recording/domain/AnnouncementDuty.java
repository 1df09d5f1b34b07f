// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.recording.domain;

/** Whether the law asks for an announcement; Temoin always has one played. */
public enum AnnouncementDuty {
    /** Before anything is recorded. */
    REQUIRED,
    /** Before anything is recorded, and to be heard on the recording itself. */
    REQUIRED_ON_THE_RECORD,
    /** Not ordered. */
    RECOMMENDED
}
