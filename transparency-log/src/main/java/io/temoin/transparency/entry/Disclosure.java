// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import io.temoin.transparency.Sha256;
import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.tree.Hash;
import java.security.MessageDigest;

/**
 * One field of an audit entry in clear, with the salt that ties it to the entry's commitment.
 * Whoever has the salt can prove the value; once the salt is destroyed, the digest that stays in
 * the log says nothing any more. The digest is SHA-256 of salt, name, a zero byte and value.
 *
 * <p>Its text form is one line, {@code <name> <salt> <value>}, so that reading it takes no JSON
 * parser: a value in the canonical form of RFC 8785 has no line break.
 *
 * @param name the field, without spaces
 * @param salt base64 of 32 random bytes
 * @param value canonical JSON (RFC 8785), which whoever writes the entry has made; it is not parsed
 *     here
 */
public record Disclosure(String name, String salt, String value) {

    /** Bytes in a salt. */
    public static final int SALT_SIZE = 32;

    private static final int LONGEST_NAME = 255;

    /** Refuses a name with spaces or controls, another salt than 32 bytes, and an unclear value. */
    public Disclosure {
        requireForm(name, value);
        if (StrictText.base64(salt, "The salt of " + name).length != SALT_SIZE) {
            throw new Untrusted("The salt of " + name + " does not have 32 bytes.");
        }
        StrictText.bytes(value, "The value of " + name);
    }

    /** Refuses a name with spaces or controls, and a value that is not one line. */
    static void requireForm(String name, String value) {
        if (name.isEmpty() || name.length() > LONGEST_NAME || !within(name, '!', '~')) {
            throw new Untrusted(
                    "The name of a field has 1 to 255 visible ASCII characters and no space.");
        }
        if (value.isEmpty() || !within(value, ' ', Character.MAX_VALUE)) {
            throw new Untrusted("The value of " + name + " is empty or is more than one line.");
        }
    }

    private static boolean within(String text, char first, char last) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < first || text.charAt(i) > last) {
                return false;
            }
        }
        return true;
    }

    /** A field with the bytes of its salt. */
    public static Disclosure of(String name, byte[] salt, String value) {
        return new Disclosure(name, StrictText.base64(salt), value);
    }

    /** Reads a line, without its newline. */
    public static Disclosure parse(String line) {
        String[] parts = line.split(" ", 3);
        if (parts.length < 3) {
            throw new Untrusted("A disclosed field has the form: name, salt, value.");
        }
        return new Disclosure(parts[0], parts[1], parts[2]);
    }

    /** The line, without its newline. It holds the value in clear. */
    public String line() {
        return name + " " + salt + " " + value;
    }

    /** What stands for this field in the commitment. */
    public Hash digest() {
        return digest(
                Sha256.digest(),
                StrictText.base64(salt, "The salt of " + name),
                StrictText.bytes(name, "The name of a field"),
                StrictText.bytes(value, "The value of " + name));
    }

    static Hash digest(MessageDigest sha256, byte[] salt, byte[] name, byte[] value) {
        sha256.update(salt);
        sha256.update(name);
        sha256.update((byte) 0);
        return Hash.of(sha256.digest(value));
    }

    /** The name only: salt and value may be a person's. */
    @Override
    public String toString() {
        return "Disclosure[" + name + "]";
    }
}
