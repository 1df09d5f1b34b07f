// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import java.nio.file.Path;

/**
 * The limit of bulk loading: COPY of fingerprints into a fresh table on the same server, one a row,
 * out of a file that the server reads itself. No index, no proof, no number to read first.
 */
public final class CopyLimit {

    private final Database database;

    CopyLimit(Database database) {
        this.database = database;
    }

    /**
     * Loads a file of UUIDs, one a line.
     *
     * @return seconds until it was committed
     */
    public double seconds(Path file) {
        database.execute("drop table if exists bench_copy");
        database.execute("create table bench_copy (fingerprint uuid not null)");
        database.execute("checkpoint");
        long began = System.nanoTime();
        database.execute("copy bench_copy from '" + file.toAbsolutePath() + "'");
        double seconds = (System.nanoTime() - began) / 1e9;
        database.execute("drop table bench_copy");
        return seconds;
    }
}
