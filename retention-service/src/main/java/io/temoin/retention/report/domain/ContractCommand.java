// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report.domain;

import io.temoin.retention.engine.domain.BusinessFact;

/** What may be said of a contract. */
public sealed interface ContractCommand {

    /** Keyed fingerprint of the controller's reference. */
    String contract();

    /** Whose contract it is. */
    String controller();

    /** A call, or one recording, belongs to the contract. */
    record LinkContract(String contract, String controller, LinkedTarget target)
            implements ContractCommand {}

    /**
     * Something happened to the contract.
     *
     * @param fact what did, and when
     */
    record ReportContractEvent(String contract, String controller, BusinessFact fact)
            implements ContractCommand {}
}
