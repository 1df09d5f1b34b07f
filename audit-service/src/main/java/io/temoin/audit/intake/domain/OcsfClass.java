// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An event class of OCSF 1.8 (schema.ocsf.io) that tells of an access or a change, and not of a
 * machine's state. The names of its activities are OCSF's captions.
 *
 * @param uid such as {@code 3002}
 * @param caption in one word, which becomes the operation of an entry
 * @param action begins the action of an entry
 * @param activities in the order of their ids, from 1 on without a gap
 */
record OcsfClass(String uid, String caption, String action, List<String> activities) {

    private static final Map<String, OcsfClass> KNOWN =
            Stream.of(
                            // deprecated in OCSF 1.9 for 3007
                            of(
                                    "3001",
                                    "AccountChange",
                                    "ACCOUNT_CHANGE",
                                    "CREATE ENABLE PASSWORD_CHANGE PASSWORD_RESET DISABLE DELETE"
                                            + " ATTACH_POLICY DETACH_POLICY LOCK"
                                            + " MFA_FACTOR_ENABLE MFA_FACTOR_DISABLE UNLOCK"),
                            of(
                                    "3002",
                                    "Authentication",
                                    "AUTHENTICATION",
                                    "LOGON LOGOFF AUTHENTICATION_TICKET SERVICE_TICKET_REQUEST"
                                            + " SERVICE_TICKET_RENEW PREAUTH ACCOUNT_SWITCH"),
                            of(
                                    "3003",
                                    "AuthorizeSession",
                                    "AUTHORIZE_SESSION",
                                    "ASSIGN_PRIVILEGES ASSIGN_GROUPS ASSIGN_ROLES"),
                            of(
                                    "3004",
                                    "EntityManagement",
                                    "ENTITY",
                                    "CREATE READ UPDATE DELETE MOVE ENROLL UNENROLL ENABLE"
                                            + " DISABLE ACTIVATE DEACTIVATE SUSPEND RESUME"),
                            // deprecated in OCSF 1.9 for 3007
                            of(
                                    "3005",
                                    "UserAccessManagement",
                                    "USER_ACCESS",
                                    "ASSIGN_PRIVILEGES REVOKE_PRIVILEGES ASSIGN_ROLE REMOVE_ROLE"),
                            of(
                                    "3006",
                                    "GroupManagement",
                                    "GROUP",
                                    "ASSIGN_PRIVILEGES REVOKE_PRIVILEGES ADD_USER REMOVE_USER"
                                            + " DELETE CREATE ADD_SUBGROUP REMOVE_SUBGROUP"),
                            of(
                                    "3007",
                                    "UserManagement",
                                    "USER",
                                    "CREATE UPDATE DELETE ENABLE DISABLE LOCK UNLOCK"
                                            + " PASSWORD_CHANGE PASSWORD_RESET ATTACH_POLICIES"
                                            + " DETACH_POLICIES MFA_FACTOR_ENABLE"
                                            + " MFA_FACTOR_DISABLE ASSIGN_PRIVILEGES"
                                            + " REMOVE_PRIVILEGES ASSIGN_ROLES REMOVE_ROLES"),
                            of(
                                    "3008",
                                    "RoleManagement",
                                    "ROLE",
                                    "CREATE UPDATE DELETE ASSIGN_PRIVILEGES REMOVE_PRIVILEGES"
                                            + " ASSIGN_RESOURCES REMOVE_RESOURCES"
                                            + " ATTACH_POLICIES DETACH_POLICIES"
                                            + " ADD_PROGRAMMATIC_CREDENTIALS"
                                            + " REMOVE_PROGRAMMATIC_CREDENTIALS"),
                            of(
                                    "6001",
                                    "WebResourcesActivity",
                                    "WEB_RESOURCES",
                                    "CREATE READ UPDATE DELETE SEARCH IMPORT EXPORT SHARE"),
                            of("6003", "ApiActivity", "API", "CREATE READ UPDATE DELETE"),
                            of(
                                    "6005",
                                    "DatastoreActivity",
                                    "DATASTORE",
                                    "READ UPDATE CONNECT QUERY WRITE CREATE DELETE LIST ENCRYPT"
                                            + " DECRYPT"),
                            of(
                                    "6006",
                                    "FileHostingActivity",
                                    "FILE",
                                    "UPLOAD DOWNLOAD UPDATE DELETE RENAME COPY MOVE RESTORE"
                                            + " PREVIEW LOCK UNLOCK SHARE UNSHARE OPEN SYNC"
                                            + " UNSYNC ACCESS_CHECK"))
                    .collect(Collectors.toUnmodifiableMap(OcsfClass::uid, Function.identity()));

    /** The class of an id; {@code null} when it is none of those that are mapped. */
    static @Nullable OcsfClass of(String uid) {
        return KNOWN.get(uid);
    }

    /** The ids of all classes that are mapped. */
    static List<String> known() {
        return KNOWN.keySet().stream().sorted().toList();
    }

    /** The action of an activity; {@code null} when the class has none of that id. */
    @Nullable String actionOf(String activityId) {
        return switch (activityId) {
            case "0" -> action + "_UNKNOWN";
            case "99" -> action + "_OTHER";
            default -> {
                int place = placeOf(activityId);
                yield place < 0 ? null : action + "_" + activities.get(place);
            }
        };
    }

    private int placeOf(String activityId) {
        for (int i = 0; i < activities.size(); i++) {
            if (Integer.toString(i + 1).equals(activityId)) {
                return i;
            }
        }
        return -1;
    }

    private static OcsfClass of(String uid, String caption, String action, String activities) {
        return new OcsfClass(uid, caption, action, List.of(activities.split(" ")));
    }
}
