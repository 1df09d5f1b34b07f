// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

/** The rules a decision was made by, as they are cited. */
public record RuleSet(String id, String version) {}
