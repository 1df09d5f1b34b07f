// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.SubjectId;
import io.temoin.eventsourcing.TenantId;
import io.temoin.eventsourcing.feed.EventFeed;
import io.temoin.eventsourcing.feed.FeedPosition;
import io.temoin.eventsourcing.shredding.KeyScope;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/** Knows who is erased, and which searches were looked at for that. */
@Singleton
class LateSearchStore {

    /** The tenant is set by the subquery that the lateral one depends on, hence before it. */
    private static final String IS_ERASED =
            """
            select k.destroyed_at
            from (select set_config('temoin.tenant', $1, true) as tenant offset 0) t
            cross join lateral (
              select destroyed_at from shreddable_key
              where tenant = t.tenant and scope = $2 and destroyed_at is not null offset 0
            ) k""";

    private final Pool keys;
    private final EventFeed feed;

    LateSearchStore(@ReactiveDataSource("keys") Pool keys, @ReactiveDataSource("feed") Pool feed) {
        this.keys = keys;
        this.feed = new EventFeed(feed);
    }

    /**
     * Whether the person's key had been destroyed, and that committed, when this was asked. Asks
     * the database of the keys each time, since a process remembers a key for a while that another
     * one has destroyed.
     */
    Uni<Boolean> isErased(TenantId tenant, SubjectId subject) {
        return keys.preparedQuery(IS_ERASED)
                .execute(Tuple.of(tenant.value(), new KeyScope.Subject(subject).name()))
                .map(rows -> rows.size() > 0);
    }

    /** All events up to here were looked at. */
    Uni<Void> lookedAt(FeedPosition upTo) {
        return feed.save(LateSearchJob.READER, upTo);
    }
}
