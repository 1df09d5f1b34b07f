// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

/**
 * Who evaluated a call, as the token said.
 *
 * @param actor pseudonymous id
 * @param organisation the party the evaluator worked for
 * @param role in which it was done
 */
public record SheetEvaluator(String actor, String organisation, String role) {}
