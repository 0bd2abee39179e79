package import Evaluation
internal import Geometry
package import PolicyLanguage
internal import Volume

extension CaseFacts {
  /// What a reasoner may know of one label.
  package func summary(of label: LabelDeclaration) -> StructureSummary {
    let state = state(label.name)
    guard let place = filled(label.name) else {
      return StructureSummary(
        label: label.name, side: label.side, state: state == .empty ? .empty : .notInExport)
    }
    let voxels = voxels(ofStructure: place)
    let centre = centre(ofStructure: place)
    return StructureSummary(
      label: label.name, side: label.side, state: cuts(label.name).isEmpty ? .present : .cutByTheBorder,
      size: size(voxels: voxels), centroid: centre?.patient, centre: centre?.patient?.words)
  }
}
