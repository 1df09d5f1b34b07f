// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the witness wrote into its log while this was open. */
final class Logged extends Handler implements AutoCloseable {

    private final Logger logger;
    private final List<LogRecord> records = Collections.synchronizedList(new ArrayList<>());

    Logged() {
        this(Witness.class);
    }

    Logged(Class<?> speaker) {
        this.logger = Logger.getLogger(speaker.getName());
        logger.addHandler(this);
    }

    List<String> at(Level level) {
        return List.copyOf(records).stream()
                .filter(line -> line.getLevel().equals(level))
                .map(new SimpleFormatter()::formatMessage)
                .toList();
    }

    @Override
    public void publish(LogRecord line) {
        records.add(line);
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
