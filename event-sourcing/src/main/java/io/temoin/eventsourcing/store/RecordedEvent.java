// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

/** A decoded event with its place and circumstances. */
public record RecordedEvent<E>(E event, long version, String id, EventMetadata metadata) {}
