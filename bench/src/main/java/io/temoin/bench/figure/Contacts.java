// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

/** People who consented, as a stretch of phone numbers. */
record Contacts(long first, long count) {

    /** For commands that bring their own. */
    static final Contacts NONE = new Contacts(0, 0);
}
