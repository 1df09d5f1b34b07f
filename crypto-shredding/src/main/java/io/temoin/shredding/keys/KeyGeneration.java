// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

/** Identifies one of the successive keys of a purpose. */
public record KeyGeneration(KeyPurpose purpose, int number) {}
