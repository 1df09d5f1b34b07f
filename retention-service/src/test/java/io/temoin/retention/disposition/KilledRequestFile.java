// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temoin.retention.Tokens;
import io.temoin.retention.packaged.HeldSteps;
import io.temoin.retention.packaged.KilledWork;
import io.temoin.retention.rights.DeskCase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * The file of a request that has been closed for long enough: retention-service destroys it itself,
 * and is cut off when the key is gone and it has not said so. For that the time goes on, so this
 * comes after what else a life refuses.
 */
public final class KilledRequestFile implements KilledWork {

    /** How far the clock goes on in the second life: a day, to its end, and more. */
    public static final Duration LATER = Duration.ofDays(3);

    private static final String NOTE = "called back";

    private final OwnerCase its = new OwnerCase();
    private final DeskCase desk = new DeskCase(its.tenant);
    private UUID request = UUID.randomUUID();
    private HeldSteps.Step confirmed;

    @Override
    public void close() {
        desk.close();
        its.close();
    }

    @Override
    public void prepare(int life) {
        if (life > 1) {
            return;
        }
        its.policy("DSR_FILE", "DSR_CLOSED", "P1D");
        request = desk.received("ACCESS");
        desk.done(request, "notes", "{\"text\": \"%s\"}".formatted(NOTE));
        desk.done(request, "refusals", DeskCase.ground("MANIFESTLY_UNFOUNDED"));
        desk.done(request, "closures", "");
        awaitState("SCHEDULED");
        assertThat(note()).isEqualTo(NOTE);
    }

    @Override
    public void cut(int life, HeldSteps held) throws SQLException {
        if (life == 2) {
            confirmed = held.refuseEvent(its.tenant, "DispositionBatchConfirmed");
        }
    }

    @Override
    public void reachRefused(int life) {
        if (life == 2) {
            Tokens.admin(its.tenant)
                    .contentType("application/json")
                    .body("{\"offset\": \"%s\"}".formatted(LATER))
                    .put("/v1/demo-clock")
                    .then()
                    .statusCode(200);
            desk.dpo().post("/v1/disposition-runs").then().statusCode(201);
            confirmed.awaitReached();
        }
    }

    @Override
    public void end() {
        awaitState("DISPOSED");
        assertThat(note()).isNull();
        assertThat(its.published("DispositionBatchConfirmed", 1)).hasSize(1);
        assertThat(its.orders(1)).hasSize(1);
    }

    private void awaitState(String state) {
        await().atMost(OwnerCase.PATIENCE)
                .until(() -> its.listed("REQUEST").getList("items.state").equals(List.of(state)));
    }

    private String note() {
        return desk.dpo()
                .get("/v1/requests/{id}", request)
                .then()
                .statusCode(200)
                .extract()
                .path("notes[0].text");
    }
}
