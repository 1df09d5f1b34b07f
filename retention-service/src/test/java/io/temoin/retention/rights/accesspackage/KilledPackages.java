// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import static io.temoin.retention.rights.accesspackage.PackageCase.fetch;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.testing.Response;
import io.temoin.retention.Tokens;
import io.temoin.retention.TopicTail;
import io.temoin.retention.packaged.HeldSteps;
import io.temoin.retention.packaged.KilledWork;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Access packages, each cut off at another boundary between two of its steps. */
public final class KilledPackages implements KilledWork {

    /** Where the parts of all of them are. */
    public static final Path STORAGE = PackageCase.STORAGE.toAbsolutePath();

    private static final String VOICES = "{\"otherVoices\": \"INCLUDED\"}";
    private static final String[] PORTABLE = {"CONSENT", "RECORDING"};
    private static final String[] OTHERS = {"CONSENT", "RECORDING", "AUDIT"};

    private final List<PackageCase> cases = new ArrayList<>();
    private final Cut key = new Cut();
    private final Cut ordered = new Cut();
    private final Cut asked = new Cut();
    private final Cut stored = new Cut();
    private final Cut settled = new Cut();
    private final Cut announced = new Cut();
    private final Cut ready = new Cut();
    private final Cut linked = new Cut();
    private final Cut kept = new Cut();
    private final Cut downloaded = new Cut();

    /** The link of {@code downloaded}. */
    private String token = "";

    @Override
    public void close() {
        cases.forEach(PackageCase::close);
    }

    @Override
    public void prepare(int life) {
        if (life > 1) {
            return;
        }
        List<Cut> copies = List.of(asked, stored, announced);
        List<Cut> portable = List.of(key, ordered, settled, ready, linked, kept, downloaded);
        copies.forEach(one -> one.ask("ACCESS"));
        portable.forEach(one -> one.ask("PORTABILITY"));
        copies.forEach(Cut::nameRecipients);
        portable.forEach(Cut::awaitListed);
        List<Cut> built = List.of(linked, kept, downloaded);
        built.forEach(Cut::isOrdered);
        built.forEach(one -> one.contribute(PORTABLE));
        built.forEach(one -> one.its.ready(one.accessPackage));
        token = downloaded.link().then().statusCode(201).extract().path("token");
        for (Cut one : List.of(settled, ready)) {
            one.isOrdered();
            for (String service : PORTABLE) {
                one.its.partRequest(one.accessPackage, service);
            }
        }
    }

    @Override
    public void cut(int life, HeldSteps held) throws SQLException {
        if (life == 1) {
            ordered.refuseEvent(held, "AccessPackageRequested");
            stored.refuseEvent(held, "PackagePartReady");
            settled.refuseEvent(held, "PackagePartSettled");
            linked.refuseEvent(held, "AccessPackageLinkIssued");
            downloaded.refuseEvent(held, "AccessPackageDownloaded");
            key.step = held.hold("access_package", "insert", key.isNew());
            kept.step = held.hold("package_link", "insert", kept.isNew());
        } else {
            announced.step =
                    held.refuse("package_part", "delete", announced.isNew().replace("new", "old"));
            asked.step = held.refuse("package_part", "insert", asked.isNew());
            ready.refuseEvent(held, "AccessPackageCompleted");
        }
    }

    @Override
    public void reachRefused(int life) {
        if (life == 1) {
            ordered.isCutOff(ordered.order());
            linked.isCutOff(linked.link());
            downloaded.isCutOff(fetch(downloaded.accessPackage, token));
            stored.isOrdered();
            stored.step.awaitReached();
            settled.contribute("CONSENT");
            settled.step.awaitReached();
        } else {
            ready.contribute(PORTABLE);
            ready.step.awaitReached();
            announced.isOrdered();
            announced.step.awaitReached();
            asked.isOrdered();
            asked.step.awaitReached();
        }
    }

    @Override
    public void reachHeld(int life, HeldSteps held) {
        if (life == 1) {
            held.send(key::order);
            held.send(kept::link);
            key.step.awaitReached();
            kept.step.awaitReached();
        }
    }

