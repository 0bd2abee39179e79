import Foundation
import Testing

/// What a field must find in a drawing: a value from geometry, and how far a digital shape may be from it.
struct NumberExample: Sendable, CustomTestStringConvertible {
  let kind: String
  let key: String
  let drawing: Drawing
  /// In `unit`.
  let truth: Double
  /// Half the width of what is as good as the truth: 0 where voxels give it exactly.
  let tolerance: Double
  let unit: String

  init(
    _ kind: String, _ key: String, _ drawing: Drawing, _ truth: Double, within tolerance: Double = 0,
    _ unit: String = ""
  ) {
    (self.kind, self.key, self.drawing, self.truth) = (kind, key, drawing, truth)
    (self.tolerance, self.unit) = (tolerance, unit)
  }

  var testDescription: String { "\(kind) \(key): \(truth) \(unit)" }
  /// Rounding noise alone where the value is exact.
  var slack: Double { max(tolerance, 1e-6 * max(1, abs(truth))) }
}

private func sphere(volume: Double) -> Double { 2 * cbrt(3 * volume / (4 * .pi)) }
/// The population variance of n equally spaced voxel centres.
private func variance(_ n: Double, spacing: Double) -> Double { (n * n - 1) / 12 * spacing * spacing }
/// The share of the picture that a disc of 40 pixels covers, and the picture's standard deviation with it.
private let covered = Double.pi * 1600 / (160 * 150)
private let contrast = 150 / (covered * (1 - covered) * 150 * 150 + 16.0 / 3).squareRoot()

