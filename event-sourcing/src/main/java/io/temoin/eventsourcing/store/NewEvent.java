// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

/**
 * An encoded event on its way to the store.
 *
 * @param type name without version, for instance {@code ConsentGiven}
 * @param payload JSON; personal values are ciphertext already
 */
public record NewEvent(String type, int typeVersion, String payload) {}
