// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.util.ArrayList;
import java.util.List;

/** A list for a sentence: the first few by name, and how many more there are. */
final class NameList {

    private static final int MOST = 20;

    private final List<String> first = new ArrayList<>();
    private long all;

    /** One more. */
    void add(String name) {
        all++;
        if (first.size() < MOST) {
            first.add(name);
        }
    }

    boolean isEmpty() {
        return all == 0;
    }

    @Override
    public String toString() {
        String names = String.join(", ", first);
        return all == first.size() ? names : names + " and " + (all - first.size()) + " more";
    }
}
