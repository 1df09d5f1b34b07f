// SPDX-License-Identifier: Apache-2.0
package io.temoin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Services that count days or deadlines do so by one calendar: the chart states it once. */
class CalendarTest {

    private static final String COUNTRY = "TEMOIN_RETENTION_COUNTRY";
    private static final String ZONE = "TEMOIN_RETENTION_ZONE";

    private static Map<String, String> calendar(List<JsonNode> objects, String service) {
        var pod =
                Manifests.one(objects, "Deployment", "temoin-" + service)
                        .at("/spec/template/spec/containers/0/env");
        Map<String, String> variables = new HashMap<>();
        for (JsonNode one : pod) {
            var name = one.path("name").textValue();
            if (name.equals(COUNTRY) || name.equals(ZONE)) {
                variables.put(name, one.path("value").textValue());
            }
        }
        return variables;
    }

    @ParameterizedTest
    @CsvSource({
        "consent,true,true",
        "recording,false,true",
        "retention,true,true",
        "audit,false,false"
    })
    void isTheSameForAllThatCount(String service, boolean deadlines, boolean days) {
        var objects =
                Chart.render(
                        Chart.values("production"),
                        "calendar: {country: DE, zone: Europe/Berlin}\n");

        Map<String, String> expected = new HashMap<>();
        if (deadlines) {
            expected.put(COUNTRY, "DE");
        }
        if (days) {
            expected.put(ZONE, "Europe/Berlin");
        }
        assertThat(calendar(objects, service)).isEqualTo(expected);
    }

    /** What an installation sets in another way is not overwritten. */
    @Test
    void isLeftToTheServicesUnlessStated() {
        var objects = Chart.render(Chart.values("production"));

        for (var service : Chart.SERVICES) {
            assertThat(calendar(objects, service)).isEmpty();
        }
    }
}
