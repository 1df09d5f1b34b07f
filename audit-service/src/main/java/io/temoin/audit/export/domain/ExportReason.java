// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

/**
 * Why somebody wants an export: a code and the reference of a ticket or case, never free text.
 *
 * @param code such as {@code INCIDENT}
 * @param reference such as {@code TCK-2026-1187}
 */
public record ExportReason(String code, String reference) {}
