// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.temoin.chassis.requests.ProblemTypes;
import io.temoin.eventsourcing.Rejected;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrailFilterTest {

    @ParameterizedTest
    @EnumSource(TrailFilter.class)
    void saysInBothLanguagesWhatAValueMustBe(TrailFilter filter) {
        Rejected refused = catchThrowableOfType(Rejected.class, () -> filter.value("?"));

        assertThat(refused.detail()).startsWith(filter.parameter() + " must be ");
        String words = refused.detail().replaceFirst("^\\S+ must be (.*)\\.$", "$1");
        assertThat(ProblemTypes.all().sentence(words, Locale.FRENCH)).as(words).isNotNull();
    }
}
