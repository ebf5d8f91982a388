package org.pirogue.workspace.dataset;

import org.springframework.jdbc.core.JdbcTemplate;

/** The views that the login roles of shares see. */
final class ShareViews {
    private final JdbcTemplate jdbc;

    ShareViews(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param again whether the view that they stand on was made anew */
    void follow(DatasetVersion made, boolean again) {
        if (again) {
            jdbc.queryForList(
                    "select share from workspace.share where workspace = ? and dataset = ? and role is not null",
                    Long.class,
                    made.dataset().workspace(),
                    made.dataset().name());
        }
    }
}
