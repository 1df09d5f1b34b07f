// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice.domain;

import io.temoin.consent.notice.domain.NoticeEvent.NoticeDrafted;
import io.temoin.consent.notice.domain.NoticeEvent.NoticePublished;
import io.temoin.consent.notice.domain.NoticeEvent.NoticeRetired;
import io.temoin.consent.notice.domain.NoticeVersion.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every version of every notice of one controller. None is ever left out: who was told by one can
 * be shown its text for ever.
 *
 * @param versions in the order in which they were written
 */
public record ControllerNotices(List<NoticeVersion> versions) {

    /** None yet. */
    public static final ControllerNotices NONE = new ControllerNotices(List.of());

    private static final Comparator<NoticeVersion> LATEST =
            Comparator.comparing((NoticeVersion one) -> Objects.requireNonNull(one.validFrom()))
                    .thenComparingInt(NoticeVersion::number);

    public ControllerNotices {
        versions = List.copyOf(versions);
    }

    /** That version. */
    public Optional<NoticeVersion> find(NoticeCode notice, int version) {
        return versions.stream()
                .filter(one -> one.notice().equals(notice) && one.number() == version)
                .findFirst();
    }

    /** What people are told by at a moment, in the order in which it was written. */
    public List<NoticeVersion> activeAt(Instant moment) {
        return versions.stream()
                .filter(one -> one.isPublishedBy(moment))
                .filter(one -> latestLike(one, moment).filter(one::equals).isPresent())
                .toList();
    }

    private Optional<NoticeVersion> latestLike(NoticeVersion one, Instant moment) {
        return alike(one).filter(other -> other.isPublishedBy(moment)).max(LATEST);
    }

    /** The versions of the same notice in the same language, channel and layer. */
    private Stream<NoticeVersion> alike(NoticeVersion one) {
        return ofNotice(one.notice()).filter(other -> other.content().isAlike(one.content()));
    }

    private Stream<NoticeVersion> ofNotice(NoticeCode notice) {
        return versions.stream().filter(one -> one.notice().equals(notice));
    }

    int nextNumber(NoticeCode notice) {
        return (int) ofNotice(notice).count() + 1;
    }

    /** The full version that a first layer leads to at a moment. */
    Optional<NoticeVersion> rest(NoticeVersion first, Instant moment) {
        return activeAt(moment).stream().filter(full -> leads(first, full)).findFirst();
    }

    /** First layers that are published, now or for later, and lead to a version like this one. */
    List<NoticeVersion> leadingTo(NoticeVersion full) {
        return ofNotice(full.notice())
                .filter(first -> first.state() == State.PUBLISHED)
                .filter(first -> leads(first, full))
                .toList();
    }

    private static boolean leads(NoticeVersion first, NoticeVersion full) {
        DetailedBy rest = first.content().detailedBy();
        return rest != null
                && full.content().layer() == NoticeLayer.FULL
                && full.content().channel() == rest.channel()
                && full.notice().equals(first.notice())
                && full.content().language().equalsIgnoreCase(first.content().language());
    }

    /** The state after one more event. */
    static ControllerNotices evolve(ControllerNotices state, NoticeEvent event) {
        return switch (event) {
            case NoticeDrafted drafted -> state.with(drafted);
            case NoticePublished _, NoticeRetired _ -> state.changed(event);
        };
    }

    private ControllerNotices with(NoticeDrafted drafted) {
        NoticeVersion version =
                new NoticeVersion(
                        drafted.notice(),
                        drafted.version(),
                        drafted.content(),
                        drafted.hash(),
                        null,
                        null);
        return new ControllerNotices(Stream.concat(versions.stream(), Stream.of(version)).toList());
    }

    private ControllerNotices changed(NoticeEvent event) {
        return new ControllerNotices(
                versions.stream().map(one -> isAbout(event, one) ? one.asOf(event) : one).toList());
    }

    private static boolean isAbout(NoticeEvent event, NoticeVersion one) {
        return one.notice().equals(event.notice()) && one.number() == event.version();
    }
}
