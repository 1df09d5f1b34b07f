// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.tree.EntryBundle;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.Tile;
import io.temoin.transparency.tree.TiledTree;
import io.temoin.transparency.tree.TreeHead;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A log with the checkpoint that it signed last. Tiles and bundles are read as they are; nothing of
 * them is believed.
 */
record SignedLog(LogSource source, VerifierKey key, Checkpoint checkpoint) {

    static SignedLog open(String address, VerifierKey key) {
        LogSource source = LogSource.at(address);
        byte[] note =
                source.find("checkpoint")
                        .orElseThrow(
                                () -> new Unanswered("There is no checkpoint at the address."));
        return new SignedLog(source, key, checkpoint(note, key));
    }

    /** The checkpoint in these bytes, if the log with this key signed it. */
    static Checkpoint checkpoint(byte[] bytes, VerifierKey key) {
        SignedNote note = SignedNote.parse(bytes);
        note.verify(List.of(key));
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        if (!checkpoint.origin().equals(key.name())) {
            throw new Untrusted(
                    "The checkpoint is of the log "
                            + checkpoint.origin()
                            + ", not of "
                            + key.name()
                            + ".");
        }
        return checkpoint;
    }

    TreeHead head() {
        return checkpoint.head();
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
        byte[] content = read(now).or(() -> read(full)).orElseThrow(() -> missing(now.path()));
        return Arrays.copyOf(content, tile.width() * Hash.SIZE);
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

    List<byte[]> entries(long index) {
        EntryBundle bundle = EntryBundle.in(head().size(), index);
        Optional<byte[]> content = source.find(bundle.path());
        if (content.isPresent()) {
            return bundle.decode(content.get());
        }
        EntryBundle full = new EntryBundle(index, Tile.FULL_WIDTH);
        return source.find(full.path())
                .map(bytes -> full.decode(bytes).subList(0, bundle.width()))
                .orElseThrow(() -> missing(bundle.path()));
    }

    /** It signed that tree: what it does not show of it is lost, or is held back. */
    private static Untrusted missing(String path) {
        return new Untrusted(
                "The log does not have " + path + ", which is part of what it signed.");
    }
}
