// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.NoteSignature;
import io.temoin.transparency.note.NoteSigner;
import io.temoin.transparency.note.SignatureType;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.tree.Growth;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.MerkleHasher;
import io.temoin.transparency.tree.Tile;
import io.temoin.transparency.tree.TiledTree;
import io.temoin.transparency.tree.TreeHead;
import io.temoin.transparency.trust.AddCheckpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** A log in memory, with every head it ever had; once grown, safe for several threads. */
final class TestLog {

    private final NoteSigner signer;
    private final Map<Tile, byte[]> tiles = new ConcurrentHashMap<>();
    private final List<TreeHead> heads = new ArrayList<>(List.of(TreeHead.EMPTY));
    private final String leaves;

    private TestLog(NoteSigner signer, String leaves) {
        this.signer = signer;
        this.leaves = leaves;
    }

    /** A log of that many leaves with a fresh key. */
    static TestLog of(String origin, int size) {
        return new TestLog(freshSigner(origin), "leaf").grow(size);
    }

    /** What a witness has before it is made. */
    static WitnessKeys noKeys() {
        return new WitnessKeys(List.of());
    }

    /** The key of a new witness in a folder. */
    static VerifierKey createKey(Path folder, String name) throws IOException {
        return new KeyFile(folder)
                .create(name, List.of(SignatureType.ED25519_COSIGNATURE))
                .getFirst();
    }

    static NoteSigner freshSigner(String name) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new NoteSigner(
                    VerifierKey.of(name, SignatureType.ED25519, pair.getPublic()),
                    pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Another past under the same key, of the same size. */
    TestLog lie(String leaves) {
        return new TestLog(signer, leaves).grow(heads.size() - 1);
    }

    TestLog grow(int count) {
        for (int i = 0; i < count; i++) {
            byte[] leaf = (leaves + heads.size()).getBytes(StandardCharsets.US_ASCII);
            Growth growth =
                    Growth.of(heads.getLast(), this::tile, List.of(new MerkleHasher().leaf(leaf)));
            tiles.putAll(growth.tiles());
            heads.add(growth.head());
        }
        return this;
    }

    VerifierKey key() {
        return signer.key();
    }

    String origin() {
        return key().name();
    }

    WatchedLog watched() {
        return new WatchedLog(origin(), List.of(key()));
    }

    TreeHead head(long size) {
        return heads.get((int) size);
    }

    /** The checkpoint of this size, signed by the log. */
    SignedNote note(long size) {
        return note(new Checkpoint(origin(), head(size)));
    }

    SignedNote note(Checkpoint checkpoint) {
        return new SignedNote(checkpoint.text(), List.of(signer.sign(checkpoint.text())));
    }

    /** The signature of the log over any text. */
    NoteSignature sign(String text) {
        return signer.sign(text);
    }

    List<Hash> proof(long from, long to) {
        return new TiledTree(to, this::tile).consistency(from).hashes();
    }

    /** A request that an honest log sends. */
    byte[] request(long from, long to) {
        return new AddCheckpoint(from, proof(from, to), note(to)).bytes();
    }

    private byte[] tile(Tile tile) {
        return Objects.requireNonNull(tiles.get(tile)).clone();
    }
}
