// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report.domain;

import java.util.Set;

/**
 * What is known of a contract.
 *
 * @param linked the calls and recordings that belong to it
 */
public record ContractBusiness(Set<LinkedTarget> linked, Business business) {

    public ContractBusiness {
        linked = Set.copyOf(linked);
    }
}
