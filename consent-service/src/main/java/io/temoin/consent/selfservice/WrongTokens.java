// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the wrong tokens of an address, so that nobody can try many. Counted by each replica for
 * itself; a right token is never held up, whoever else sits behind the same address. Safe for
 * concurrent use.
 */
@Singleton
class WrongTokens {

    /** A person mistypes nothing here: a link is right or it is not. */
    static final int MOST = 10;

    static final Duration WITHIN = Duration.ofMinutes(1);
    private static final long ADDRESSES = 50_000;

    private final Cache<String, AtomicInteger> counted =
            Caffeine.newBuilder()
                    .maximumSize(ADDRESSES)
                    .expireAfterWrite(WITHIN)
                    .executor(Runnable::run)
                    .build();

    /** Counts one; answers whether the address has used up its tries. */
    boolean tooMany(String address) {
        AtomicInteger count = counted.get(address, _ -> new AtomicInteger());
        return count.incrementAndGet() > MOST;
    }
}
