package org.pirogue.flow;

/** This Pirogue among its replicas. @param name the same after a restart, and of no other replica */
public record Node(String name) {}
