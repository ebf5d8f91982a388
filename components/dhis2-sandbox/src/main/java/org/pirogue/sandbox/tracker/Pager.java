package org.pirogue.sandbox.tracker;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.pirogue.sandbox.http.Call;

/** Pages of a list: without {@code totalPages=true} nobody is told how many there are. */
record Pager(boolean paging, int page, int pageSize, boolean totals) {
    static Pager of(Call call) {
        Params params = new Params(call);
        return new Pager(
                call.flag("paging", true),
                params.positive("page", 1),
                params.positive("pageSize", 50),
                call.flag("totalPages", false));
    }

    List<Row> cut(List<Row> rows) {
        if (!paging) {
            return rows;
        }
        long from = Math.min((page - 1L) * pageSize, rows.size());
        return rows.subList((int) from, (int) Math.min(from + pageSize, rows.size()));
    }

    void write(JsonGenerator out, Call call, int total) throws IOException {
        if (!paging) {
            return;
        }
        out.writeObjectFieldStart("pager");
        out.writeNumberField("page", page);
        out.writeNumberField("pageSize", pageSize);
        if (totals) {
            out.writeNumberField("total", total);
            out.writeNumberField("pageCount", (total + pageSize - 1) / pageSize);
        }
        if (page > 1) {
            out.writeStringField("prevPage", link(call, page - 1));
        }
        if ((long) page * pageSize < total) {
            out.writeStringField("nextPage", link(call, page + 1));
        }
        out.writeEndObject();
    }

    private static String link(Call call, int page) {
        String rest = Arrays.stream(call.queryString().split("&"))
                .filter(part -> !part.isEmpty() && !part.startsWith("page="))
                .map(part -> part.replace("[", "%5B").replace("]", "%5D") + "&")
                .collect(Collectors.joining());
        return call.base() + call.path() + "?" + rest + "page=" + page;
    }
}
