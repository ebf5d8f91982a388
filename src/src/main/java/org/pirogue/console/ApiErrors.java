package org.pirogue.console;

import org.pirogue.flow.FlowException;
import org.pirogue.persons.PersonProblem;
import org.pirogue.workspace.access.AccessProblem;
import org.pirogue.workspace.access.AccessRefused;
import org.pirogue.workspace.dataset.DatasetProblem;
import org.pirogue.workspace.outlet.OutletProblem;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Every refusal of the REST interface has a code, and never repeats what was sent. */
@RestControllerAdvice(basePackageClasses = ApiErrors.class)
class ApiErrors {
    record Refusal(String code, String text) {}

    @ExceptionHandler
    ResponseEntity<Refusal> refused(FlowException e) {
        HttpStatus status =
                switch (e.code()) {
                    case "P338", "P427", "P481", "P490", "P551", "P552", "P553" -> HttpStatus.NOT_FOUND;
                    case "P428", "P444", "P466", "P482", "P486" -> HttpStatus.CONFLICT;
                    case "P492" -> HttpStatus.FORBIDDEN;
                    default -> HttpStatus.BAD_REQUEST;
                };
        return ResponseEntity.status(status)
                .body(new Refusal(e.code(), e.getMessage().substring(e.code().length() + 1)));
    }

    @ExceptionHandler
    ResponseEntity<Refusal> refused(AccessProblem e) {
        HttpStatus status =
                switch (e.code()) {
                    case "P783", "P788", "P793", "P799" -> HttpStatus.NOT_FOUND;
                    case "P787" -> HttpStatus.CONFLICT;
                    default -> HttpStatus.BAD_REQUEST;
                };
        return ResponseEntity.status(status).body(new Refusal(e.code(), e.text()));
    }

    @ExceptionHandler
    ResponseEntity<Refusal> refused(DatasetProblem e) {
        HttpStatus status =
                switch (e.code()) {
                    case "P748", "P752" -> HttpStatus.NOT_FOUND;
                    case "P753", "P755", "P772" -> HttpStatus.CONFLICT;
                    case "P744" -> HttpStatus.GONE;
                    case "P747" -> HttpStatus.INSUFFICIENT_STORAGE;
                    default -> HttpStatus.BAD_REQUEST;
                };
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(new Refusal(e.code(), e.text()));
    }

    @ExceptionHandler
    ResponseEntity<Refusal> refused(OutletProblem e) {
        return ResponseEntity.status(e.code().equals("P732") ? HttpStatus.NOT_FOUND : HttpStatus.BAD_REQUEST)
                .contentType(MediaType.APPLICATION_JSON)
                .body(new Refusal(e.code(), e.text()));
    }

    @ExceptionHandler
    ResponseEntity<Refusal> refused(PersonProblem e) {
        HttpStatus status =
                switch (e.code()) {
                    case "P776", "P777" -> HttpStatus.NOT_FOUND;
                    default -> HttpStatus.BAD_REQUEST;
                };
        return ResponseEntity.status(status).body(new Refusal(e.code(), e.text()));
    }

    @ExceptionHandler
    ResponseEntity<Refusal> refused(AccessRefused e) {
        return ResponseEntity.status(e.hidden() ? HttpStatus.NOT_FOUND : HttpStatus.FORBIDDEN)
                .contentType(MediaType.APPLICATION_JSON)
                .body(new Refusal(e.code(), e.getMessage().substring(e.code().length() + 1)));
    }

    @ExceptionHandler
    ResponseEntity<Refusal> unreadable(HttpMessageNotReadableException e) {
        return ResponseEntity.badRequest()
                .body(new Refusal("P555", "the request is not the JSON that is expected here: see the documentation"));
    }
}
