// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import java.nio.file.Path;

/**
 * The limit of bulk loading: COPY of rows into a fresh table on the same server, out of a file that
 * the server reads itself. No index, no key, nothing to compute first.
 */
public final class CopyLimit {

    private final Database database;
    private final String columns;

    CopyLimit(Database database, String columns) {
        this.database = database;
        this.columns = columns;
    }

    /**
     * Loads a file in the text format of COPY.
     *
     * @return seconds until it was committed
     */
    public double seconds(Path file) {
        database.execute("drop table if exists bench_copy");
        database.execute("create table bench_copy " + columns);
        database.execute("checkpoint");
        long began = System.nanoTime();
        database.execute("copy bench_copy from '" + file.toAbsolutePath() + "'");
        double seconds = (System.nanoTime() - began) / 1e9;
        database.execute("drop table bench_copy");
        return seconds;
    }
}
