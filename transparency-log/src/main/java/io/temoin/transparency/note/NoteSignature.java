// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.note;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A signature line of a note. It says whose it claims to be; only {@link SignedNote#verify} says
 * whose it is.
 *
 * @param name the name of the key
 * @param base64 the key's id and the signature
 */
public record NoteSignature(String name, String base64) {

    private static final String START = "\u2014 ";

    /** Refuses what is no name of a key, no base64, or too short for an id and a signature. */
    public NoteSignature {
        KeyNames.require(name);
        byte[] content = StrictText.base64(base64, "The signature of " + name);
        if (content.length <= Integer.BYTES) {
            throw new Untrusted("The signature of " + name + " is empty.");
        }
    }

    static NoteSignature of(VerifierKey key, byte[] signature) {
        byte[] content =
                ByteBuffer.allocate(Integer.BYTES + signature.length)
                        .putInt(key.id())
                        .put(signature)
                        .array();
        return new NoteSignature(key.name(), StrictText.base64(content));
    }

    /** Reads a signature line, without its newline. */
    public static NoteSignature parse(String line) {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(START) || space < START.length()) {
            throw new Untrusted("A signature line has the form: em dash, name, signature.");
        }
        return new NoteSignature(line.substring(START.length(), space), line.substring(space + 1));
    }

    /** The id of the key that is claimed to have signed. */
    public int keyId() {
        return ByteBuffer.wrap(content()).getInt();
    }

    /** Whether this line says that it is of that key. */
    public boolean claims(VerifierKey key) {
        return key.id() == keyId() && key.name().equals(name);
    }

    /** The bytes after the key's id. */
    byte[] signature() {
        byte[] content = content();
        return Arrays.copyOfRange(content, Integer.BYTES, content.length);
    }

    private byte[] content() {
        return StrictText.base64(base64, "A signature");
    }

    /** The line, without its newline. */
    public String line() {
        return START + name + " " + base64;
    }
}
