package org.pirogue.sandbox.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One invented case: an enrollment with one event, and one of each further stage that has a value.
 *
 * @param number identity within the sample, from 1; UIDs are made of it
 * @param enrolledAt where the person was enrolled
 * @param seenAt where the event took place
 * @param day when the person was enrolled
 * @param seenOn when the event took place
 * @param values value by the code of a data element, or of an attribute that is drawn
 * @param deleted whether the event was deleted since
 * @param plain whether nothing about it is awkward
 */
record Case(
        int number,
        Person person,
        Unit enrolledAt,
        Unit seenAt,
        LocalDate day,
        LocalDate seenOn,
        Map<String, String> values,
        boolean deleted,
        boolean plain,
        Instant createdAt,
        Instant updatedAt) {

    /** @param number of the first case of this person */
    record Person(
            int number,
            String nationalId,
            String name,
            String sex,
            @Nullable LocalDate birthDate) {
        String attribute(String kind) {
            return switch (kind) {
                case "number" -> nationalId;
                case "name" -> name;
                case "givenName" -> name.substring(0, name.indexOf(People.GIVEN_AND_FAMILY));
                case "familyName" -> name.substring(name.indexOf(People.GIVEN_AND_FAMILY) + 1);
                case "sex" -> sex;
                case "sexWord" -> sex.equals("F") ? "FEMALE" : "MALE";
                case "birthDate" -> birthDate == null ? "" : birthDate.toString();
                default -> throw new IllegalArgumentException("unknown kind of attribute '" + kind + "'");
            };
        }

        Person bornOn(@Nullable LocalDate day) {
            return new Person(number, nationalId, name, sex, day);
        }
    }

    /** Of the person, or of this case: when it was seen. */
    String attribute(String kind) {
        return kind.equals("seenOn") ? seenOn.toString() : person.attribute(kind);
    }

    Case by(Person other) {
        return new Case(number, other, enrolledAt, seenAt, day, seenOn, values, deleted, plain, createdAt, updatedAt);
    }

    Case at(Unit unit) {
        return new Case(number, person, unit, unit, day, seenOn, values, deleted, plain, createdAt, updatedAt);
    }

    Case seen(Unit unit, LocalDate on) {
        return new Case(number, person, enrolledAt, unit, day, on, values, deleted, plain, createdAt, updatedAt);
    }

    Case with(Map<String, String> other) {
        return new Case(number, person, enrolledAt, seenAt, day, seenOn, other, deleted, plain, createdAt, updatedAt);
    }

    Case gone() {
        return new Case(number, person, enrolledAt, seenAt, day, seenOn, values, true, plain, createdAt, updatedAt);
    }

    Case awkward() {
        return new Case(number, person, enrolledAt, seenAt, day, seenOn, values, deleted, false, createdAt, updatedAt);
    }

    /** The facility and month that its event counts in: {@code BDI_0101_03/202601}. */
    String slice() {
        return "%s/%d%02d".formatted(seenAt.code(), seenOn.getYear(), seenOn.getMonthValue());
    }
}
