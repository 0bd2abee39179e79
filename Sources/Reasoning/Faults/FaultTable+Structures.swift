import Evaluation
import PolicyLanguage

/// What befalls one structure.
extension FaultSignature {
  static var empty: FaultSignature {
    FaultSignature(
      title: "Empty", meaning: "holds nothing", scope: .structure, befallsExport: true,
      signs: [
        Sign(Presence.self, nil, .missing, weight: 1),
        Sign(FileIntegrity.self, [.empty], weight: 1),
        Sign(SequenceOrder.self, [.missing], .above, weight: 0.6),
      ],
      requires: { $0.isEmpty })
  }

  static var missingPart: FaultSignature {
    FaultSignature(
      title: "Missing part", meaning: "is missing, or a part of it is", scope: .structure,
      signs: [
        Sign(Presence.self, nil, .missing, weight: 1),
        Sign(SequenceOrder.self, [.missing], .above, weight: 0.8),
        Sign(Connectivity.self, [.components], .below, .split, weight: 0.9),
        Sign(Connectivity.self, [.largestFraction], .split, weight: 0.9),
        Sign(Connectivity.self, [.largestFraction], .above, weight: 0.5),
        Sign(VolumeRange.self, nil, .below, weight: 0.5),
        Sign(AreaRange.self, nil, .below, weight: 0.5),
        Sign(
          ShapeLimits.self, [.sphericity, .compactness, .roundness, .circularity, .solidity], .below, weight: 0.5),
        Sign(ShapeLimits.self, [.concavity], .above, weight: 0.5),
        Sign(BoundaryLimits.self, [.weakestSector], .below, weight: 0.5),
        Sign(BoundaryLimits.self, [.edgeSupport, .weakestSlice], .below, weight: 0.3),
        Sign(BoundaryLimits.self, [.ringOverlap], .above, weight: 0.3),
        Sign(ThicknessLimits.self, nil, .below, weight: 0.3),
        Sign(ExtentLimits.self, nil, .below, weight: 0.4),
        Sign(DiameterLimits.self, nil, .below, weight: 0.4),
        Sign(SymmetryLimits.self, [.volumeRatio], weight: 0.4),
        Sign(SymmetryLimits.self, [.mirroredOverlap], .below, weight: 0.3, of: .mentioned),
        Sign(Continuity.self, [.spikes], .above, weight: 0.3),
        Sign(Adjacency.self, [.gap], .above, weight: 0.3, of: .mentioned),
        Sign(Adjacency.self, [.area, .length, .share], .below, weight: 0.3, of: .mentioned),
        Sign(Cooccurrence.self, weight: 0.4, of: .mentioned),
        Sign(Assert.self, weight: 0.2, of: .mentioned),
      ],
      against: [
        Sign(passed: VolumeRange.self, weight: 1),
        // What lost a part is not larger for it.
        Sign(VolumeRange.self, nil, .above, weight: 1),
        Sign(AreaRange.self, nil, .above, weight: 1),
      ],
      requires: { !$0.isEmpty })
  }

  static var truncated: FaultSignature {
    FaultSignature(
      title: "Truncated", meaning: "ends in a flat cut", scope: .structure,
      signs: [
        Sign(Continuity.self, [.endArea], .above, weight: 1),
        Sign(Border.self, [.mayTouch], weight: 0.8),
        Sign(Border.self, [.circle], .below, weight: 0.8),
        Sign(VolumeRange.self, nil, .below, weight: 0.4),
        Sign(AreaRange.self, nil, .below, weight: 0.4),
        Sign(ExtentLimits.self, nil, .below, weight: 0.5),
        Sign(DiameterLimits.self, nil, .below, weight: 0.4),
        Sign(ShapeLimits.self, nil, .below, weight: 0.2),
        Sign(SymmetryLimits.self, [.volumeRatio], weight: 0.3),
        Sign(Adjacency.self, [.gap], .above, weight: 0.3, of: .mentioned),
        Sign(Adjacency.self, [.area, .length, .share], .below, weight: 0.3, of: .mentioned),
        Sign(Cooccurrence.self, weight: 0.3, of: .mentioned),
      ])
  }

