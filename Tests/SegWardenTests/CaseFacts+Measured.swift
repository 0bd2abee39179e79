import Evaluation
import Geometry
import Measurements
import PolicyLanguage
import Volume

extension CaseFacts {
  /// What every case knows of its structures: sums and faces.
  init(measured segmentation: Segmentation, policy: Policy) {
    let scene = Scene(segmentation: segmentation)
    var table = MeasurementTable(of: scene, imageGrid: nil, hasSlices: false)
    for place in scene.present {
      table.insert(scene[RunSums(structure: place)], for: RunSums(structure: place))
      table.insert(scene[FacesTouched(structure: place)], for: FacesTouched(structure: place))
    }
    self.init(policy: policy, table: table, context: [:])
  }
}
