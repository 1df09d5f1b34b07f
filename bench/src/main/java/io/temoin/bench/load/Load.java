// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.load;

import java.net.URI;
import java.time.Duration;

/**
 * Requests as fast as the answers come.
 *
 * @param target where to connect
 * @param template each request
 * @param firstKey first Idempotency-Key, of a stretch that no other load uses
 * @param firstNumber first phone number
 * @param cycle how many numbers there are before the first comes again
 * @param clients connections, each with one request under way
 * @param duration how long
 */
public record Load(
        URI target,
        RequestTemplate template,
        long firstKey,
        long firstNumber,
        long cycle,
        int clients,
        Duration duration) {

    /**
     * What came of it.
     *
     * @param perSecond answered requests per second
     * @param p50 milliseconds
     * @param p99 milliseconds
     */
    public record Result(long requests, double perSecond, double p50, double p99) {}

    /** Something that makes load. */
    public interface Generator {

        /** Name for the report. */
        String name();

        /**
         * Runs it.
         *
         * @throws LoadFailure when a single answer was not a success
         */
        Result run(Load load);
    }
}