  static var missingSlices: FaultSignature {
    FaultSignature(
      title: "Missing slices", meaning: "is interrupted by slices without it", scope: .structure,
      signs: [
        Sign(Continuity.self, [.missingSlices], .above, weight: 1),
        Sign(Connectivity.self, [.components], .above, weight: 0.6),
        Sign(Connectivity.self, [.largestFraction], .below, weight: 0.5),
        Sign(Cooccurrence.self, [.share], .below, weight: 0.6),
        Sign(Cooccurrence.self, [.missing], .above, weight: 0.6),
        Sign(Continuity.self, [.neighbourOverlap], .below, weight: 0.5),
        Sign(Continuity.self, [.areaJump, .spikes], .above, weight: 0.3),
        Sign(VolumeRange.self, nil, .below, weight: 0.2),
      ],
      against: [Sign(passed: Connectivity.self, weight: 1)])
  }

  static var hole: FaultSignature {
    FaultSignature(
      title: "Hole", meaning: "has a hole", scope: .structure,
      signs: [
        Sign(HoleLimits.self, nil, .above, weight: 1),
        Sign(TunnelLimits.self, nil, .above, weight: 0.8),
        Sign(ThicknessLimits.self, [.smallest], .below, weight: 0.7),
        Sign(ShapeLimits.self, [.eulerNumber], weight: 0.6),
        Sign(DiameterLimits.self, [.inscribed], .below, weight: 0.4),
        Sign(VolumeRange.self, nil, .below, weight: 0.2),
        Sign(ShapeLimits.self, [.solidity, .sphericity, .compactness], .below, weight: 0.1),
      ])
  }

  static var island: FaultSignature {
    FaultSignature(
      title: "Island", meaning: "has pieces apart from its main body", scope: .structure,
      signs: [
        Sign(Connectivity.self, [.components], .above, weight: 1),
        Sign(Connectivity.self, [.largestFraction], .below, weight: 0.9),
        Sign(Continuity.self, [.missingSlices], .above, weight: 0.5),
        Sign(ExtentLimits.self, nil, .above, weight: 0.3),
        Sign(DiameterLimits.self, [.feretMax, .feretMin, .feretOrthogonal], .above, weight: 0.3),
        Sign(ShapeLimits.self, [.solidity], .below, weight: 0.3),
        Sign(ShapeLimits.self, [.eulerNumber], .above, weight: 0.3),
        Sign(Containment.self, [.fraction], .below, weight: 0.3),
        Sign(Containment.self, [.outside], .above, weight: 0.3),
        Sign(Border.self, [.mayTouch], weight: 0.3),
        Sign(VolumeRange.self, nil, .above, weight: 0.1),
      ])
  }

  static var leak: FaultSignature {
    FaultSignature(
      title: "Leak", meaning: "runs out into its surroundings", scope: .structure,
      signs: [
        Sign(Containment.self, [.fraction], .below, weight: 0.8),
        Sign(Containment.self, [.outside], .above, weight: 0.8),
        Sign(VolumeRange.self, nil, .above, weight: 0.6),
        Sign(AreaRange.self, nil, .above, weight: 0.6),
        Sign(Adjacency.self, [.area, .length, .share], .above, weight: 0.6),
        Sign(Adjacency.self, [.gap], .below, weight: 0.6),
        Sign(Adjacency.self, [.frontier], weight: 0.6),
        Sign(OverlapLimits.self, nil, .above, weight: 0.5),
        Sign(ExtentLimits.self, nil, .above, weight: 0.5),
        Sign(DiameterLimits.self, nil, .above, weight: 0.5),
        Sign(
          ShapeLimits.self, [.sphericity, .compactness, .roundness, .circularity, .solidity], .below, weight: 0.5),
        Sign(ShapeLimits.self, [.concavity, .elongation, .flatness], .above, weight: 0.5),
        // What belongs to something else lies at the ends of the range.
        Sign(IntensityLimits.self, [.outside, .sd, .p95, .largest], .above, weight: 0.5),
        Sign(IntensityLimits.self, [.smallest, .p5], .below, weight: 0.5),
        Sign(IntensityLimits.self, weight: 0.3),
        Sign(Continuity.self, [.areaJump, .spikes], .above, weight: 0.5),
        Sign(ThinPartLimits.self, nil, .above, weight: 0.5),
        Sign(Border.self, [.mayTouch], weight: 0.4),
        Sign(Border.self, [.circle], .below, weight: 0.4),
        Sign(BoundaryLimits.self, [.ringOverlap], .above, weight: 0.5),
        Sign(BoundaryLimits.self, [.weakestSector], .below, weight: 0.5),
        Sign(
          BoundaryLimits.self, [.directionConsistency, .weakestSlice, .insideHomogeneity], .below, weight: 0.4),
        Sign(BoundaryLimits.self, [.edgeSupport, .edgeStrength, .ringSeparability], .below, weight: 0.3),
        // Of a pair that differs the larger one may have leaked.
        Sign(SymmetryLimits.self, [.volumeRatio, .mirroredOverlap], weight: 0.3, of: .mentioned),
        Sign(RaggednessLimits.self, nil, .above, weight: 0.2),
        Sign(Assert.self, weight: 0.2, of: .mentioned),
      ],
      against: [
        Sign(passed: VolumeRange.self, weight: 1),
        Sign(passed: AreaRange.self, weight: 1),
        Sign(passed: Containment.self, weight: 0.5),
      ])
  }