    @Override
    public void end() {
        for (Cut one : List.of(key, ordered)) {
            one.isOrdered();
            one.contribute(PORTABLE);
            one.endsWhole(PORTABLE.length);
        }
        settled.contribute("RECORDING");
        settled.endsWhole(PORTABLE.length);
        ready.endsWhole(PORTABLE.length);
        for (Cut one : List.of(stored, asked, announced)) {
            one.contribute(OTHERS);
            one.endsWhole(OTHERS.length + 1);
        }
        linked.endsWithItsFile();
        kept.endsWithItsFile();
        assertThat(fetch(downloaded.accessPackage, token).statusCode()).isEqualTo(200);
        assertThat(fetch(downloaded.accessPackage, token).statusCode()).isEqualTo(410);
    }

    /** A package of a tenant of its own. */
    private final class Cut {

        private final PackageCase its = new PackageCase();
        private final String key = UUID.randomUUID().toString();
        private final UUID request = UUID.randomUUID();
        private UUID accessPackage = UUID.randomUUID();
        private HeldSteps.Step step;

        Cut() {
            cases.add(its);
        }

        void refuseEvent(HeldSteps held, String type) throws SQLException {
            step = held.refuseEvent(its.its.tenant, type);
        }

        /** The person asks for it. */
        void ask(String right) {
            its.its.asked(UUID.randomUUID() + ".0", request, data -> data.put("right", right));
        }

        void awaitListed() {
            its.its.awaitListed(request);
        }

        void nameRecipients() {
            awaitListed();
            its.its.done(request, "recipients", "{\"recipients\": [\"crm-host\"]}");
        }

        /** Nothing was promised. */
        void isCutOff(Response answer) {
            assertThat(answer.statusCode()).isEqualTo(503);
            step.awaitReached();
        }

        String isNew() {
            return "new.tenant = '" + its.its.tenant + "'";
        }

        /** The same command every time. */
        Response command(String path, String body) {
            return Tokens.dpo(its.its.tenant)
                    .header("Idempotency-Key", key)
                    .contentType("application/json")
                    .body(body)
                    .post(path);
        }

        Response order() {
            return command("/v1/requests/" + request + "/packages", VOICES);
        }

        void isOrdered() {
            accessPackage = UUID.fromString(order().then().statusCode(201).extract().path("id"));
        }

        void contribute(String... services) {
            for (String service : services) {
                its.contributes(accessPackage, service, _ -> {});
            }
        }

        Response link() {
            return command("/v1/packages/" + accessPackage + "/links", "{\"downloads\": 1}");
        }

        /** Whoever has the link gets the file, once. */
        void endsWithItsFile() {
            Response issued = link();
            String token = issued.then().statusCode(201).extract().path("token");
            byte[] file =
                    fetch(accessPackage, token).then().statusCode(200).extract().asByteArray();
            assertThat(PackageCase.opened(file, issued.path("passphrase")))
                    .containsKey("manifest.json");
            assertThat(fetch(accessPackage, token).statusCode()).isEqualTo(410);
        }

        /** Every step was taken once, and nothing is missing. */
        void endsWhole(int services) {
            assertThat(its.ready(accessPackage).getBoolean("complete")).isTrue();
            List<String> events =
                    TopicTail.names(
                            TopicTail.await(
                                    "retention.events",
                                    (its.its.tenant + "/package-" + accessPackage)::equals,
                                    found ->
                                            TopicTail.names(found)
                                                    .contains("AccessPackageCompleted")));
            assertThat(events)
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of(
                                            Stream.of(
                                                    "AccessPackageRequested",
                                                    "AccessPackageCompleted"),
                                            repeated("PackagePartRequested", services),
                                            repeated("PackagePartSettled", services))
                                    .flatMap(it -> it)
                                    .toList());
        }

        private static Stream<String> repeated(String event, int times) {
            return Stream.generate(() -> event).limit(times);
        }
    }
}
