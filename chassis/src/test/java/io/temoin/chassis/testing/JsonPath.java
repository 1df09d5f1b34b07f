// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;

/**
 * The values in a JSON document by their paths, which are REST Assured's as far as tests need them:
 * members ({@code a.b}, {@code a.'b c'}), places in a list ({@code a[0]}, {@code a[-1]} from its
 * end), {@code size()}, and the elements of a list that have a text as a member ({@code find { it.b
 * == 'x' }}, {@code findAll}). A member of a list is the list of the member of its elements. What
 * is not there is {@code null}, and so is everything in it.
 */
@NullUnmarked
public final class JsonPath {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern STEP =
            Pattern.compile(
                    """
                    \\.?(?:
                      (?<find>find|findAll)\\s*\\{\\s*it\\.(?<of>[\\w]+)\\s*==\\s*'(?<text>[^']*)'\\s*}
                    | (?<size>size\\(\\))
                    | '(?<quoted>[^']+)'
                    | (?<member>[\\w$-]+)
                    | \\[(?<index>-?[0-9]+)]
                    )\
                    """,
                    Pattern.COMMENTS);

    private final Object root;

    /** By its text. */
    public JsonPath(String json) {
        try {
            root = JSON.readValue(json, Object.class);
        } catch (JsonProcessingException failure) {
            throw new AssertionError("not JSON: " + json, failure);
        }
    }

    private JsonPath(Object root) {
        this.root = root;
    }

    /** By its text. */
    public static JsonPath from(String json) {
        return new JsonPath(json);
    }

    /** What is at a path, as a document of its own. */
    public JsonPath at(String path) {
        return new JsonPath(this.<Object>get(path));
    }

    /**
     * The value at a path: a string, a boolean, an {@code Integer} or the next larger number, a
     * {@code Double}, a list, a map or {@code null}. All of it has the path {@code ""} or {@code
     * "$"}.
     *
     * @throws IllegalArgumentException if it is no path, or asks a text or a number for a member
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as REST Assured has it
    public <T> T get(String path) {
        String steps = path.strip();
        Object value = root;
        Matcher step = STEP.matcher(steps);
        int end = steps.startsWith("$") ? 1 : 0;
        while (end < steps.length()) {
            if (!step.find(end) || step.start() != end) {
                throw new IllegalArgumentException("no path that tests need: " + path);
            }
            value = next(value, step, path);
            end = step.end();
        }
        return (T) value;
    }

    private static Object next(Object value, Matcher step, String path) {
        if (step.group("size") != null) {
            return size(value, path);
        }
        if (value == null) {
            return null;
        }
        if (step.group("index") != null) {
            return element(list(value, path), Integer.parseInt(step.group("index")));
        }
        if (step.group("find") != null) {
            List<Object> found = new ArrayList<>(list(value, path));
            found.removeIf(
                    it -> !Objects.equals(member(it, step.group("of"), path), step.group("text")));
            return step.group("find").equals("findAll") ? found : element(found, 0);
        }
        String quoted = step.group("quoted");
        return member(value, quoted == null ? step.group("member") : quoted, path);
    }

    private static Object member(Object value, String name, String path) {
        if (value instanceof Map<?, ?> object) {
            return object.get(name);
        }
        List<Object> members = new ArrayList<>();
        for (Object element : list(value, path)) {
            if (element != null) {
                members.add(member(element, name, path));
            }
        }
        return members;
    }

    private static Object element(List<?> list, int index) {
        if (index < 0) {
            return list.get(list.size() + index);
        }
        return index < list.size() ? list.get(index) : null;
    }

    private static int size(Object value, String path) {
        return value instanceof Map<?, ?> object ? object.size() : list(value, path).size();
    }

    private static List<?> list(Object value, String path) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("%s: no list, but %s".formatted(path, value));
    }

    /** A value as text; {@code null} if there is none. */
    public String getString(String path) {
        Object value = get(path);
        return value == null ? null : value.toString();
    }

    public int getInt(String path) {
        return this.<Integer>get(path);
    }

    public boolean getBoolean(String path) {
        return this.<Boolean>get(path);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // as REST Assured has it
    public <T> List<T> getList(String path) {
        return get(path);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // as REST Assured has it
    public <K, V> Map<K, V> getMap(String path) {
        return get(path);
    }
}
