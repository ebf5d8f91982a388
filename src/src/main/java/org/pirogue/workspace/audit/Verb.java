package org.pirogue.workspace.audit;

/** What somebody did. */
public enum Verb {
    /** saw content: rejects, conflicts, values of a plan, rows */
    READ,
    /** asked for a run, took it back, let a connection wait or go on */
    RUN,
    /** sent something again */
    REPLAY,
    /** approved, refused, dismissed, corrected, settled, adopted */
    DECIDE,
    /** changed what a workspace is configured with; its secrets too */
    CONFIGURE,
    /** took changed files of the country into use */
    DEPLOY,
    /** members, roles, tokens */
    MANAGE,
    SIGN_IN,
    /** a secret was taken to sign in somewhere else */
    USE_SECRET,
    /** a version of a dataset was made readable */
    PUBLISH,
    /** a dataset was given to others, or what they may see of it was changed */
    SHARE,
    /** a share or a publication was taken back */
    WITHDRAW,
    /** something was handed out to a receiver that does not ask: a message, a notice */
    SEND,
    ERASE
}
