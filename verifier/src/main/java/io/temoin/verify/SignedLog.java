// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.tree.EntryBundle;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.MerkleHasher;
import io.temoin.transparency.tree.Tile;
import io.temoin.transparency.tree.TiledTree;
import io.temoin.transparency.tree.TreeHead;
import io.temoin.transparency.trust.TrustedCheckpoint;
import java.util.Arrays;
import java.util.Optional;

/**
 * A log with the checkpoint that it signed last. Tiles and bundles are read as they are; nothing of
 * them is believed.
 */
record SignedLog(LogSource source, TrustedCheckpoint trusted) {

    static SignedLog open(String address, LogTrust trust) {
        LogSource source = LogSource.at(address);
        byte[] note =
                source.find("checkpoint")
                        .orElseThrow(
                                () -> new CannotVerify("There is no checkpoint at the address."));
        return new SignedLog(source, trust.checkpoint(SignedNote.parse(note)));
    }

    /** Its name. */
    String origin() {
        return trusted.checkpoint().origin();
    }

    /** Who has cosigned the checkpoint, as a sentence of its own; nothing if nobody was asked. */
    String witnesses() {
        return trusted.witnesses().isEmpty()
                ? ""
                : " Its checkpoint is " + ProofCheck.witnesses(trusted.witnesses());
    }

    TreeHead head() {
        return trusted.checkpoint().head();
    }

    /** The tree as it was at this size, read from the tiles there are now. */
    TiledTree treeAt(long size) {
        return new TiledTree(size, this::tile);
    }

    /** The content of a tile, also of one that has grown since the tree had the asked size. */
    byte[] tile(Tile tile) {
        Tile now = Tile.in(head().size(), tile.level(), tile.index());
        Tile full = new Tile(tile.level(), tile.index(), Tile.FULL_WIDTH);
        // A log may remove a partial tile once the full one is there.
        byte[] content =
                read(now).or(() -> read(full)).orElseThrow(() -> new MissingPart(now.path()));
        return beginning(content, tile.width());
    }

    private Optional<byte[]> read(Tile tile) {
        Optional<byte[]> content = source.find(tile.path());
        int length = tile.width() * Hash.SIZE;
        content.filter(bytes -> bytes.length != length)
                .ifPresent(
                        bytes -> {
                            throw new Untrusted(
                                    tile.path()
                                            + " has "
                                            + bytes.length
                                            + " bytes instead of "
                                            + length
                                            + ".");
                        });
        return content;
    }

    /** The hashes of the entries at this index of bundles, which are a tile of level 0. */
    byte[] leaves(long index, MerkleHasher hasher) {
        EntryBundle bundle = EntryBundle.in(head().size(), index);
        Optional<byte[]> content = source.find(bundle.path());
        if (content.isPresent()) {
            return bundle.hashes(content.get(), hasher);
        }
        EntryBundle full = new EntryBundle(index, Tile.FULL_WIDTH);
        return source.find(full.path())
                .map(bytes -> full.hashes(bytes, hasher))
                .map(row -> beginning(row, bundle.width()))
                .orElseThrow(() -> new MissingPart(bundle.path()));
    }

    private static byte[] beginning(byte[] row, int width) {
        int length = width * Hash.SIZE;
        return row.length == length ? row : Arrays.copyOf(row, length);
    }
}
