package org.pirogue.prepare.period;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Days: {@code 20250131}. */
final class Days implements PeriodType.Rhythm {
    private static final DateTimeFormatter ID = DateTimeFormatter.BASIC_ISO_DATE;

    @Override
    public LocalDate firstDay(LocalDate day) {
        return day;
    }

    @Override
    public LocalDate step(LocalDate firstDay, int periods) {
        return firstDay.plusDays(periods);
    }

    @Override
    public String id(LocalDate firstDay) {
        return ID.format(firstDay);
    }

    @Override
    public Optional<LocalDate> read(String id) {
        if (!id.matches("\\d{8}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(id, ID));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }
}
