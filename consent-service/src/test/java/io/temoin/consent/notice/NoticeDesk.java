// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice;

import static io.temoin.consent.permission.Parties.as;

import io.temoin.chassis.testing.Response;
import io.temoin.platform.TestTokens;
import java.util.List;
import java.util.Map;

/** Where a controller writes its notices. */
final class NoticeDesk {

    private final String controller;

    NoticeDesk(String controller) {
        this.controller = controller;
    }

    Response draft(Map<String, Object> body) {
        return as(dpo()).body(body).post("/v1/notices");
    }

    Response publish(int version) {
        return change(version, "publications");
    }

    Response retire(int version) {
        return change(version, "retirements");
    }

    private Response change(int version, String what) {
        return as(dpo())
                .body(Map.of("controller", controller))
                .post("/v1/notices/RECORDING/" + version + "/" + what);
    }

    Response read(int version) {
        return as(dpo()).get("/v1/notices/RECORDING/" + version + "?controller=" + controller);
    }

    String dpo() {
        return token(controller, "dpo");
    }

    String token(String organisation, String role) {
        return TestTokens.token(
                "helios",
                organisation,
                List.of(controller),
                "0f0e0d0c-0000-4000-8000-000000000001",
                role);
    }
}
