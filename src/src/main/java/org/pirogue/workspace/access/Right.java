package org.pirogue.workspace.access;

/** What somebody may do. Three of them are about an exchange: see that it happened, see its content, send it again. */
public enum Right {
    /** flows, runs, counts, connections: that something happened */
    SEE_RUNS,
    /** values: rejects, conflicts, plans, differences */
    SEE_CONTENT,
    /** send again what was refused, put aside or lost */
    REPLAY,
    /** begin a run and take it back, let a connection wait */
    RUN,
    /** approve, refuse, dismiss, correct, settle */
    DECIDE,
    /** secrets of the workspace */
    CONFIGURE,
    /** members of the workspace, their roles, tokens */
    MANAGE_MEMBERS,
    /** datasets of the workspace */
    READ_DATASET,
    /** what was shared with the workspace, or with whom asks */
    RECEIVE,
    /** describe a dataset, make a version readable, take it back */
    PUBLISH,
    /** give a dataset to others, and take it back */
    SHARE,
    /** find where a person is in all that the workspace keeps, and who received it; erase them there */
    ERASE_PERSONS,
    /** the audit trail of the workspace */
    SEE_AUDIT,
    /** the machine: metrics, health, deployments. Of the whole country only */
    OPERATE,
    /** Hawtio, Jolokia, bodies of messages that nobody could read. Of the whole country only */
    OPEN_CONSOLE
}
