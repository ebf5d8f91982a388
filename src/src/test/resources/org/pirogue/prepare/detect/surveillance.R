# Makes surveillance.csv: invented counts by ISO week, and what R's package surveillance (1.20.3, R 4.2.2, Debian 12) says of them.
# Not part of the build:  Rscript surveillance.R > surveillance.csv
suppressMessages(library(surveillance))
RNGversion("4.2.0")
set.seed(20261127)
days <- seq(as.Date("2019-01-07"), by = "week", length.out = 300)  # Mondays: with 2020W53 and the 29 February of 2020 and 2024
t <- seq_along(days)
season <- 1 + 0.6 * sin(2 * pi * t / 52.18)
burst <- function(counts, at, more) { counts[at] <- counts[at] + more; counts }
counts <- list(
  busy = rpois(300, 40 * season),
  past_outbreak = burst(rnbinom(300, size = 4, mu = 12 * season), c(95:99, 148:150, 255:257), c(40, 70, 90, 60, 30, 25, 35, 20, 40, 60, 50)),
  rare = burst(rpois(300, 0.3), c(180, 230:232), c(4, 3, 6, 4)),
  silent = burst(rep(0, 300), c(200:203, 260), c(1, 2, 3, 1, 5)))

z <- list(C1 = 3, C2 = 3, C3 = 2)
least <- 0.5
whole <- function(values, range) { all <- rep(NA, 300); all[range] <- values; all }

ears <- function(y, method) {
  s <- earsC(sts(y), control = list(method = method, alpha = 1 - pnorm(z[[method]]), minSigma = least))
  whole(as.vector(upperbound(s)), (300 - nrow(s) + 1):300)
}

# C3 as Fricker, Hegler and Dunfee define it: max(0, C2 - 1) of three weeks, this one among them, is more than z. earsC leaves
# this week out of the sum (it compares z with the two before), against its own help page; so the sum is made here, of C2 with the package's mean
# and deviation, which its upper bound of C2 gives for two values of alpha.
c2 <- function(y) {
  bound <- function(q) upperbound(earsC(sts(y), control = list(method = "C2", alpha = 1 - pnorm(q), minSigma = least)))
  m <- as.vector(bound(0)); sd <- as.vector(bound(1)) - m
  list(mean = whole(m, 10:300), sd = whole(sd, 10:300), excess = whole(pmax(0, (y[10:300] - m) / sd - 1), 10:300))
}
lag <- function(x, n) c(rep(NA, n), head(x, -n))

# The package fixes at 1 the residual from which on a past count weighs less; 2.58 is what its newer farringtonFlexible takes. That one
# is not taken whole: it predicts without the dispersion that it found, so that its limits lie some tenths of a percent elsewhere.
weights_above <- function(residual) {
  f <- surveillance:::algo.farrington.assign.weights
  formals(f)$weightsThreshold <- residual
  assignInNamespace("algo.farrington.assign.weights", f, "surveillance")
}

farrington_limit <- function(y, from, few, ...) {
  s <- sts(y, epoch = as.numeric(days), epochAsDate = TRUE, frequency = 52)
  # Its alpha is that of both sides.
  s <- farrington(s, control = list(range = from:300, b = 3, w = 3, trend = FALSE, alpha = 0.02, powertrans = "2/3", limit54 = c(few, 4), ...))
  list(limit = whole(as.vector(upperbound(s)), from:300), alarm = whole(as.integer(alarms(s)), from:300))
}

channel <- function(y, at, p) {
  places <- surveillance:::refvalIdxByDate(days[at], 3, 2, "1 week", as.numeric(days))
  quantile(y[places], p, type = 7, names = FALSE)
}

from <- 165
rows <- do.call(rbind, lapply(names(counts), function(name) {
  y <- counts[[name]]
  two <- c2(y)
  before <- lag(two$excess, 1) + lag(two$excess, 2)
  weights_above(1)
  original <- farrington_limit(y, from, 0, reweight = TRUE)
  weights_above(2.58)
  data.frame(series = name, week = format(days, "%GW%V"), count = y, c1 = ears(y, "C1"), c2 = ears(y, "C2"),
    c3 = two$mean + two$sd * (1 + z$C3 - before), c3_sum = as.integer(two$excess + before > z$C3), c2_excess = two$excess,
    farrington = farrington_limit(y, from, 0, reweight = TRUE)$limit, farrington_1996 = original$limit,
    farrington_plain = farrington_limit(y, from, 0, reweight = FALSE)$limit,
    farrington_alarm = farrington_limit(y, from, 5, reweight = TRUE)$alarm,
    channel = whole(sapply(from:300, function(at) channel(y, at, 0.75)), from:300))
}))
rows$week <- sub("W0", "W", rows$week)
numbers <- sapply(rows, is.numeric)
rows[numbers] <- lapply(rows[numbers], round, 4)
write.csv(rows, stdout(), row.names = FALSE, quote = FALSE, na = "")
