// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoleTest {

    @ParameterizedTest
    @EnumSource
    void isFoundByItsNameInATokenAgain(Role role) {
        assertThat(Role.named(role.token())).contains(role);
    }

    @Test
    void isNothingForANameThatMeansNothingHere() {
        assertThat(Role.named("offline_access")).isEmpty();
    }
}
