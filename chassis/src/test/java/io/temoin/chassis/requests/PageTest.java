// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {

    @Test
    void endsWhereTheRowsEnd() {
        assertThat(page(List.of(1, 2))).isEqualTo(new Page<>(List.of("1", "2"), null));
        assertThat(page(List.of())).isEqualTo(new Page<>(List.of(), null));
    }

    @Test
    void goesOnAfterTheLastRowThatIsShown() {
        assertThat(page(List.of(1, 2, 3))).isEqualTo(new Page<>(List.of("1", "2"), "after-2"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://h:1/v1/things, /v1/things?cursor=c2",
        "http://h:1/v1/things?limit=2&cursor=c1, /v1/things?limit=2&cursor=c2",
        "http://h:1/v1/things?cursor=c1&who=a%3Eb%26, /v1/things?who=a%3Eb%26&cursor=c2",
        "http://h:1/./v1//x/../things/?limit=2, /v1/things?limit=2&cursor=c2",
        "http://h:1/%76%31/th%69ngs/a%2Fb%3f, /v1/things/a%2Fb%3F?cursor=c2"
    })
    void leadsToTheSameQuestionFromThereOn(URI request, String next) {
        var answer = new Page<>(List.of("1"), "c2").answer(request);
        assertThat(answer.getHeaderString("Link")).isEqualTo("<" + next + ">; rel=\"next\"");
    }

    @Test
    void leadsNowhereFromTheLastPage() {
        var answer = new Page<>(List.of("1"), null).answer(URI.create("/v1/things?cursor=c1"));
        assertThat(answer.getHeaderString("Link")).isNull();
    }

    private static Page<String> page(List<Integer> rows) {
        return Page.of(rows, 2, String::valueOf, last -> "after-" + last);
    }
}
