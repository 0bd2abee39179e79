import Evaluation
import PolicyLanguage

/// What befalls the whole export.
extension FaultSignature {
  static var mirrored: FaultSignature {
    FaultSignature(
      title: "Mirrored", meaning: "is mirrored left to right", scope: .export,
      signs: [
        Sign(Position.self, [.side], .reversed, .swapped, weight: 1, of: .export),
        Sign(SequenceOrder.self, [.order], .broken, .reversed, weight: 0.5),
      ],
      against: [
        Sign(passed: Position.self, [.side], weight: 2, of: .export),
        // Seen in a mirror, what is above stays above, sizes stay what they are, and neighbours stay neighbours.
        Sign(Position.self, [.order], .reversed, .swapped, weight: 4, of: .export),
        Sign(VolumeRange.self, weight: 1, of: .export),
        Sign(Adjacency.self, weight: 1, of: .export),
      ],
      requires: { $0.sidedPairs >= 2 })
  }

  static var wrongSpacing: FaultSignature {
    let file = FileIntegrity.codes(of: [.spacing, .sameSpacing, .anisotropy, .headerSpacing, .headerUnits], [])
    return FaultSignature(
      title: "Wrong spacing", meaning: "states a wrong voxel spacing", scope: .export,
      signs: [
        Sign(
          FileIntegrity.self, [.spacing, .sameSpacing, .anisotropy, .headerSpacing, .headerUnits], weight: 1,
          of: .export),
        Sign(VolumeRange.self, weight: 0.5),
        Sign(AreaRange.self, weight: 0.5),
        Sign(ExtentLimits.self, weight: 0.5),
        Sign(DiameterLimits.self, weight: 0.5),
        Sign(ThicknessLimits.self, weight: 0.4),
        Sign(Adjacency.self, [.gap, .area, .length], weight: 0.4),
        // Too near or too far, and on the right side.
        Sign(Position.self, nil, .below, .above, weight: 0.5),
        Sign(Assert.self, weight: 0.3),
      ],
      against: [
        Sign(passed: VolumeRange.self, weight: 0.3),
        Sign(passed: AreaRange.self, weight: 0.3),
        Sign(passed: ExtentLimits.self, weight: 0.3),
      ],
      requires: { $0.has(file) || $0.sizesAgreeInDirection })
  }

  static var wrongGrid: FaultSignature {
    let grids = FileIntegrity.codes(
      of: [.sameGrid, .sameSize, .sameAxes, .sameSpacing, .headerTransforms, .headerHandedness], [])
    return FaultSignature(
      title: "Wrong grid", meaning: "does not lie on the image's grid", scope: .export,
      signs: [
        Sign(FileIntegrity.self, [.sameGrid, .sameSize, .sameAxes], weight: 1, of: .export),
        Sign(FileIntegrity.self, [.sameSpacing, .headerTransforms, .headerHandedness], weight: 0.8, of: .export),
        Sign(FileIntegrity.self, [.orientation], weight: 0.5, of: .export),
        Sign(BoundaryLimits.self, weight: 0.5),
        Sign(IntensityLimits.self, weight: 0.5),
      ],
      requires: { $0.has(grids) })
  }

  static var notAMask: FaultSignature {
    FaultSignature(
      title: "Not a mask", meaning: "holds no usable label mask", scope: .export,
      signs: [Sign(FileIntegrity.self, [.content, .files], weight: 1, of: .export)])
  }
}
