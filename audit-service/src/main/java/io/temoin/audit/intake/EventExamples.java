// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

/** Foreign events of the OpenAPI document; a test hands them in. */
final class EventExamples {

    static final String OCSF =
            """
            {
              "metadata": {
                "version": "1.8.0",
                "uid": "b7a3f0de-7d0b-4f0e-9a32-2f4d7f1f2a10",
                "product": { "name": "Records", "vendor_name": "Example" }
              },
              "time": 1795511523512,
              "category_uid": 6,
              "class_uid": 6006,
              "activity_id": 9,
              "type_uid": 600609,
              "severity_id": 1,
              "status_id": 1,
              "actor": {
                "user": {
                  "uid": "5c9d4c1e-2f0b-4a53-9a0e-7f4f7b2f9d10",
                  "name": "not kept",
                  "type_id": 1
                }
              },
              "file": { "name": "not kept", "type_id": 1 },
              "src_endpoint": { "ip": "192.0.2.7", "hostname": "LYON-3-117" },
              "unmapped": {
                "temoin": {
                  "recording": "0197a3c2-4b1e-7a55-9c0d-1e2f3a4b5c6d",
                  "purpose": "QUALITY"
                }
              }
            }""";

    static final String ECS =
            """
            {
              "@timestamp": "2026-11-24T09:12:03.512Z",
              "ecs": { "version": "8.17.0" },
              "event": {
                "id": "Xk2b9fQ1",
                "action": "user-role-changed",
                "outcome": "success",
                "provider": "directory"
              },
              "user": {
                "id": "5c9d4c1e-2f0b-4a53-9a0e-7f4f7b2f9d10",
                "name": "not kept",
                "roles": ["directory-admin"]
              },
              "host": { "name": "LYON-3-117" },
              "source": { "ip": "192.0.2.7" },
              "labels": { "temoin_reason_code": "TICKET", "temoin_reason_reference": "ITS-881" }
            }""";

    private EventExamples() {}
}
