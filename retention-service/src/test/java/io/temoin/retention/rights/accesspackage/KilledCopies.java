// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import static io.temoin.retention.rights.DeskCase.PATIENCE;
import static io.temoin.retention.rights.DeskCase.ground;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temoin.chassis.testing.JsonPath;
import io.temoin.retention.OwnerTopic;
import io.temoin.retention.TopicTail;
import io.temoin.retention.packaged.HeldSteps;
import io.temoin.retention.packaged.KilledWork;
import io.temoin.retention.rights.ErasureCase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Packages of persons who are erased, each cut off at another boundary while the erasure takes them
 * back. The list of erasures has to hear of them first, so this comes before what stops that list.
 */
public final class KilledCopies implements KilledWork {

    private final List<Cut> all = new ArrayList<>();
    private final OwnerTopic trail = new OwnerTopic();

    /** Of two packages. The order in which an erasure takes them back is not defined. */
    private final Cut older = new Cut();

    private final Cut younger = new Cut();
    private final Cut recorded = new Cut();
    private final Cut keyGone = new Cut();
    private final Cut takenBack = new Cut();

    /** What the other erasures must not do while they are cut off. */
    private final List<HeldSteps.Step> tooEarly = new ArrayList<>();

    @Override
    public void close() {
        all.forEach(each -> each.its.close());
        trail.close();
    }

    /** The second package of a person is still being built when it is taken back. */
    @Override
    public void prepare(int life) {
        if (life > 1) {
            return;
        }
        all.forEach(Cut::ask);
        all.forEach(Cut::awaitListed);
        all.forEach(Cut::order);
        all.forEach(each -> each.contribute("CONSENT", "RECORDING"));
        all.forEach(each -> each.its.ready(each.copies.getLast()));
        List<Cut> ofTwo = List.of(older, younger);
        ofTwo.forEach(Cut::order);
        ofTwo.forEach(each -> each.contribute("CONSENT"));
    }

    @Override
    public void cut(int life, HeldSteps held) throws SQLException {
        if (life > 1) {
            return;
        }
        older.refuseRevocation(held, older.copies.getFirst());
        younger.refuseRevocation(held, younger.copies.getLast());
        recorded.refuseKeyDestruction(held);
        keyGone.step = held.refuse("access_package", "update", keyGone.isNew("new.ending"));
        takenBack.step = takenBack.refuseTrail(held);
        for (Cut one : List.of(older, younger, recorded, keyGone)) {
            tooEarly.add(one.refuseTrail(held));
        }
    }

    /** Whichever package comes first, one of the two erasures is cut off between its packages. */
    @Override
    public void reachRefused(int life) {
        if (life == 1) {
            all.forEach(Cut::isDecided);
            all.forEach(each -> each.step.awaitReached());
            assertThat(older.revoked() + younger.revoked()).as("taken back").isPositive();
        }
    }

    /**
     * The job has looked at them again meanwhile: no erasure goes on before its packages are gone.
     */
    @Override
    public void reachHeld(int life, HeldSteps held) throws SQLException {
        if (life == 1) {
            for (HeldSteps.Step step : tooEarly) {
                assertThat(step.isReached()).as("%s", step).isFalse();
            }
        }
    }

    @Override
    public void end() {
        all.forEach(Cut::awaitOwnersDone);
        all.forEach(Cut::forgotten);
        all.forEach(Cut::endsOnce);
    }

    /** The erasure of a person of a tenant of its own, of whom nothing is left but packages. */
    private final class Cut {

        private final PackageCase its = new PackageCase();
        private final ErasureCase erasing = new ErasureCase(its.its);
        private final UUID copy = UUID.randomUUID();
        private final UUID erasure = UUID.randomUUID();
        private final List<UUID> copies = new ArrayList<>();
        private HeldSteps.Step step;

        Cut() {
            all.add(this);
        }

        String tenant() {
            return its.its.tenant;
        }

        String isNew(String condition) {
            return "new.tenant = '%s' and %s".formatted(tenant(), condition);
        }

        void refuseRevocation(HeldSteps held, UUID accessPackage) throws SQLException {
            step =
                    held.refuse(
                            "event",
                            "insert",
                            isNew(
                                    "new.type = 'AccessPackageRevoked' and new.stream = 'package-%s'"
                                            .formatted(accessPackage)));
        }

        void refuseKeyDestruction(HeldSteps held) throws SQLException {
            step =
                    held.refuseKeyDestruction(
                            tenant(), "subject/" + copies.getLast().toString().replace("-", ""));
        }

        HeldSteps.Step refuseTrail(HeldSteps held) throws SQLException {
            return held.refuseEvent(tenant(), "TrailErasureRequested");
        }

        /** The person asks for a copy, and to be erased. */
        void ask() {
            ask(copy, "PORTABILITY");
            ask(erasure, "ERASURE");
        }

        private void ask(UUID request, String right) {
            its.its.asked(UUID.randomUUID() + ".0", request, data -> data.put("right", right));
        }

        void awaitListed() {
            its.its.awaitListed(copy);
            its.its.awaitListed(erasure);
        }

        void order() {
            copies.add(its.asked(copy));
        }

        void contribute(String... services) {
            for (String service : services) {
                its.contributes(copies.getLast(), service, _ -> {});
            }
        }

        void isDecided() {
            its.its.done(erasure, "erasures", ground("NO_LONGER_NECESSARY"));
        }

        /** How many of the packages are taken back. */
        long revoked() {
            return copies.stream()
                    .filter(each -> found(each).getString("state").equals("REVOKED"))
                    .count();
        }

        private JsonPath found(UUID accessPackage) {
            return its.its
                    .dpo()
                    .get("/v1/packages/{id}", accessPackage)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
        }

        void awaitOwnersDone() {
            erasing.awaitState(erasure, "WITH_TRAIL");
        }

        /** The trail does as it is told. */
        void forgotten() {
            trail.publish(erasing.forgotten(erasure));
        }

        void endsOnce() {
            erasing.awaitState(erasure, "COMPLETE");
            erasing.isCompletedOnce(erasure);
            erasing.awaitTasksDone(erasure);
            copies.forEach(this::isTakenBackOnce);
        }

        private void isTakenBackOnce(UUID accessPackage) {
            assertThat(events(accessPackage))
                    .endsWith("AccessPackageRevoked", "AccessPackageExpired")
                    .containsOnlyOnce("AccessPackageRevoked", "AccessPackageExpired");
            assertThat(found(accessPackage).getString("revocation.reason"))
                    .isEqualTo("SOURCE_DESTROYED");
            var parts = PackageCase.STORAGE.resolve(tenant() + "/" + accessPackage);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(parts).doesNotExist());
        }

        private List<String> events(UUID accessPackage) {
            return TopicTail.names(
                    TopicTail.await(
                            "retention.events",
                            (tenant() + "/package-" + accessPackage)::equals,
                            found -> TopicTail.names(found).contains("AccessPackageExpired")));
        }
    }
}
