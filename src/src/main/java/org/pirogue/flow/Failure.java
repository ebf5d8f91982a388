package org.pirogue.flow;

import java.util.Optional;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception;
import org.pirogue.ledger.DatabaseOutage;
import org.pirogue.ledger.column.TableLost;
import org.pirogue.prepare.Problems;
import org.pirogue.workspace.dataset.DatasetProblem;
import org.springframework.jms.JmsException;

/** What of an exception may be said: a code and a text without record, person or secret. */
public record Failure(String code, String text) {

    /** The nearest cause that has a code of its own; anything else is told by its class only. */
    public static Failure of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FlowException flow) {
                return new Failure(
                        flow.code(), flow.getMessage().substring(flow.code().length() + 1));
            }
            if (cause instanceof Dhis2Exception dhis2) {
                return new Failure(code(dhis2.kind()), String.valueOf(dhis2.getMessage()));
            }
            if (cause instanceof TableLost table) {
                return new Failure(table.code(), String.valueOf(table.getMessage()));
            }
            if (cause instanceof DatasetProblem dataset) {
                return new Failure(dataset.code(), dataset.text());
            }
            if (cause instanceof JmsException) {
                return new Failure(
                        "P470",
                        "the queue takes nothing now: what is due waits in the ledger, and is sent when there is room");
            }
            Optional<String> outage = DatabaseOutage.of(cause);
            if (outage.isPresent()) {
                return new Failure("P471", "the database takes nothing now (" + outage.get() + "): it is tried again");
            }
            if (cause instanceof Problems problems) {
                return new Failure(problems.all().get(0).code(), String.valueOf(problems.getMessage()));
            }
        }
        return unexpected(failure);
    }

    private static Failure unexpected(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        StackTraceElement[] trace = root.getStackTrace();
        String where = trace.length == 0 ? "" : " at " + trace[0].getClassName() + ":" + trace[0].getLineNumber();
        return new Failure("P399", "unexpected " + root.getClass().getSimpleName() + where);
    }

    private static String code(Dhis2Exception.Kind kind) {
        return switch (kind) {
            case HELD_BACK -> "P330";
            case UNREACHABLE -> "P301";
            case SIGN_IN, SECRET_MISSING -> "P302";
            case REDIRECT -> "P307";
            case NOT_JSON -> "P304";
            case EMPTY_ANSWER -> "P305";
            case REFUSED -> "P306";
            case NOT_FOUND -> "P335";
            case TRUNCATED -> "P308";
            case UNEXPECTED_ANSWER -> "P309";
            case PARTIAL_ANSWER -> "P558";
            case TOO_LARGE -> "P314";
            case RATE_LIMITED -> "P315";
            case SERVER_ERROR -> "P316";
            case TIMEOUT -> "P317";
            case OUTCOME_UNKNOWN -> "P318";
        };
    }
}
