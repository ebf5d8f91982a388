package org.pirogue.sandbox.http;

/** What answers one call: it must reply, or throw a {@link Refusal}. */
@FunctionalInterface
public interface Answer {
    void reply(Call call) throws Exception;
}
