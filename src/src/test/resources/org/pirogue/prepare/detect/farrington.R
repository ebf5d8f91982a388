# Makes farrington.csv: what R's surveillance 1.20.3 says of invented series. Not part of the build: Rscript farrington.R > farrington.csv
suppressPackageStartupMessages(library(surveillance))
set.seed(1996)
weeks <- 1:312
season <- sin(2 * pi * weeks / 52)
series <- list(
  steady   = rpois(312, 6),
  seasonal = rnbinom(312, mu = exp(2 + 0.8 * season), size = 5),
  rising   = rpois(312, exp(1 + 0.006 * weeks + 0.3 * season)),
  falling  = rpois(312, exp(4 - 0.008 * weeks)),
  outbreak = rpois(312, 5) + ifelse(weeks %in% c(205:209, 258:260, 300:302), 40, 0),
  rare     = rpois(312, 0.4))
cat("series,counts,trend,weights,years,half_window,week,trend_kept,threshold,signal\n")
for (name in names(series)) {
  counts <- series[[name]]
  for (trend in c(TRUE, FALSE)) for (weights in c(TRUE, FALSE)) for (years in c(3, 5)) {
    range <- 265:312
    found <- algo.farrington(create.disProg(week = weeks, observed = counts, state = 0 * weeks, freq = 52),
      list(range = range, b = years, w = 3, reweight = weights, trend = trend, alpha = 0.02, limit54 = c(0, 4)))
    for (i in seq(1, length(range), by = 3)) {
      # limit54 = 0 gives each threshold; the rule of five cases is put in here as the paper has it.
      k <- range[i]
      signal <- counts[k] > found$upperbound[i] && sum(counts[(k - 3):k]) >= 5
      cat(name, if (k == range[1] && trend && weights && years == 3) paste(counts, collapse = " ") else "",
        tolower(trend), tolower(weights), years, 3, k, tolower(found$trend[i] == 1),
        format(found$upperbound[i], digits = 12), paste0(tolower(signal), "\n"), sep = ",")
    }
  }
}
