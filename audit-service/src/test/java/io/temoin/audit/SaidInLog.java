// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** How often a class of the service said something, until this is closed. */
public final class SaidInLog extends Handler implements AutoCloseable {

    private final Logger logger;
    private final String words;
    private final AtomicInteger times = new AtomicInteger();

    /** Counts what has these words in it. */
    public SaidInLog(Class<?> speaker, String words) {
        this.logger = Logger.getLogger(speaker.getName());
        this.words = words;
        logger.addHandler(this);
    }

    public int times() {
        return times.get();
    }

    @Override
    public void publish(LogRecord said) {
        if (said.getMessage().contains(words)) {
            times.incrementAndGet();
        }
    }

    @Override
    public void flush() {
        // counted at once
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
