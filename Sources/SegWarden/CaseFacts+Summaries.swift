package import Evaluation
internal import Geometry
internal import PolicyLanguage
package import Results
package import Volume

extension CaseFacts {
  /// The basic numbers of one label for the record.
  package func measures(of label: String) -> LabelMeasures {
    guard let place = place(label) else {
      return LabelMeasures(label: label, state: .notInExport, voxels: nil, volumeML: nil, centroidRAS: nil, cutBy: [])
    }
    let millilitres = Double(voxels(ofStructure: place)) * grid.voxelMeasure / 1000
    let volume = grid.dimensions == 3 && grid.spacing != nil ? millilitres : nil
    let centre = centre(ofStructure: place)?.patient
    return LabelMeasures(
      label: label, state: state(label), voxels: voxels(ofStructure: place), volumeML: volume,
      centroidRAS: centre.map { [$0.x, $0.y, $0.z] }, cutBy: cuts(label))
  }
}

/// A grid in the words of a record.
package struct GridFacts {
  private let grid: Grid

  package init(_ grid: Grid) { self.grid = grid }

  package var summary: Provenance.GridSummary {
    Provenance.GridSummary(
      size: (0..<3).map { grid.size[$0] }, spacingMM: grid.spacing.map { [$0.x, $0.y, $0.z] },
      orientation: grid.affine?.orientation)
  }
}
