// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing;

/** Pointers into a request, for {@link Rejected.Violation} (RFC 6901). */
public final class JsonPointers {

    /** No member that a service knows has a longer name. */
    private static final int LONGEST_NAME = 64;

    private JsonPointers() {}

    /** The pointer to a member of the object at {@code object}; any name can be pointed to (§3). */
    public static String member(String object, String name) {
        return object + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /**
     * The same, with only the beginning of a name that is too long: an answer does not repeat it.
     */
    public static String memberShortened(String object, String name) {
        return member(
                object, name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name);
    }
}
