// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

/**
 * What the packs provide for a purpose in a place.
 *
 * @param binding whether its periods bind what is laid down there. Those of another country's law
 *     do not; what the periods of a purpose run from, whether they are minima or maxima, and
 *     whether anybody may change them is the same everywhere
 */
public record ProvidedPolicy(DefaultPolicy policy, boolean binding) {}
