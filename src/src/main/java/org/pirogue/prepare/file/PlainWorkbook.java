package org.pirogue.prepare.file;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLEventFactory;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLEventWriter;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.Attribute;
import javax.xml.stream.events.StartElement;
import javax.xml.stream.events.XMLEvent;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * A workbook of the strict kind made one of the usual kind, which is the one that the reader knows: dates that are written in full
 * become numbers of days, and sheets are found again.
 */
final class PlainWorkbook {
    private static final String STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    private static final String USUAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final QName TYPE = new QName("t");
    private static final XMLEventFactory EVENTS = XMLEventFactory.newDefaultFactory();

    private final XMLInputFactory input;
    private final boolean from1904;

    private PlainWorkbook(XMLInputFactory input, boolean from1904) {
        this.input = input;
        this.from1904 = from1904;
    }

    /** @return a file that the caller closes */
    static Nameless of(Path file, XMLInputFactory input, boolean from1904) throws IOException {
        Nameless plain = Nameless.in(Path.of(System.getProperty("java.io.tmpdir")));
        try (ZipFile zip = ZipFile.builder().setPath(file).get();
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(plain.path()))) {
            PlainWorkbook workbook = new PlainWorkbook(input, from1904);
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                try (InputStream in = zip.getInputStream(entry)) {
                    workbook.part(entry.getName().toLowerCase(Locale.ROOT), in, out);
                }
            }
            return plain;
        } catch (XMLStreamException | RuntimeException damaged) {
            plain.close();
            throw ExcelFile.damaged();
        } catch (IOException full) {
            plain.close();
            throw full;
        }
    }

    private void part(String name, InputStream in, OutputStream out) throws IOException, XMLStreamException {
        if (name.contains("worksheets/") && name.endsWith(".xml")) {
            sheet(in, out);
        } else if (name.endsWith("workbook.xml")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            out.write(text.replace(STRICT, USUAL).getBytes(StandardCharsets.UTF_8));
        } else {
            in.transferTo(out);
        }
    }

    private void sheet(InputStream in, OutputStream out) throws XMLStreamException {
        XMLEventReader events = input.createXMLEventReader(in);
        XMLEventWriter writer = XMLOutputFactory.newDefaultFactory().createXMLEventWriter(new Open(out), "UTF-8");
        while (events.hasNext()) {
            XMLEvent event = events.nextEvent();
            if (event.isStartElement() && isDate(event.asStartElement())) {
                cell(event.asStartElement(), events, writer);
            } else {
                writer.add(event);
            }
        }
        writer.close();
    }

    private static boolean isDate(StartElement element) {
        Attribute type = element.getAttributeByName(TYPE);
        return element.getName().getLocalPart().equals("c")
                && type != null
                && type.getValue().equals("d");
    }

    /** From its start to its end, without the start. */
    private void cell(StartElement cell, XMLEventReader events, XMLEventWriter writer) throws XMLStreamException {
        List<XMLEvent> within = new ArrayList<>();
        String text = "";
        String element = "";
        XMLEvent event;
        do {
            event = events.nextEvent();
            element = event.isStartElement()
                    ? event.asStartElement().getName().getLocalPart()
                    : event.isEndElement() ? "" : element;
            if (element.equals("v") && event.isCharacters()) {
                text += event.asCharacters().getData();
            } else {
                within.add(event);
            }
        } while (!event.isEndElement()
                || !event.asEndElement().getName().getLocalPart().equals("c"));
        String days = DateForms.serial(text.strip(), from1904).orElse("");
        writer.add(typed(cell, days.isEmpty() ? "str" : "n"));
        for (XMLEvent each : within) {
            writer.add(each);
            if (each.isStartElement()
                    && each.asStartElement().getName().getLocalPart().equals("v")) {
                writer.add(EVENTS.createCharacters(days.isEmpty() ? text : days));
            }
        }
    }

    private static StartElement typed(StartElement cell, String type) {
        List<Attribute> attributes = new ArrayList<>();
        for (Iterator<Attribute> each = cell.getAttributes(); each.hasNext(); ) {
            Attribute attribute = each.next();
            attributes.add(attribute.getName().equals(TYPE) ? EVENTS.createAttribute(TYPE, type) : attribute);
        }
        return EVENTS.createStartElement(cell.getName(), attributes.iterator(), cell.getNamespaces());
    }

    /** The archive goes on after the part. */
    private static final class Open extends FilterOutputStream {
        Open(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
