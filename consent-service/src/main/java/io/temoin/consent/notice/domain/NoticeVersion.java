// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice.domain;

import io.temoin.consent.notice.domain.NoticeEvent.NoticeDrafted;
import io.temoin.consent.notice.domain.NoticeEvent.NoticePublished;
import io.temoin.consent.notice.domain.NoticeEvent.NoticeRetired;
import io.temoin.consent.party.domain.PartyId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of a notice; its content is never changed.
 *
 * @param number counts the versions of the notice, whatever their language and channel
 * @param hash of the content
 * @param validFrom from when on people are told by it; absent of a draft
 * @param retiredAt when it ended, or was given up; absent before
 */
public record NoticeVersion(
        NoticeCode notice,
        int number,
        NoticeContent content,
        String hash,
        @Nullable Instant validFrom,
        @Nullable Instant retiredAt) {

    /** The states of a version. */
    public enum State {
        DRAFT,
        PUBLISHED,
        RETIRED
    }

    /** The state it is in. */
    public State state() {
        if (retiredAt != null) {
            return State.RETIRED;
        }
        return validFrom == null ? State.DRAFT : State.PUBLISHED;
    }

    /**
     * Its id as an announcement: of this text for ever, and none that a law has, since the ids of
     * laws do not begin with a party's id and a dot.
     */
    public String announcementId(PartyId controller) {
        return prefix(controller) + notice + "." + number + "." + content.language();
    }

    /** Whether an announcement is one of that controller. */
    public static boolean isOf(PartyId controller, String announcement) {
        return announcement.startsWith(prefix(controller));
    }

    private static String prefix(PartyId controller) {
        return controller.value() + ".";
    }

    /** As it stood after one of the events of its own, whatever happened since. */
    public NoticeVersion asOf(NoticeEvent event) {
        return switch (event) {
            case NoticeDrafted _ -> new NoticeVersion(notice, number, content, hash, null, null);
            case NoticePublished published -> published(published.validFrom());
            case NoticeRetired retired -> retired(retired.at());
        };
    }

    private NoticeVersion published(Instant from) {
        return new NoticeVersion(notice, number, content, hash, from, null);
    }

    private NoticeVersion retired(Instant at) {
        return new NoticeVersion(notice, number, content, hash, validFrom, at);
    }

    boolean isPublishedBy(Instant moment) {
        return state() == State.PUBLISHED && validFrom != null && !validFrom.isAfter(moment);
    }
}
