// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence.domain;

/**
 * Why evidence is handed out: a code and a reference, never free text about a person.
 *
 * @param reference where the reason is documented, such as the file number of a court
 */
public record EvidenceReason(EvidenceReasonCode code, String reference) {}