  static var overSegmented: FaultSignature {
    FaultSignature(
      title: "Over-segmented", meaning: "is too large all round", scope: .structure,
      signs: [
        Sign(VolumeRange.self, nil, .above, weight: 0.7),
        Sign(AreaRange.self, nil, .above, weight: 0.7),
        Sign(ThicknessLimits.self, nil, .above, weight: 0.6),
        Sign(ExtentLimits.self, nil, .above, weight: 0.4),
        Sign(DiameterLimits.self, nil, .above, weight: 0.4),
        Sign(Adjacency.self, [.area, .length, .share], .above, weight: 0.4),
        Sign(Adjacency.self, [.gap], .below, weight: 0.4),
        Sign(Adjacency.self, [.frontier], weight: 0.4),
        // Parts that have grown together.
        Sign(Connectivity.self, [.components], .below, weight: 0.6),
        Sign(Connectivity.self, [.largestFraction], .above, weight: 0.4),
        // The edge lies inside the contour.
        Sign(BoundaryLimits.self, [.edgeOffset, .edgeOffsetDistance], .below, weight: 0.8),
        Sign(
          BoundaryLimits.self, [.edgeSupport, .edgeStrength, .ringContrast, .ringSeparability, .insideHomogeneity],
          .below, weight: 0.3),
        Sign(Containment.self, [.fraction], .below, weight: 0.4),
        Sign(Containment.self, [.outside], .above, weight: 0.4),
        Sign(OverlapLimits.self, nil, .above, weight: 0.4),
        Sign(IntensityLimits.self, [.outside, .sd], .above, weight: 0.4),
        Sign(IntensityLimits.self, weight: 0.3),
        Sign(SymmetryLimits.self, [.volumeRatio], weight: 0.3, of: .mentioned),
        Sign(Assert.self, weight: 0.3, of: .mentioned),
      ],
      against: [
        Sign(passed: VolumeRange.self, weight: 1),
        Sign(passed: AreaRange.self, weight: 1),
      ])
  }

  static var underSegmented: FaultSignature {
    FaultSignature(
      title: "Under-segmented", meaning: "is too small all round", scope: .structure,
      signs: [
        Sign(VolumeRange.self, nil, .below, weight: 0.7),
        Sign(AreaRange.self, nil, .below, weight: 0.7),
        Sign(ThicknessLimits.self, nil, .below, weight: 0.6),
        Sign(ExtentLimits.self, nil, .below, weight: 0.4),
        Sign(DiameterLimits.self, nil, .below, weight: 0.4),
        // The edge lies outside the contour, and like lies beside like.
        Sign(BoundaryLimits.self, [.edgeOffset, .edgeOffsetDistance], .above, weight: 0.8),
        Sign(BoundaryLimits.self, [.ringOverlap], .above, weight: 0.5),
        Sign(
          BoundaryLimits.self, [.edgeSupport, .edgeStrength, .ringContrast, .ringSeparability], .below, weight: 0.3),
        Sign(Adjacency.self, [.gap], .above, weight: 0.3, of: .mentioned),
        Sign(Adjacency.self, [.area, .length, .share], .below, weight: 0.3, of: .mentioned),
        Sign(SymmetryLimits.self, [.volumeRatio], weight: 0.3),
        Sign(IntensityLimits.self, weight: 0.2),
        Sign(Assert.self, weight: 0.3, of: .mentioned),
      ],
      against: [
        Sign(passed: VolumeRange.self, weight: 1),
        Sign(passed: AreaRange.self, weight: 1),
      ])
  }

