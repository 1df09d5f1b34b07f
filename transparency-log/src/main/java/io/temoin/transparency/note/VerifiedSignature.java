// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.note;

/**
 * A signature that holds.
 *
 * @param key the trusted key that made it
 * @param line where it stands on the note
 * @param time when a cosigner made it, in seconds since 1970; 0 for a log's plain signature and for
 *     an ML-DSA-44 cosignature that says nothing about time
 */
public record VerifiedSignature(VerifierKey key, NoteSignature line, long time) {}
