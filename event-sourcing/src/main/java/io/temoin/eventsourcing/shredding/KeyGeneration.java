// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.shredding;

/** The name of one of several keys that serve a purpose one after the other. */
public record KeyGeneration(KeyPurpose purpose, int number) {}
