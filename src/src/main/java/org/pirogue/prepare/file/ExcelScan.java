package org.pirogue.prepare.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Looks through a workbook before it is read: unpacked it stays within bounds, no part declares a document type, no cell lies
 * outside a sheet, no text is asked for that is not there. The reader trusts all of that.
 */
final class ExcelScan {
    private static final Pattern CELL = Pattern.compile("[A-Z]{1,3}[1-9][0-9]{0,6}");
    private static final String STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    /** Without document types and whatever they bring in. */
    static final XMLInputFactory XML = xml();

    private final Bounds bounds;
    private long unpacked;
    private long texts;
    private boolean from1904;
    private boolean styled;
    private boolean strict;

    /**
     * @param bytes that all parts may have, unpacked
     * @param textBytes that the shared texts may have, for they are held in memory
     */
    record Bounds(long bytes, long textBytes) {
        static final Bounds USUAL = new Bounds(2L << 30, 64L << 20);
    }

    private ExcelScan(Bounds bounds) {
        this.bounds = bounds;
    }

    /** @throws BadFile P681 damaged, P682 out of bounds */
    static ExcelScan of(Path file, Bounds bounds) throws IOException {
        ExcelScan scan = new ExcelScan(bounds);
        try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
            List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
            // The shared texts come first: cells point to them by number.
            for (ZipArchiveEntry each :
                    entries.stream().filter(ExcelScan::isTexts).toList()) {
                scan.part(zip, each, bounds.textBytes());
            }
            for (ZipArchiveEntry each :
                    entries.stream().filter(entry -> !isTexts(entry)).toList()) {
                scan.part(zip, each, bounds.bytes());
            }
            return scan;
        } catch (XMLStreamException | IllegalArgumentException malformed) {
            throw BadFile.damaged(
                    "it is a workbook with a damaged part", "open it in Excel and save it again as .xlsx");
        }
    }

    boolean from1904() {
        return from1904;
    }

    /** Whether it says how cells are shown, without which a date is a number. */
    boolean styled() {
        return styled;
    }

    /** Whether it is of the strict kind, or has dates as that has them. */
    boolean strict() {
        return strict;
    }

    private static String name(ZipArchiveEntry entry) {
        return entry.getName().toLowerCase(Locale.ROOT);
    }

    private static boolean isTexts(ZipArchiveEntry entry) {
        return name(entry).endsWith("sharedstrings.xml");
    }

    private void part(ZipFile zip, ZipArchiveEntry entry, long most) throws IOException, XMLStreamException {
        styled |= name(entry).endsWith("styles.xml");
        try (InputStream in = new Counted(zip.getInputStream(entry), most)) {
            if (name(entry).endsWith(".xml") || name(entry).endsWith(".rels")) {
                elements(in);
            } else {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
        }
    }

    private void elements(InputStream in) throws XMLStreamException {
        XMLStreamReader xml = XML.createXMLStreamReader(in);
        boolean shared = false;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD -> throw outOfBounds("it declares a document type");
                case XMLStreamConstants.START_ELEMENT -> {
                    shared = xml.getLocalName().equals("v") ? shared : element(xml);
                    if (shared && xml.getLocalName().equals("v")) {
                        known(xml.getElementText());
                    }
                }
                default -> {}
            }
        }
    }

    /** @return whether it is a cell whose value is the number of a shared text */
    private boolean element(XMLStreamReader xml) {
        switch (xml.getLocalName()) {
            case "si" -> texts++;
            case "sheet" -> strict |= xml.getAttributeValue(STRICT, "id") != null;
            case "workbookPr" ->
                from1904 = List.of("1", "true").contains(String.valueOf(xml.getAttributeValue(null, "date1904")));
            case "c" -> {
                String at = xml.getAttributeValue(null, "r");
                if (at != null && !CELL.matcher(at).matches()) {
                    throw outOfBounds("a cell lies outside its sheet");
                }
                strict |= "d".equals(xml.getAttributeValue(null, "t"));
                return "s".equals(xml.getAttributeValue(null, "t"));
            }
            default -> {}
        }
        return false;
    }

    private void known(String number) {
        if (Long.parseLong(number.strip()) >= texts) {
            throw BadFile.damaged("a cell points to a text that is not there", "open it in Excel and save it again");
        }
    }

    private static BadFile outOfBounds(String text) {
        return new BadFile("P682", text, "save the rows alone, as values, in a new workbook or as CSV");
    }

    private static XMLInputFactory xml() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /** Ends with a refusal where a part, or all of them, are longer than they may be. */
    private final class Counted extends FilterInputStream {
        private final long most;
        private long read;

        Counted(InputStream in, long most) {
            super(in);
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int some = super.read(bytes, offset, length);
            count(Math.max(0, some));
            return some;
        }

        private void count(int more) {
            read += more;
            unpacked += more;
            if (read > most || unpacked > bounds.bytes()) {
                throw outOfBounds("unpacked it is larger than " + (Math.min(most, bounds.bytes()) >> 20) + " MB");
            }
        }
    }
}
