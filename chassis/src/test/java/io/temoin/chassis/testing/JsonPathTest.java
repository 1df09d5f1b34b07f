// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What REST Assured answered for the same paths; see {@link JsonPath}. */
class JsonPathTest {

    private final JsonPath json =
            new JsonPath(
                    """
                    {"items": [{"id": "a", "n": 1, "in": [{"x": 1}, {"x": 2}]},
                               null,
                               {"id": "b", "of": {"d.e f": true}}],
                     "none": null, "text": "x", "large": 3000000000, "part": 2.5}
                    """);

    @Test
    void hasEveryValueAsWhatItIs() {
        assertThat(json.<Object>get("text")).isEqualTo("x");
        assertThat(json.<Object>get("items[0].n")).isEqualTo(1);
        assertThat(json.<Object>get("large")).isEqualTo(3_000_000_000L);
        assertThat(json.<Object>get("part")).isEqualTo(2.5);
        assertThat(json.<Object>get("items[2].of.'d.e f'")).isEqualTo(true);
        assertThat(json.<Object>get("items[0].in[1]")).isEqualTo(Map.of("x", 2));
        assertThat(json.<Object>get("")).isEqualTo(json.get("$")).isInstanceOf(Map.class);
        assertThat(json.getString("items[0].n")).isEqualTo("1");
        assertThat(json.at("items").getList("id")).containsExactly("a", "b");
    }

    @Test
    void takesAMemberOfAListFromEachElementThatIsOne() {
        assertThat(json.<Object>get("items.id")).isEqualTo(List.of("a", "b"));
        assertThat(json.<Object>get("items.n")).isEqualTo(Arrays.asList(1, null));
        assertThat(json.<Object>get("items[0].in.x")).isEqualTo(List.of(1, 2));
    }

    @Test
    void countsPlacesFromBothEnds() {
        assertThat(json.<Object>get("items[-1].id")).isEqualTo("b");
        assertThat(json.<Object>get("items[3]")).isNull();
        assertThat(json.<Object>get("items.size()")).isEqualTo(3);
        assertThatThrownBy(() -> json.get("items[-4]"))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void findsTheElementsThatHaveAText() {
        var known = new JsonPath("[{\"k\": \"a\", \"v\": 1}, {\"k\": \"b\"}, {\"k\": \"a\"}]");

        assertThat(known.<Object>get("find { it.k == 'a' }.v")).isEqualTo(1);
        assertThat(known.<Object>get("find{it.k=='c'}")).isNull();
        assertThat(known.<Object>get("findAll { it.k == 'a' }.v"))
                .isEqualTo(Arrays.asList(1, null));
        assertThat(known.getList("findAll { it.k == 'c' }")).isEmpty();
    }

    @Test
    void hasNothingInNothing() {
        assertThat(json.<Object>get("none.x[0].y")).isNull();
        assertThat(json.<Object>get("missing.x")).isNull();
        assertThatThrownBy(() -> json.get("none.size()"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "items.findAll { !it.id }",
                "items.collect { it.id }",
                "items[0",
                "items..id",
                "items.join(' ')",
                "text.x",
                "text[0]",
                "items[0][0]"
            })
    void refusesWhatItDoesNotUnderstand(String path) {
        assertThatThrownBy(() -> json.get(path)).isInstanceOf(IllegalArgumentException.class);
    }
}
