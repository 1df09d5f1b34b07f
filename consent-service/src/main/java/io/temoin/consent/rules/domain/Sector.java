// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

/** What is offered, where a law looks at it. Stable; open for extension. */
public enum Sector {
    /** Works that save energy. */
    ENERGY_RENOVATION,
    /** Equipment that produces renewable energy. */
    RENEWABLES,
    /** Housing adapted to age or disability. */
    HOME_ADAPTATION,
    /** Training paid from the personal account (compte personnel de formation). */
    CPF,
    /** A newspaper or a magazine. */
    PRESS,
    /** Electricity and gas. */
    ENERGY_SUPPLY,
    /** Help with claims for damages, for a part of them. */
    CLAIMS_MANAGEMENT,
    /** Occupational and personal pensions. */
    PENSIONS,
    /** Insurance, where calls that canvass are recorded by law. */
    INSURANCE,
    /** Orders on financial instruments, where calls are recorded by law. */
    INVESTMENT,
    /** Anything else. */
    OTHER
}
