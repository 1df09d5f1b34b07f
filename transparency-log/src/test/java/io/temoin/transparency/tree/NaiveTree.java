// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.tree;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * RFC 6962, section 2.1, word for word and slow: the oracle of the property tests. It shares no
 * code with what it checks but the type of a hash.
 */
final class NaiveTree {

    private final List<Hash> leaves;
    private final Map<List<Long>, Hash> known = new HashMap<>();

    NaiveTree(List<Hash> leaves) {
        this.leaves = leaves;
    }

    /** As many leaf hashes as that, the same ones every time. */
    static List<Hash> leaves(int count) {
        List<Hash> leaves = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            leaves.add(sha256(new byte[] {0}, ("leaf " + i).getBytes(StandardCharsets.US_ASCII)));
        }
        return leaves;
    }

    Hash root(long size) {
        return size == 0 ? sha256() : mth(0, size);
    }

    /** MTH(D[start:end]). */
    Hash mth(long start, long end) {
        if (end - start == 1) {
            return leaves.get((int) start);
        }
        List<Long> key = List.of(start, end);
        Hash hash = known.get(key);
        if (hash == null) {
            long k = split(end - start);
            hash = node(mth(start, start + k), mth(start + k, end));
            known.put(key, hash);
        }
        return hash;
    }

    /** PATH(m, D[n]). */
    List<Hash> path(long m, long n) {
        return path(m, 0, n);
    }

    private List<Hash> path(long m, long start, long end) {
        List<Hash> path = new ArrayList<>();
        if (end - start > 1) {
            long k = split(end - start);
            if (m < k) {
                path.addAll(path(m, start, start + k));
                path.add(mth(start + k, end));
            } else {
                path.addAll(path(m - k, start + k, end));
                path.add(mth(start, start + k));
            }
        }
        return path;
    }

    /** PROOF(m, D[n]). */
    List<Hash> proof(long m, long n) {
        return m == 0 || m == n ? List.of() : subproof(m, 0, n, true);
    }

    private List<Hash> subproof(long m, long start, long end, boolean whole) {
        List<Hash> proof = new ArrayList<>();
        if (m == end - start) {
            if (!whole) {
                proof.add(mth(start, end));
            }
            return proof;
        }
        long k = split(end - start);
        if (m <= k) {
            proof.addAll(subproof(m, start, start + k, whole));
            proof.add(mth(start + k, end));
        } else {
            proof.addAll(subproof(m - k, start + k, end, false));
            proof.add(mth(start, start + k));
        }
        return proof;
    }

    static Hash node(Hash left, Hash right) {
        return sha256(new byte[] {1}, left.bytes(), right.bytes());
    }

    private static long split(long length) {
        long k = 1;
        while (k * 2 < length) {
            k *= 2;
        }
        return k;
    }

    static Hash sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return Hash.of(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
