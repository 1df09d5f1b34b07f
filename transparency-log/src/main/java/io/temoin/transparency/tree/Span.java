// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * A range of leaves whose hash stands in a proof. The two lists below are the definitions of RFC
 * 6962, sections 2.1.1 and 2.1.2, read from the leaf up; they say how long a proof has to be and on
 * which side each of its hashes goes.
 */
record Span(long start, long end) {

    /** PATH(index, D[size]). */
    static List<Span> inclusion(long index, long size) {
        List<Span> fromTheRoot = new ArrayList<>();
        long start = 0;
        long end = size;
        while (end - start > 1) {
            long middle = start + half(end - start);
            if (index < middle) {
                fromTheRoot.add(new Span(middle, end));
                end = middle;
            } else {
                fromTheRoot.add(new Span(start, middle));
                start = middle;
            }
        }
        return fromTheRoot.reversed();
    }

    /** PROOF(from, D[to]); for 0 &lt; from &lt; to. */
    static List<Span> consistency(long from, long to) {
        List<Span> fromTheRoot = new ArrayList<>();
        long start = 0;
        long end = to;
        while (end != from) {
            long middle = start + half(end - start);
            if (from <= middle) {
                fromTheRoot.add(new Span(middle, end));
                end = middle;
            } else {
                fromTheRoot.add(new Span(start, middle));
                start = middle;
            }
        }
        if (start > 0) {
            fromTheRoot.add(new Span(start, end));
        }
        return fromTheRoot.reversed();
    }

    /** The largest power of two below a length of at least two. */
    private static long half(long length) {
        return Long.highestOneBit(length - 1);
    }
}
