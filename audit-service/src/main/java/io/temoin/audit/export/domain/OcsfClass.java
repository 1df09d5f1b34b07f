// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import java.util.List;

/** The classes of OCSF 1.8.0 that entries are told in. */
enum OcsfClass {
    BASE_EVENT(0, "Base Event", 0, "Uncategorized"),
    EVENT_LOG_ACTIVITY(1008, "Event Log Activity", 1, "System Activity"),
    AUTHORIZE_SESSION(3003, "Authorize Session", 3, "Identity & Access Management"),
    ENTITY_MANAGEMENT(3004, "Entity Management", 3, "Identity & Access Management"),
    WEB_RESOURCES_ACTIVITY(6001, "Web Resources Activity", 6, "Application Activity"),
    API_ACTIVITY(6003, "API Activity", 6, "Application Activity"),
    DATASTORE_ACTIVITY(6005, "Datastore Activity", 6, "Application Activity"),
    FILE_HOSTING_ACTIVITY(6006, "File Hosting Activity", 6, "Application Activity");

    private final int uid;
    private final String caption;
    private final int categoryUid;
    private final String category;

    OcsfClass(int uid, String caption, int categoryUid, String category) {
        this.uid = uid;
        this.caption = caption;
        this.categoryUid = categoryUid;
        this.category = category;
    }

    int uid() {
        return uid;
    }

    String caption() {
        return caption;
    }

    int categoryUid() {
        return categoryUid;
    }

    String category() {
        return category;
    }

    /**
     * The profiles that an event of this class takes attributes from: without {@code host}, neither
     * of these classes has an {@code actor}.
     */
    List<String> profiles() {
        return switch (this) {
            case BASE_EVENT, WEB_RESOURCES_ACTIVITY -> List.of("host");
            case EVENT_LOG_ACTIVITY,
                    AUTHORIZE_SESSION,
                    ENTITY_MANAGEMENT,
                    API_ACTIVITY,
                    DATASTORE_ACTIVITY,
                    FILE_HOSTING_ACTIVITY ->
                    List.of();
        };
    }

    /** Whether the class tells where an action came from ({@code src_endpoint}). */
    boolean hasSource() {
        return this != BASE_EVENT;
    }

    /** An activity of this class. */
    OcsfKind activity(int id, String name) {
        return new OcsfKind(this, id, name);
    }
}
