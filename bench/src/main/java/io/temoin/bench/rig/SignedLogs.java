// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

/**
 * The logs of an audit-service, wherever they are remembered. The service stops a log that is less
 * than what it signed before, so a bench that begins with no log has to let go of all of them
 * everywhere: in the tables, in the notes beside the keys and on the topic of the copies.
 */
final class SignedLogs {

    private static final String COPIES = "audit.checkpoints";

    private SignedLogs() {}

    /**
     * Lets go of all logs of a service that is not running, as if it had never signed any. Its
     * trail stays.
     *
     * @param audit database of the service
     * @param keys the one that remembers what was signed
     */
    static void forget(Database audit, Database keys, BrokerState broker) {
        audit.execute("truncate log_pending, log_leaf, log_tile, log_head, log_publication");
        keys.execute("truncate signed_head, stopped_log");
        broker.delete(COPIES);
    }
}
