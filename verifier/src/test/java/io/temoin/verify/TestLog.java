// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import io.temoin.transparency.entry.AuditLeaf;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.NoteSignature;
import io.temoin.transparency.note.NoteSigner;
import io.temoin.transparency.note.SignatureType;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.tree.EntryBundle;
import io.temoin.transparency.tree.Growth;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.MerkleHasher;
import io.temoin.transparency.tree.Tile;
import io.temoin.transparency.tree.TiledTree;
import io.temoin.transparency.tree.TreeHead;
import io.temoin.transparency.trust.TlogProof;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A log in a folder, as a server would publish it, with a witness and a policy. */
final class TestLog {

    final Path folder;
    final NoteSigner log;
    final NoteSigner witness;
    private final List<byte[]> entries = new ArrayList<>();
    private TreeHead head = TreeHead.EMPTY;

    /** When the witness has cosigned, in seconds. */
    long cosignedAt = 1_700_000_000;

    private final int firstEvent;

    TestLog(Path folder) {
        this(folder, signer("log.example/audit", SignatureType.ED25519), 0);
    }

    TestLog(Path folder, NoteSigner log, int firstEvent) {
        this(folder, log, signer("witness.example", SignatureType.ED25519_COSIGNATURE), firstEvent);
    }

    TestLog(Path folder, NoteSigner log, NoteSigner witness, int firstEvent) {
        this.folder = folder;
        this.log = log;
        this.witness = witness;
        this.firstEvent = firstEvent;
    }

    /** Grows to a size, and publishes tiles, bundles and a checkpoint. */
    void growTo(int size) {
        List<byte[]> more = new ArrayList<>();
        while (entries.size() + more.size() < size) {
            more.add(entry(firstEvent + entries.size() + more.size()));
        }
        append(more);
    }

    /** Takes these entries, and publishes tiles, bundles and a checkpoint. */
    void append(List<byte[]> more) {
        List<Hash> leaves = new ArrayList<>();
        MerkleHasher hasher = new MerkleHasher();
        for (byte[] entry : more) {
            entries.add(entry);
            leaves.add(hasher.leaf(entry));
        }
        int size = entries.size();
        Growth growth = Growth.of(head, this::tile, leaves);
        growth.tiles().forEach((tile, bytes) -> write(tile.path(), bytes));
        head = growth.head();
        for (int start = 0; start < size; start += Tile.FULL_WIDTH) {
            EntryBundle bundle = EntryBundle.in(size, start / Tile.FULL_WIDTH);
            write(bundle.path(), bundle.encode(entries.subList(start, start + bundle.width())));
        }
        write("checkpoint", note().bytes());
    }

    static byte[] entry(int index) {
        return new AuditLeaf(new UUID(7, index), Hash.of(new byte[32])).bytes();
    }

    SignedNote note() {
        Checkpoint checkpoint = new Checkpoint(log.key().name(), head);
        NoteSignature own =
                log.key().type().timestamped()
                        ? log.cosign(checkpoint, 0)
                        : log.sign(checkpoint.text());
        return new SignedNote(
                checkpoint.text(), List.of(own, witness.cosign(checkpoint, cosignedAt)));
    }

    TreeHead head() {
        return head;
    }

    TlogProof proof(int index) {
        return TlogProof.of(new TiledTree(head.size(), this::tile).inclusion(index), note());
    }

    String policy() {
        return "log " + log.key() + "\nwitness w " + witness.key() + "\nquorum w\n";
    }

    Path write(String path, byte[] bytes) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path write(String path, String text) {
        return write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] tile(Tile tile) {
        try {
            return Files.readAllBytes(folder.resolve(tile.path()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static NoteSigner signer(String name, SignatureType type) {
        boolean mlDsa = type == SignatureType.ML_DSA_44_COSIGNATURE;
        return signer(name, type, pair(mlDsa ? "ML-DSA-44" : "Ed25519"));
    }

    static NoteSigner signer(String name, SignatureType type, KeyPair pair) {
        return new NoteSigner(VerifierKey.of(name, type, pair.getPublic()), pair.getPrivate());
    }

    static KeyPair pair() {
        return pair("Ed25519");
    }

    private static KeyPair pair(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
