package org.pirogue.prepare.detect;

import java.util.Arrays;
import java.util.Optional;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * A Poisson regression with dispersion, {@code log mean = a + b time}, or without a trend {@code log mean = a}, by iteratively
 * reweighted least squares. As R's {@code glm(family = quasipoisson)}: McCullagh P, Nelder JA: Generalized Linear Models,
 * 2nd ed. 1989, 2.5 and 6.2.
 */
final class PoissonFit {
    private static final int MOST_STEPS = 25;
    private static final double STILL = 1e-8;
    private static final double FLAT = 1e-11;

    private final RealMatrix design;
    private final double[] counts;
    private final double[] weights;
    private RealVector coefficients;
    private double[] means;
    private RealMatrix covariance;

    private PoissonFit(RealMatrix design, double[] counts, double[] weights) {
        this.design = design;
        this.counts = counts;
        this.weights = weights;
        means = Arrays.stream(counts).map(count -> count + 0.1).toArray();
        coefficients = MatrixUtils.createRealVector(new double[design.getColumnDimension()]);
        covariance = MatrixUtils.createRealIdentityMatrix(design.getColumnDimension());
    }

    /**
     * @param times of the counts; 0 is the time that is to be predicted
     * @param weights of the counts
     * @return empty where the steps do not come to rest, or the counts say nothing about a trend
     */
    static Optional<PoissonFit> of(double[] times, double[] counts, double[] weights, boolean trend) {
        double[][] rows = Arrays.stream(times)
                .mapToObj(time -> trend ? new double[] {1, time} : new double[] {1})
                .toArray(double[][]::new);
        PoissonFit fit = new PoissonFit(MatrixUtils.createRealMatrix(rows), counts, weights);
        return fit.settles() ? Optional.of(fit) : Optional.empty();
    }

    private boolean settles() {
        if (counts.length <= design.getColumnDimension()) {
            return false;
        }
        double before = deviance();
        for (int i = 0; i < MOST_STEPS; i++) {
            if (!step()) {
                return false;
            }
            double now = deviance();
            if (Math.abs(now - before) / (Math.abs(now) + 0.1) < STILL) {
                // The covariance is that of the means as they came out.
                return solver().map(DecompositionSolver::getInverse)
                        .map(this::keep)
                        .isPresent();
            }
            before = now;
        }
        return false;
    }

    private RealMatrix keep(RealMatrix inverse) {
        covariance = inverse;
        return inverse;
    }

    private boolean step() {
        double[] working = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            double residual = (counts[i] - means[i]) / means[i];
            working[i] = weights[i] * means[i] * (Math.log(means[i]) + residual);
        }
        Optional<DecompositionSolver> solver = solver();
        if (solver.isEmpty()) {
            return false;
        }
        coefficients = solver.get().solve(design.preMultiply(MatrixUtils.createRealVector(working)));
        means = Arrays.stream(design.operate(coefficients.toArray()))
                .map(Math::exp)
                .toArray();
        return Arrays.stream(means).allMatch(mean -> mean > 0 && Double.isFinite(mean));
    }

    /** Of the weighted normal equations; empty where they have no one solution. */
    private Optional<DecompositionSolver> solver() {
        RealMatrix weighted = design.copy();
        for (int i = 0; i < counts.length; i++) {
            weighted.setRowVector(i, design.getRowVector(i).mapMultiply(weights[i] * means[i]));
        }
        try {
            return Optional.of(new CholeskyDecomposition(weighted.transposeMultiply(design), 1e-9, FLAT).getSolver());
        } catch (MathIllegalArgumentException notPositive) {
            return Optional.empty();
        }
    }

    private double deviance() {
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            double log = counts[i] == 0 ? 0 : counts[i] * Math.log(counts[i] / means[i]);
            sum += 2 * weights[i] * (log - (counts[i] - means[i]));
        }
        return sum;
    }

    /** Pearson's, over the degrees of freedom; of counts that vary less than Poisson's it is below 1. */
    double dispersion() {
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            double residual = counts[i] - means[i];
            sum += weights[i] * residual * residual / means[i];
        }
        return sum / freedom();
    }

    private int freedom() {
        return counts.length - design.getColumnDimension();
    }

    /** What is to be expected at time 0. */
    double expected() {
        return Math.exp(coefficients.getEntry(0));
    }

    /** Variance of {@link #expected()} for a dispersion of 1. */
    double variance() {
        return covariance.getEntry(0, 0) * expected() * expected();
    }

    /** How often a trend as strong as this one is seen where there is none, by Student's t; of two sides. */
    double trendByChance() {
        double t = coefficients.getEntry(1) / Math.sqrt(dispersion() * covariance.getEntry(1, 1));
        return 2 * new TDistribution(freedom()).cumulativeProbability(-Math.abs(t));
    }

    /**
     * Anscombe's residuals, standardised.
     *
     * @param dispersion that they are divided by
     */
    double[] residuals(double dispersion) {
        double[] residuals = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            RealVector row = design.getRowVector(i);
            double leverage = weights[i] * means[i] * covariance.operate(row).dotProduct(row);
            double raw = 1.5 * (Math.cbrt(counts[i] * counts[i]) / Math.pow(means[i], 1.0 / 6) - Math.sqrt(means[i]));
            residuals[i] = raw / Math.sqrt(dispersion * (1 - leverage));
        }
        return residuals;
    }
}
