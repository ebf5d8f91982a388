package org.pirogue.prepare.file;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pirogue.prepare.Numbers;

/** How a column writes dates: patterns of Java ({@code dd/MM/yyyy}), months in French or English. */
final class DateForms {
    private static final long NO_DAY = 60;
    /** 31 December 9999. */
    private static final BigDecimal LAST_SERIAL = BigDecimal.valueOf(2_958_465);

    private static final int ISO_DAY = 10;
    private static final int HUNDRED_YEARS = 100;
    private static final LocalDate UNLIKE = LocalDate.of(2003, 2, 1);

    private final List<String> patterns;
    private final List<DateTimeFormatter> formats = new ArrayList<>();
    private final LocalDate latest;

    /**
     * @param latest two digits of a year mean the last one that is not after this
     * @throws IllegalArgumentException for what is no pattern of a date
     */
    DateForms(List<String> patterns, LocalDate latest) {
        this.patterns = List.copyOf(patterns);
        this.latest = latest;
        patterns.forEach(pattern -> {
            formats.add(format(pattern, Locale.FRENCH));
            formats.add(format(pattern, Locale.ENGLISH));
        });
    }

    List<String> patterns() {
        return patterns;
    }

    private static DateTimeFormatter format(String pattern, Locale locale) {
        DateTimeFormatter format = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern.replace('y', 'u'))
                .toFormatter(locale)
                .withResolverStyle(ResolverStyle.STRICT);
        try {
            LocalDate.parse(format.format(UNLIKE), format);
            return format;
        } catch (DateTimeException noDate) {
            throw new IllegalArgumentException("'" + pattern + "' does not write a day, a month and a year", noDate);
        }
    }

    /** Two patterns that read one text as two days: {@code dd/MM/yyyy} beside {@code MM/dd/yyyy}. */
    Optional<String> ambiguous() {
        for (DateTimeFormatter writes : formats) {
            String text = writes.format(UNLIKE);
            for (int i = 0; i < formats.size(); i++) {
                Optional<LocalDate> read = parse(text, formats.get(i));
                if (read.isPresent() && !read.get().equals(UNLIKE)) {
                    return Optional.of(patterns.get(i / 2));
                }
            }
        }
        return Optional.empty();
    }

    Optional<LocalDate> read(RawCell cell) {
        return switch (cell.kind()) {
            case DATE -> Optional.of(LocalDate.parse(cell.text()));
            case TEXT -> text(cell.text().strip());
            case NUMBER -> text(cell.text()).or(() -> day(cell.day()));
            case PERCENT, BOOLEAN, ERROR -> Optional.empty();
        };
    }

    private static Optional<LocalDate> day(String iso) {
        return iso.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(iso));
    }

    private Optional<LocalDate> text(String text) {
        return formats.stream()
                .map(format -> parse(text, format))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<LocalDate> parse(String text, DateTimeFormatter format) {
        try {
            LocalDate date = LocalDate.parse(text, format);
            boolean twoDigits = !text.contains(String.valueOf(date.getYear()));
            return Optional.of(twoDigits && date.isAfter(latest) ? date.minusYears(HUNDRED_YEARS) : date);
        } catch (DateTimeException otherPattern) {
            return Optional.empty();
        }
    }

    /** The day that Excel's number of days means. @param from1904 as workbooks of old Macs count */
    static Optional<LocalDate> ofSerial(String text, boolean from1904) {
        return Numbers.read(text)
                .filter(days -> days.signum() >= 0 && days.compareTo(LAST_SERIAL) <= 0)
                .map(BigDecimal::longValue)
                .filter(days -> from1904 || (days >= 1 && days != NO_DAY))
                .map(days -> day(days, from1904));
    }

    /** Excel's number of days for a date of a workbook, {@code 2026-01-31} or {@code 2026-01-31T00:00:00.000}; the hour is left out. */
    static Optional<String> serial(String iso, boolean from1904) {
        try {
            LocalDate date = LocalDate.parse(
                    iso.length() > ISO_DAY && iso.charAt(ISO_DAY) == 'T' ? iso.substring(0, ISO_DAY) : iso);
            long days = ChronoUnit.DAYS.between(from1904 ? LocalDate.of(1904, 1, 1) : LocalDate.of(1899, 12, 31), date);
            String serial = String.valueOf(!from1904 && days >= NO_DAY ? days + 1 : days);
            return ofSerial(serial, from1904).filter(date::equals).map(day -> serial);
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    private static LocalDate day(long days, boolean from1904) {
        if (from1904) {
            return LocalDate.of(1904, 1, 1).plusDays(days);
        }
        // Excel counts a 29 February 1900, which never was.
        return LocalDate.of(1899, 12, 31).plusDays(days > NO_DAY ? days - 1 : days);
    }
}
