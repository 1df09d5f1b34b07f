// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.temoin.consent.notice.domain.AnnouncementTexts;
import io.temoin.consent.notice.domain.ControllerNotices;
import io.temoin.consent.notice.domain.NoticeVersion;
import io.temoin.consent.notice.domain.OwnAnnouncement;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.rules.domain.Announcement;
import io.temoin.shredding.TenantId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What controllers have their calls announced with. Asked before every decision, so what is known
 * of a controller, also that it has none, is remembered for a second at most, in each process: that
 * late a retired announcement can still be decided. What this process writes it forgets at once.
 *
 * <p>Any number of threads may ask at once; values are remembered, never a read under way.
 */
@Singleton
public class Notices {

    private static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final long CONTROLLERS = 10_000;

    private record Key(TenantId tenant, PartyId controller) {}

    private final NoticeStream stream;
    private final Cache<Key, ControllerNotices> known =
            Caffeine.newBuilder()
                    .maximumSize(CONTROLLERS)
                    .expireAfterWrite(REMEMBERED)
                    .executor(Runnable::run)
                    .build();

    Notices(NoticeStream stream) {
        this.stream = stream;
    }

    /**
     * The announcements of a controller that could be heard in a call, the fittest languages
     * chosen; none where it has none.
     *
     * @param wish the language the person is to be spoken to in (BCP 47); absent when nobody says
     * @param countries whose languages are next, by ISO 3166-1 code
     */
    public Uni<List<OwnAnnouncement>> announcements(
            TenantId tenant,
            PartyId controller,
            @Nullable String wish,
            List<String> countries,
            Instant at) {
        return load(tenant, controller)
                .map(notices -> AnnouncementTexts.of(notices, controller, wish, countries, at));
    }

    /** The text of an announcement, also of one that is retired; none for an id of no version. */
    public Uni<Optional<Announcement>> text(TenantId tenant, PartyId controller, String id) {
        return load(tenant, controller)
                .map(notices -> find(notices, controller, id))
                .flatMap(
                        found ->
                                found.isPresent()
                                        ? Uni.createFrom().item(found)
                                        : stream.state(tenant, controller)
                                                .map(notices -> find(notices, controller, id)));
    }

    /** Forgets what is remembered of a controller: something of it was written. */
    void forget(TenantId tenant, PartyId controller) {
        known.invalidate(new Key(tenant, controller));
    }

    private Uni<ControllerNotices> load(TenantId tenant, PartyId controller) {
        Key key = new Key(tenant, controller);
        ControllerNotices notices = known.getIfPresent(key);
        return notices != null
                ? Uni.createFrom().item(notices)
                : stream.state(tenant, controller).invoke(read -> known.put(key, read));
    }

    private static Optional<Announcement> find(
            ControllerNotices notices, PartyId controller, String id) {
        return notices.versions().stream()
                .filter(one -> one.announcementId(controller).equals(id))
                .findFirst()
                .map(one -> announcement(one, id));
    }

    private static Announcement announcement(NoticeVersion version, String id) {
        return new Announcement(id, version.content().language(), version.content().text());
    }
}
