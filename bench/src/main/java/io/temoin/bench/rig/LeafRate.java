// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import io.temoin.transparency.entry.AuditLeaf;
import io.temoin.transparency.tree.Hash;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SplittableRandom;

/**
 * How fast the JDK hashes leaves on one core, and nothing else: no file, no tree. A program of its
 * own, so that it runs where and as the verifier runs.
 */
public final class LeafRate {

    private static final int LEAVES = 65_536;

    /** The byte that says that it is a leaf, and the leaf. */
    private static final int HASHED = 1 + AuditLeaf.SIZE;

    private LeafRate() {}

    /** Prints leaves per second, over the second half of as many seconds as the argument says. */
    public static void main(String[] arguments) throws NoSuchAlgorithmException, DigestException {
        byte[] leaves = new byte[LEAVES * HASHED];
        new SplittableRandom(1).nextBytes(leaves);
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        long half = Integer.parseInt(arguments[0]) * 500_000_000L;
        rate(sha256, leaves, half); // until it is compiled
        System.out.println(rate(sha256, leaves, half));
    }

    private static double rate(MessageDigest sha256, byte[] leaves, long nanos)
            throws DigestException {
        byte[] out = new byte[Hash.SIZE];
        long began = System.nanoTime();
        long hashed = 0;
        while (System.nanoTime() - began < nanos) {
            for (int leaf = 0; leaf < LEAVES; leaf++) {
                sha256.update(leaves, leaf * HASHED, HASHED);
                sha256.digest(out, 0, out.length);
            }
            hashed += LEAVES;
        }
        return hashed / ((System.nanoTime() - began) / 1e9);
    }
}
