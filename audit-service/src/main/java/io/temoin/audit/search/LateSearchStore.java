// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.feed.EventFeed;
import io.temoin.eventsourcing.feed.FeedPosition;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;

/** How far saved searches were looked at for persons who are erased. */
@Singleton
class LateSearchStore {

    private final EventFeed feed;

    LateSearchStore(@ReactiveDataSource("feed") Pool pool) {
        this.feed = new EventFeed(pool);
    }

    /** All events up to here were looked at. */
    Uni<Void> lookedAt(FeedPosition upTo) {
        return feed.save(LateSearchReader.READER, upTo);
    }
}