  static var shifted: FaultSignature {
    FaultSignature(
      title: "Shifted", meaning: "lies in the wrong place", scope: .structure,
      signs: [
        Sign(Position.self, weight: 0.6),
        Sign(Adjacency.self, [.gap, .area, .length], weight: 0.5),
        Sign(Adjacency.self, [.frontier], weight: 0.5),
        Sign(Containment.self, [.fraction], .below, weight: 0.5),
        Sign(Containment.self, [.outside], .above, weight: 0.5),
        Sign(
          BoundaryLimits.self, [.edgeSupport, .edgeStrength, .directionConsistency, .ringSeparability], .below,
          weight: 0.6),
        Sign(BoundaryLimits.self, [.ringContrast, .surroundingsScore], weight: 0.6),
        Sign(BoundaryLimits.self, [.weakestSector, .weakestSlice, .insideHomogeneity], .below, weight: 0.4),
        Sign(Cooccurrence.self, weight: 0.5),
        Sign(OverlapLimits.self, nil, .above, weight: 0.4),
        Sign(SymmetryLimits.self, [.mirroredOverlap], .below, weight: 0.4, of: .mentioned),
        Sign(SymmetryLimits.self, [.offset], .above, weight: 0.4, of: .mentioned),
        Sign(Continuity.self, [.neighbourOverlap], .below, weight: 0.2),
        Sign(IntensityLimits.self, [.darkestEnd], .below, weight: 0.7),
        Sign(IntensityLimits.self, [.brightestEnd], .above, weight: 0.7),
        Sign(IntensityLimits.self, weight: 0.4),
      ],
      against: [Sign(passed: Position.self, weight: 0.5)])
  }

  static var jagged: FaultSignature {
    FaultSignature(
      title: "Jagged", meaning: "has a jagged surface", scope: .structure,
      signs: [
        Sign(RaggednessLimits.self, nil, .above, weight: 1),
        Sign(Continuity.self, [.staircase, .spikes], .above, weight: 1),
        Sign(Continuity.self, [.neighbourOverlap], .below, weight: 0.4),
        Sign(Continuity.self, [.areaJump], .above, weight: 0.6),
        Sign(ThinPartLimits.self, nil, .above, weight: 0.6),
        // All of them compare with the surface, which frays.
        Sign(ShapeLimits.self, [.sphericity, .compactness, .roundness, .circularity], .below, weight: 0.4),
        Sign(ShapeLimits.self, [.solidity], .below, weight: 0.2),
        Sign(BoundaryLimits.self, [.edgeSupport, .edgeStrength], .below, weight: 0.3),
      ],
      against: [Sign(passed: RaggednessLimits.self, weight: 1)])
  }

  static var wrongStructure: FaultSignature {
    FaultSignature(
      title: "Wrong structure", meaning: "is another structure than its label says", scope: .structure,
      befallsExport: true,
      signs: [
        Sign(Presence.self, nil, .unexpected, weight: 0.8),
        Sign(IntensityLimits.self, weight: 0.6),
        Sign(Position.self, weight: 0.5),
        Sign(Adjacency.self, [.gap, .area, .length, .frontier], weight: 0.4),
        Sign(ShapeLimits.self, weight: 0.4),
        Sign(VolumeRange.self, weight: 0.4),
        Sign(AreaRange.self, weight: 0.4),
        Sign(BoundaryLimits.self, weight: 0.3),
        Sign(DiameterLimits.self, weight: 0.3),
        Sign(ThicknessLimits.self, weight: 0.3),
        Sign(Containment.self, [.fraction], .below, weight: 0.4),
        Sign(Containment.self, [.outside], .above, weight: 0.4),
        Sign(ExtentLimits.self, weight: 0.3),
        // Where all names are wrong, some are missing.
        Sign(Presence.self, nil, .missing, weight: 0.3, of: .export),
        Sign(Assert.self, weight: 0.3, of: .export),
      ],
      against: [
        Sign(passed: VolumeRange.self, weight: 0.5),
        Sign(passed: Position.self, weight: 1),
        Sign(passed: IntensityLimits.self, weight: 1),
      ],
      requires: { !$0.isOfExport || $0.namesAreMixedUp })
  }
}
