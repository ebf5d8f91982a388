package org.pirogue.sandbox.values;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Texts of one payload, by number. Looks up characters without making a string of a text that is known. */
final class Texts {
    private int[] slots = new int[256];
    private int[] hashes = new int[256];
    private final List<String> texts = new ArrayList<>();

    int of(char[] from, int offset, int length) {
        int hash = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + from[i];
        }
        int mask = slots.length - 1;
        int slot = spread(hash) & mask;
        while (slots[slot] != 0) {
            if (hashes[slot] == hash && same(texts.get(slots[slot] - 1), from, offset, length)) {
                return slots[slot] - 1;
            }
            slot = (slot + 1) & mask;
        }
        return add(new String(from, offset, length), hash, slot);
    }

    int of(String text) {
        char[] chars = text.toCharArray();
        return of(chars, 0, chars.length);
    }

    private int add(String text, int hash, int slot) {
        texts.add(text);
        slots[slot] = texts.size();
        hashes[slot] = hash;
        if (texts.size() * 2 > slots.length) {
            grow();
        }
        return texts.size() - 1;
    }

    private void grow() {
        int[] oldSlots = slots;
        int[] oldHashes = hashes;
        slots = new int[oldSlots.length * 2];
        hashes = new int[slots.length];
        Arrays.fill(slots, 0);
        int mask = slots.length - 1;
        for (int i = 0; i < oldSlots.length; i++) {
            if (oldSlots[i] != 0) {
                int slot = spread(oldHashes[i]) & mask;
                while (slots[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                slots[slot] = oldSlots[i];
                hashes[slot] = oldHashes[i];
            }
        }
    }

    private static int spread(int hash) {
        return (hash ^ hash >>> 16) * 0x9E3779B9 >>> 7;
    }

    private static boolean same(String text, char[] from, int offset, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != from[offset + i]) {
                return false;
            }
        }
        return true;
    }

    String get(int number) {
        return texts.get(number);
    }

    int size() {
        return texts.size();
    }
}
