// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.feed;

import io.temoin.eventsourcing.store.StoredEvent;

/** An event with its place in the feed. */
public record FeedEvent(StoredEvent event, FeedPosition position) {}