let numberExamples: [NumberExample] = [
  NumberExample("extent", "right_left", .box, 20, "mm"), NumberExample("extent", "anterior_posterior", .box, 12, "mm"),
  NumberExample("extent", "superior_inferior", .box, 18, "mm"),

  // Between voxel centres: 18 × 11 × 15 mm.
  NumberExample("diameter", "feret_max", .box, 670.0.squareRoot(), "mm"),
  NumberExample("diameter", "feret_min", .box, 11, "mm"),
  NumberExample("diameter", "equivalent", .box, sphere(volume: 4320), "mm"),
  // Six voxels from the middle to the background along the shortest side.
  NumberExample("diameter", "inscribed", .box, 12, "mm"),
  // Half a voxel of 1 mm on either side, more where the lattice lets the ball slip.
  NumberExample("diameter", "inscribed", .ball, 30, within: 2, "mm"),
  NumberExample("diameter", "equivalent", .ball, 30, within: 0.2, "mm"),
  NumberExample("diameter", "equivalent", .disc, 20, within: 0.15, "mm"),
  NumberExample("diameter", "feret_max", .rectangle, (29 * 29 + 9 * 9).squareRoot() / 2, "mm"),
  NumberExample("diameter", "feret_min", .rectangle, 4.5, "mm"),
  // Across its diagonal a rectangle is twice as wide as its height over the diagonal.
  NumberExample("diameter", "feret_orthogonal", .rectangle, 2 * 29 * 9 / (29 * 29 + 9 * 9).squareRoot() / 2, "mm"),
  NumberExample("diameter", "feret_max", .notched, 19 * 2.0.squareRoot(), "px"),

  // The facets around a binary ball have up to a tenth more surface than the ball.
  NumberExample("shape", "sphericity", .ball, 0.95, within: 0.05),
  NumberExample("shape", "compactness", .ball, 0.85, within: 0.15),
  NumberExample("shape", "roundness", .ball, 1, within: 0.03),
  NumberExample("shape", "roundness", .disc, 1, within: 0.03),
  NumberExample("shape", "elongation", .box, (variance(10, spacing: 2) / variance(6, spacing: 3)).squareRoot()),
  NumberExample("shape", "flatness", .box, (variance(6, spacing: 3) / variance(12, spacing: 1)).squareRoot()),
  NumberExample("shape", "elongation", .rectangle, (variance(30, spacing: 1) / variance(10, spacing: 1)).squareRoot()),
  NumberExample("shape", "solidity", .box, 100, "%"), NumberExample("shape", "solidity", .notched, 92, "%"),
  NumberExample("shape", "circularity", .disc, 1, within: 0.04),
  // 4 π 300 / 80²; with four directions the outline of a small rectangle comes out up to 8 % too short, which counts
  // twice.
  NumberExample("shape", "circularity", .rectangle, 4 * .pi * 300 / 6400, within: 0.1),
  NumberExample("shape", "concavity", .notched, 8, "px"), NumberExample("shape", "euler_number", .box, 1),
  NumberExample("shape", "euler_number", .hollowBox, 2), NumberExample("shape", "euler_number", .holed, 0),

  NumberExample("thickness", "largest", .plate, 6, "mm"), NumberExample("thickness", "median", .plate, 6, "mm"),
  // Along the edges of the plate the ball is cut by the corner, down to two voxels.
  NumberExample("thickness", "smallest", .plate, 4, within: 2, "mm"),
  NumberExample("thickness", "largest", .ball, 30, within: 2, "mm"),
  NumberExample("thickness", "median", .ball, 30, within: 2, "mm"),
  NumberExample("thickness", "largest", .rectangle, 5, within: 0.5, "mm"),

  NumberExample("raggedness", "ratio", .ball, 1, within: 0.03),
  NumberExample("raggedness", "changed", .ball, 1, within: 1, "%"),
  NumberExample("raggedness", "ratio", .disc, 1, within: 0.03),
  // Twenty teeth of ten pixels: 20 · 20 more outline than the square's 160, of which smoothing with 5 % of 34 pixels
  // keeps little.
  NumberExample("raggedness", "ratio", .comb, 3, within: 1),
  NumberExample("thin", "fraction", .ball, 0, "%"),
  // A third of the comb's pixels are teeth of two pixels, thinner than 2 · 12 % of √1200.
  NumberExample("thin", "fraction", .comb, 100.0 / 3, within: 5, "%"),

  NumberExample("intensity", "mean", .ramp, 14.5), NumberExample("intensity", "median", .ramp, 14.5),
  NumberExample("intensity", "sd", .ramp, (99.0 / 12).squareRoot()), NumberExample("intensity", "smallest", .ramp, 10),
  NumberExample("intensity", "largest", .ramp, 19), NumberExample("intensity", "p5", .ramp, 10),
  NumberExample("intensity", "p95", .ramp, 19),
  // Ten columns, of which the first and the last hold a tenth of the pixels each.
  NumberExample("intensity", "darkest_end", .ramp, -4.5), NumberExample("intensity", "brightest_end", .ramp, 4.5),
  NumberExample("intensity", "normalised", .ramp, -5 / (1599.0 / 12).squareRoot()),

  NumberExample("boundary", "edge_support", .discOnEdge, 99, within: 1, "%"),
  NumberExample("boundary", "edge_support", .discInNoise, 30, within: 10, "%"),
  NumberExample("boundary", "edge_strength", .discInNoise, 1, within: 0.25),
  NumberExample("boundary", "direction_consistency", .discOnEdge, 99, within: 1, "%"),
  NumberExample("boundary", "direction_consistency", .discInNoise, 50, within: 12, "%"),
  // The lowest of twelve sectors of noise, none of which has an edge.
  NumberExample("boundary", "weakest_sector", .discInNoise, 0, within: 1),
  NumberExample("boundary", "edge_offset", .discOnEdge, 0, within: 0.01),
  NumberExample("boundary", "edge_offset", .discTooSmall, 100.0 * 5 / 35, within: 1.2, "%"),
  NumberExample("boundary", "edge_offset", .discTooLarge, -5.0 / 45, within: 0.012),
  NumberExample("boundary", "edge_offset_distance", .discTooSmall, 5, within: 0.4, "px"),
  NumberExample("boundary", "edge_offset_distance", .discTooLarge, -5, within: 0.4, "px"),
  NumberExample("boundary", "edge_offset_distance", .ballTooSmall, 3, within: 0.7, "mm"),
  NumberExample("boundary", "edge_offset_distance", .ballOnEdge, 0, within: 0.7, "mm"),
  NumberExample("boundary", "ring_contrast", .discOnEdge, contrast, within: 0.1),
  NumberExample("boundary", "ring_separability", .discOnEdge, 99.9, within: 0.1, "%"),
  NumberExample("boundary", "ring_separability", .discInNoise, 50, within: 5, "%"),
  // Uniform noise: eight tenths lie between its 10th and 90th percentile.
  NumberExample("boundary", "ring_overlap", .discInNoise, 80, within: 5, "%"),
  NumberExample("boundary", "ring_overlap", .discOnEdge, 1, within: 1, "%"),
  // Uniform noise, split in the middle: a quarter of the variance is left.
  NumberExample("boundary", "inside_homogeneity", .discInNoise, 25, within: 2, "%"),
  NumberExample("boundary", "surroundings_score", .discInNoise, 0, within: 0.2),
  NumberExample("boundary", "weakest_slice", .ballOnEdge, 97.5, within: 2.5, "%"),
  // Thirty per cent by chance, and the lowest of three slices.
  NumberExample("boundary", "weakest_slice", .ballSpoilt, 25, within: 12, "%"),
]
