// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeycloakHomeTest {

    @Test
    void aProgramThatWasUnpackedAgainIsBuiltAgain(@TempDir Path program) throws IOException {
        var generated = Files.createDirectories(program.resolve("lib/quarkus"));
        var bytecode = Files.createFile(generated.resolve("generated-bytecode.jar"));
        assertThat(KeycloakHome.isBuilt(program)).isFalse();

        KeycloakHome.noteBuilt(program);
        assertThat(KeycloakHome.isBuilt(program)).isTrue();

        Files.setLastModifiedTime(bytecode, FileTime.from(Instant.parse("2026-08-31T09:10:00Z")));
        assertThat(KeycloakHome.isBuilt(program)).isFalse();
    }
}
