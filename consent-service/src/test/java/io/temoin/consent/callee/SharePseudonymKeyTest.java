// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.callee;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.keystart.SharedPseudonymKey;
import io.temoin.phonenumbers.PhonePseudonyms;
import io.temoin.phonenumbers.domain.PhoneNumber;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.Fingerprints;
import io.temoin.shredding.keys.KeyPurpose;
import io.temoin.shredding.keys.LocalKeyset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharePseudonymKeyTest {

    private static final TenantId TENANT = new TenantId("acme");
    private static final PhoneNumber NUMBER = new PhoneNumber("+33199001234");

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final ByteArrayOutputStream failed = new ByteArrayOutputStream();

    @TempDir Path folder;

    @Test
    void givesTheKeyOfThisServiceToItsOwnerOnly() throws IOException {
        LocalKeyset keyset = keyset();

        assertThat(share()).isZero();

        SharedPseudonymKey shared = SharedPseudonymKey.read(file());
        assertThat(shared.service()).isEqualTo("consent");
        assertThat(
                        new PhonePseudonyms(new Fingerprints(requireNonNull(shared.secret())))
                                .of(TENANT, NUMBER))
                .isEqualTo(
                        new Pseudonyms(keyset.fingerprints(KeyPurpose.PSEUDONYMS))
                                .of(TENANT, NUMBER));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(said.toString(UTF_8)).contains(shared.checkValue(), "destroy every other copy");
        assertThat(failed.toString(UTF_8)).isEmpty();
    }

    @Test
    void replacesNoFile() throws IOException {
        keyset();
        Files.writeString(file(), "another key");

        assertThat(share()).isEqualTo(1);

        assertThat(file()).hasContent("another key");
        assertThat(failed.toString(UTF_8)).contains("already exists");
    }

    @Test
    void saysWhichKeysetIsMissing() {
        assertThat(share()).isEqualTo(1);

        assertThat(failed.toString(UTF_8)).contains("keyset.json");
        assertThat(file()).doesNotExist();
    }

    @Test
    void isNotAskedForByAnotherName() {
        var command = new SharePseudonymKeyCommand();

        assertThat(command.isAskedFor(List.of("share-pseudonym-key"))).isTrue();
        assertThat(command.isAskedFor(List.of("migrate"))).isFalse();
        assertThat(command.isAskedFor(List.of())).isFalse();
    }

    private LocalKeyset keyset() {
        return LocalKeyset.create(
                folder.resolve("keyset.json"), Instant.parse("2026-11-30T06:00:00Z"));
    }

    private Path file() {
        return folder.resolve("person-key.json");
    }

    private int share() {
        return SharePseudonymKeyCommand.run(
                folder.resolve("keyset.json"),
                file(),
                new PrintStream(said, true, UTF_8),
                new PrintStream(failed, true, UTF_8));
    }
}
