// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.shredding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.eventsourcing.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKeysetTest {

    private static final byte[] KEY = new byte[32];
    private static final byte[] CONTEXT = {1};

    @TempDir Path folder;

    @Test
    void wrapsSoThatOnlyTheSameContextUnwraps() {
        LocalKeyset keyset = LocalKeyset.readOrCreate(file());
        byte[] wrapped = keyset.wrap(1, KEY, CONTEXT).await().indefinitely();

        assertThat(keyset.unwrap(1, wrapped, CONTEXT).await().indefinitely()).isEqualTo(KEY);
        assertThatThrownBy(() -> keyset.unwrap(1, wrapped, new byte[] {2}).await().indefinitely())
                .isInstanceOf(Tampered.class);
    }

    @Test
    void keepsItsKeysBetweenRuns() {
        byte[] wrapped =
                LocalKeyset.readOrCreate(file()).wrap(1, KEY, CONTEXT).await().indefinitely();

        LocalKeyset again = LocalKeyset.readOrCreate(file());

        assertThat(again.unwrap(1, wrapped, CONTEXT).await().indefinitely()).isEqualTo(KEY);
    }

    @Test
    void forgetsADestroyedEpochForGood() {
        LocalKeyset keyset = LocalKeyset.readOrCreate(file());
        byte[] wrapped = keyset.wrap(1, KEY, CONTEXT).await().indefinitely();
        keyset.openEpoch(1).await().indefinitely();
        keyset.destroyEpoch(1).await().indefinitely();

        LocalKeyset again = LocalKeyset.read(file());

        assertThat(again.currentEpoch()).isEqualTo(2);
        assertThat(again.epochs()).containsExactly(2);
        assertThatThrownBy(() -> again.unwrap(1, wrapped, CONTEXT).await().indefinitely())
                .isInstanceOf(Tampered.class);
    }

    @Test
    void opensOneEpochHoweverManyProcessesAskForIt() {
        LocalKeyset one = LocalKeyset.readOrCreate(file());
        LocalKeyset other = LocalKeyset.read(file());

        assertThat(one.openEpoch(1).await().indefinitely()).isEqualTo(2);
        assertThat(other.openEpoch(1).await().indefinitely()).isEqualTo(2);

        assertThat(LocalKeyset.read(file()).epochs()).containsExactly(1, 2);
    }

    @Test
    void readsTheFileAgainWhenItMeetsAnEpochItDoesNotKnow() {
        LocalKeyset rotating = LocalKeyset.readOrCreate(file());
        LocalKeyset other = LocalKeyset.read(file());
        rotating.openEpoch(1).await().indefinitely();
        byte[] wrapped = rotating.wrap(2, KEY, CONTEXT).await().indefinitely();

        assertThat(other.unwrap(2, wrapped, CONTEXT).await().indefinitely()).isEqualTo(KEY);
        assertThat(other.currentEpoch()).isEqualTo(2);
        assertThatThrownBy(() -> other.unwrap(3, wrapped, CONTEXT).await().indefinitely())
                .isInstanceOf(Tampered.class)
                .hasMessageContaining("not in this keyset");
    }

    @Test
    void forgetsWhatAnotherProcessDestroyedWhenTold() {
        LocalKeyset rotating = LocalKeyset.readOrCreate(file());
        LocalKeyset other = LocalKeyset.read(file());
        byte[] wrapped = other.wrap(1, KEY, CONTEXT).await().indefinitely();
        rotating.openEpoch(1).await().indefinitely();
        rotating.destroyEpoch(1).await().indefinitely();

        other.refresh().await().indefinitely();

        assertThatThrownBy(() -> other.unwrap(1, wrapped, CONTEXT).await().indefinitely())
                .isInstanceOf(Tampered.class);
    }

    @Test
    void neverDestroysTheCurrentEpoch() {
        LocalKeyset keyset = LocalKeyset.readOrCreate(file());

        assertThatThrownBy(() -> keyset.destroyEpoch(1).await().indefinitely())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isReadableByItsOwnerOnlyAndRefusesAFileThatIsNot() throws IOException {
        LocalKeyset.readOrCreate(file());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> LocalKeyset.read(file())).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void fingerprintsAreEqualWithinATenantOnly() {
        Fingerprints fingerprints = LocalKeyset.readOrCreate(file()).fingerprints();
        TenantId helios = new TenantId("helios");

        assertThat(fingerprints.subject(helios, "phone", "+33199000001"))
                .isEqualTo(fingerprints.subject(helios, "phone", "+33199000001"))
                .isNotEqualTo(fingerprints.subject(helios, "phone", "+33199000002"))
                .isNotEqualTo(fingerprints.subject(helios, "mail", "+33199000001"))
                .isNotEqualTo(
                        fingerprints.subject(new TenantId("boreal"), "phone", "+33199000001"));
    }

    private Path file() {
        return folder.resolve("keyset.json");
    }
}
