import Evaluation
import PolicyLanguage

/// What befalls the names of two structures, or of a chain's levels.
extension FaultSignature {
  static var sidesSwapped: FaultSignature {
    FaultSignature(
      title: "Sides swapped", meaning: "carry each other's side", scope: .pair,
      signs: [
        Sign(Position.self, [.side], .reversed, .swapped, weight: 1, of: .both),
        Sign(Position.self, [.side, .order], weight: 0.7, of: .mentioned),
        Sign(Adjacency.self, weight: 0.6, of: .mentioned),
        Sign(Containment.self, [.fraction], .below, weight: 0.4, of: .mentioned),
        Sign(Containment.self, [.outside], .above, weight: 0.4, of: .mentioned),
        Sign(OverlapLimits.self, nil, .above, weight: 0.2, of: .both),
        Sign(SymmetryLimits.self, weight: 0.2, of: .both),
        Sign(VolumeRange.self, weight: 0.1),
        Sign(Cooccurrence.self, weight: 0.2, of: .mentioned),
      ],
      against: [
        // A swap leaves what is above and below as it was, so only orders from left to right speak against it.
        Sign(passed: Position.self, [.side], weight: 2, of: .mentioned)
      ],
      requires: { $0.isPaired && $0.standsReversed && $0.concernsBoth(Position.codes(of: [.side, .order], [])) })
  }

  static var labelsSwapped: FaultSignature {
    let sizes = VolumeRange.codes(of: nil, []).union(AreaRange.codes(of: nil, []))
    let places = Position.codes(of: nil, []).union(IntensityLimits.codes(of: nil, []))
    let others = places.union(Adjacency.codes(of: nil, [])).union(Containment.codes(of: nil, []))
    return FaultSignature(
      title: "Labels swapped", meaning: "carry each other's label", scope: .pair,
      signs: [
        Sign(VolumeRange.self, weight: 0.7),
        Sign(AreaRange.self, weight: 0.7),
        Sign(Position.self, [.order, .side], weight: 0.8, of: .both),
        Sign(Position.self, [.order, .side, .between, .nearer], weight: 0.6),
        Sign(SequenceOrder.self, [.order], .swapped, weight: 1, of: .both),
        Sign(Adjacency.self, weight: 0.6, of: .both),
        Sign(Adjacency.self, weight: 0.5, of: .mentioned),
        Sign(Containment.self, [.fraction], .below, weight: 0.4),
        Sign(Containment.self, [.outside], .above, weight: 0.4),
        Sign(IntensityLimits.self, weight: 0.5),
        Sign(ShapeLimits.self, weight: 0.4),
        Sign(ExtentLimits.self, weight: 0.4),
        Sign(DiameterLimits.self, weight: 0.4),
        Sign(Assert.self, weight: 0.3, of: .mentioned),
      ],
      against: [
        Sign(passed: Position.self, weight: 2, of: .both),
        Sign(passed: VolumeRange.self, weight: 0.5),
      ],
      requires: {
        guard !$0.isPaired else { return false }
        return $0.sizesFitEachOther || $0.has([SequenceOrder.code(.order, .swapped)])
          || $0.concernsEach(sizes.union(places)) && $0.has(others)
      })
  }

  static var labelsMerged: FaultSignature {
    let missing = Presence.codes(of: nil, [.missing]).union(SequenceOrder.codes(of: [.missing], [.above, .renumbered]))
    let larger = VolumeRange.codes(of: nil, [.above]).union(AreaRange.codes(of: nil, [.above]))
      .union(Connectivity.codes(of: [.components], [.above, .split]))
      .union(Connectivity.codes(of: [.largestFraction], [.below, .split]))
      .union(Continuity.codes(of: [.missingSlices], [.above]))
    return FaultSignature(
      title: "Labels merged", meaning: "are merged under one label", scope: .pair,
      signs: [
        Sign(Presence.self, nil, .missing, weight: 0.8, of: .second),
        Sign(SequenceOrder.self, [.missing], .above, .renumbered, weight: 0.8, of: .second),
        Sign(VolumeRange.self, nil, .above, weight: 0.8, of: .first),
        Sign(AreaRange.self, nil, .above, weight: 0.8, of: .first),
        Sign(Connectivity.self, [.components, .largestFraction], .above, .below, .split, weight: 0.6, of: .first),
        Sign(Continuity.self, [.missingSlices], .above, weight: 0.6, of: .first),
        Sign(ExtentLimits.self, nil, .above, weight: 0.5, of: .first),
        Sign(DiameterLimits.self, nil, .above, weight: 0.5, of: .first),
        Sign(ShapeLimits.self, weight: 0.4, of: .first),
        Sign(SymmetryLimits.self, [.volumeRatio], weight: 0.4, of: .both),
        Sign(Position.self, weight: 0.3, of: .first),
        Sign(SequenceOrder.self, [.spacing], weight: 0.4, of: .first),
      ],
      against: [
        Sign(passed: Presence.self, weight: 2, of: .second),
        Sign(passed: VolumeRange.self, weight: 0.5, of: .first),
      ],
      requires: { $0.has(missing, of: .second) && $0.has(larger, of: .first) })
  }

  static var levelShifted: FaultSignature {
    let hallmarks = SequenceOrder.codes(of: [.missing], [.renumbered])
      .union(Level.codes(of: [.shift], [.above])).union(Level.codes(of: [.share], [.below]))
    return FaultSignature(
      title: "Level shifted", meaning: "carry the names of other levels", scope: .chain,
      signs: [
        Sign(FileIntegrity.self, [.unknownLabels], weight: 0.8, of: .export),
        Sign(Level.self, [.shift], .above, weight: 1, of: .mentioned),
        Sign(Level.self, [.share], .below, weight: 1, of: .mentioned),
        // Numbers passed over where there is no room for what they stand for.
        Sign(SequenceOrder.self, [.missing], .renumbered, weight: 1),
        Sign(SequenceOrder.self, [.missing], .above, weight: 0.8),
        Sign(SequenceOrder.self, [.spacing, .variants], weight: 0.8),
        Sign(SequenceOrder.self, [.order], .broken, weight: 0.8),
        Sign(Presence.self, weight: 0.7),
        Sign(Adjacency.self, weight: 0.7, of: .mentioned),
        Sign(Position.self, [.order, .side], weight: 0.5, of: .mentioned),
        Sign(VolumeRange.self, weight: 0.4),
        Sign(AreaRange.self, weight: 0.4),
        Sign(ExtentLimits.self, weight: 0.3),
        Sign(SymmetryLimits.self, weight: 0.2),
      ],
      requires: { $0.kindsSpeakingForShift >= 2 || $0.has(hallmarks) })
  }
}
