// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://localhost:5432/consent",
                "postgresql://127.0.0.1/consent",
                "postgresql://user:secret@[::1]:5432/consent",
                "jdbc:postgresql://localhost:5432,127.0.0.1:5433/consent?sslmode=disable",
                "vertx-reactive:postgresql://LOCALHOST/consent",
                "postgresql:///consent?host=/var/run/postgresql",
                "postgresql://%2Fvar%2Frun%2Fpostgresql/consent",
                "http://localhost:8180/realms/temoin"
            })
    void staysOnThisMachine(String url) {
        assertThat(Addresses.stays(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "consent",
                "postgresql:///consent",
                "postgresql://db.example/consent",
                "postgresql://localhost.example/consent",
                "postgresql://127.0.0.1.example/consent",
                "postgresql://localhost@db.example/consent",
                "postgresql://db.example/consent?application_name=localhost",
                "postgresql:///consent?host=db.example",
                "jdbc:postgresql://localhost:5432,db.example:5432/consent",
                "http://id.example/realms/localhost"
            })
    void leavesThisMachineOrMay(String url) {
        assertThat(Addresses.stays(url)).isFalse();
    }
}
