/// The published heights of the levels of an adult's vertebral column: each vertebral body with half of the disc above
/// and half of the disc below, in mm along the column. Only their proportions count where two vertebrae are known.
///
/// Bodies, posterior height: Panjabi et al. 1991 (cervical, Spine 16:861; thoracic, Spine 16:888) and 1992 (lumbar,
/// Spine 17:299), 12 columns. Discs: Kunkel et al. 2011 (thoracic, 4.5 to 7.2 mm,
/// doi:10.1111/j.1469-7580.2011.01397.x); Busscher et al. 2010 (lumbar, 9.3 to 12.7 mm, men,
/// doi:10.1007/s00586-010-1326-9). C1, C2 and the sacrum, whose five segments stand obliquely, are rounded estimates.
package enum ColumnHeights {
  /// From C1 to S5.
  package static let ofLevels: [Double] = [
    15, 20, 16.6, 16.4, 16.4, 16, 17.8,
    19, 20.2, 20.2, 20.8, 20.9, 22.3, 23.4, 24.3, 25.3, 26.6, 28, 29.6,
    31.3, 32.8, 33.3, 34.4, 33,
    22, 22, 22, 22, 22,
  ]

  /// The height of the upper edge of each level below the upper edge of C1, and of the lower edge of S5.
  private static let edges: [Double] = ofLevels.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }

  /// How far below the upper edge of C1 a place of the column (`SpinalLevel.number`, between levels a fraction) lies;
  /// beyond the ends as if the first or last level went on.
  package static func depth(of place: Double) -> Double {
    let slot = min(max((place + 0.5).rounded(.down), 0), Double(ofLevels.count - 1))
    return edges[Int(slot)] + (place + 0.5 - slot) * ofLevels[Int(slot)]
  }

  /// The place of the column at a depth: the inverse of `depth`.
  package static func place(at depth: Double) -> Double {
    let slot = max(0, (edges.dropLast().lastIndex { $0 <= depth } ?? 0))
    return Double(slot) - 0.5 + (depth - edges[slot]) / ofLevels[slot]
  }
}
