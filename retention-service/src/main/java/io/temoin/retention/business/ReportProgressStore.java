// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.business;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.feed.EventFeed;
import io.temoin.eventsourcing.feed.FeedPosition;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;

/** How far reports were brought to everything that they concern. */
@Singleton
class ReportProgressStore {

    private final EventFeed feed;

    ReportProgressStore(@ReactiveDataSource("feed") Pool pool) {
        this.feed = new EventFeed(pool);
    }

    /** All reports up to here were. */
    Uni<Void> reached(FeedPosition upTo) {
        return feed.save(BusinessReportJob.READER, upTo);
    }
}
