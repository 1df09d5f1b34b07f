// SPDX-License-Identifier: Apache-2.0
package io.temoin.phonenumbers.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrenchPlanTest {

    /** By the national digits alone: the country code is that of the block's territory. */
    @ParameterizedTest
    @CsvSource({
        "199001234, +33199001234, true",
        "590821234, +590590821234, false",
        "598712345, +590598712345, false",
        "598812345, +594598812345, false",
        "598912345, +596598912345, false",
        "262901234, +262262901234, false",
        "268812345, +262268812345, false",
        "268012345, +33268012345, true",
        "709312345, +594709312345, false",
        "709351234, +262709351234, false",
        "709412345, +33709412345, true",
        "508411234, +508411234, false",
        "708451234, +508708451234, false",
        "639981234, +33639981234, true",
        "639971234, +262639971234, false"
    })
    void aBlockIsOfItsTerritory(String national, String e164, boolean mainland) {
        assertThat(FrenchPlan.number(national).value()).isEqualTo(e164);
        assertThat(FrenchPlan.isMainland(national)).isEqualTo(mainland);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "+33142681234, +33142681234",
                "+262692123456, +33692123456",
                "+590947512345, +33947512345",
                "+594594251234, +33594251234",
                "+508411234, +33508411234",
                "+508708451234, +33708451234",
                "+441632960000, -",
                "+3314268123, -",
                "+5905908212345, -"
            })
    void theLawNamesBlocksByNationalDigits(String shown, @Nullable String named) {
        assertThat(FrenchPlan.asMainland(shown)).isEqualTo(named);
    }

    @ParameterizedTest
    @ValueSource(ints = {33, 262, 508, 590, 594, 596})
    void theseCountryCodesAreOfThePlan(int code) {
        assertThat(FrenchPlan.hasCountryCode(code)).isTrue();
        assertThat(FrenchPlan.hasCountryCode(code + 1)).isFalse();
    }
}
