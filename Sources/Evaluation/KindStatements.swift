package import PolicyLanguage

// What each kind asks, as a clause, and the measures of the catalogue that it rests on. Kinds that are written as a sentence (position, assert, ask) need no words of
// ours.

extension Presence {
  package func statement(about subject: String) -> String {
    switch requirement {
    case .required: "\(subject) has voxels in the export"
    case .optional: "\(subject) may have voxels in the export, or none"
    case .forbidden: "\(subject) has no voxel in the export"
    }
  }

  package static var restsOn: [String] { ["voxels"] }
}

extension Band {
  /// `is 45..450 mL, usually 99..230 mL`.
  var words: String {
    switch (typical, possible) {
    case (let typical?, let possible?): "is \(possible.words), usually \(typical.words)"
    case (let typical?, nil): "is usually \(typical.words)"
    case (nil, let possible?): "is \(possible.words)"
    case (nil, nil): "has no limits"
    }
  }
}

extension VolumeRange {
  package func statement(about subject: String) -> String {
    "the volume of \(subject)\(whole.map { ", as a share of \($0.words)," } ?? "") \(band.words)"
  }

  package static var restsOn: [String] { ["volume", "voxels"] }
}

extension AreaRange {
  package func statement(about subject: String) -> String {
    "the area of \(subject)\(whole.map { ", as a share of \($0.words)," } ?? "") \(band.words)"
  }

  package static var restsOn: [String] { ["volume", "voxels"] }
}

/// What does not count, for a clause.
private func ignoring(_ size: SignificantSize?, _ what: String) -> String {
  size.map { ", leaving out \(what) below \($0.text)" } ?? ""
}

extension Connectivity {
  package func statement(about subject: String) -> String {
    let pieces = components.map {
      "\(subject) lies in \($0.words) \($0.words == "1" ? "piece" : "pieces")\(ignoring(ignoreBelow, "pieces"))"
    }
    let share = largestFraction.map {
      pieces == nil
        ? "the largest piece of \(subject) holds \($0.words) of it" : "its largest piece holds \($0.words) of it"
    }
    return [pieces, share].compactMap { $0 }.joined(separator: ", and ")
  }

  package static var restsOn: [String] { ["components"] }

  package var doubts: [KindDoubt] { components.map { Self.doubts($0, ignoreBelow, "pieces") } ?? [] }

  /// Counts of pieces or cavities without a tolerance, where a single speck would break them.
  static func doubts(_ limits: Limits, _ ignoreBelow: SignificantSize?, _ what: String) -> [KindDoubt] {
    guard ignoreBelow == nil, limits.upper != nil else { return [] }
    return [
      KindDoubt(
        .strictTopology, "counts \(what) of a single voxel, which sound masks have too",
        suggestion: "add ignore_below, such as 2 % or 0.1 mL")
    ]
  }
}

extension HoleLimits {
  package func statement(about subject: String) -> String {
    let number = count.map {
      let words = $0.words == "0" ? "no hole" : $0.words == "1" ? "1 hole" : "\($0.words) holes"
      return "\(subject) encloses \(words)\(ignoring(ignoreBelow, "holes"))"
    }
    let share = fraction.map { "holes hold \($0.words) of \(number == nil ? subject : "it")" }
    return [number, share].compactMap { $0 }.joined(separator: ", and ")
  }

  package static var restsOn: [String] { ["cavities"] }

  package var doubts: [KindDoubt] { count.map { Connectivity.doubts($0, ignoreBelow, "cavities") } ?? [] }
}

extension Border {
  package func statement(about subject: String) -> String {
    let near = margin == 0 ? "touches" : "comes within \(counted(margin, "slice")) of"
    guard let mayTouch else { return "\(subject) may touch any face of the field of view" }
    guard !mayTouch.isEmpty else { return "\(subject) \(near) no face of the field of view" }
    return "\(subject) \(near) no face of the field of view but \(listed(mayTouch.sorted()))"
  }

  package static var restsOn: [String] { ["touches", "box"] }
}

extension Adjacency {
  package func statement(about subject: String) -> String {
    let names = listed(between)
    let apart = gap.map { "the gap between \(names) is \($0.words)" }
    let touching = area.map { "\(names) touch over \($0.words)" }
    return [apart, touching].compactMap { $0 }.joined(separator: ", and ")
  }

  package static var restsOn: [String] { ["nearest", "contacts"] }
}

extension Containment {
  package func statement(about subject: String) -> String { "\(fraction.words) of \(subject) lies inside \(outer)" }

  package static var restsOn: [String] { ["containment"] }
}

extension OverlapLimits {
  package func statement(about subject: String) -> String {
    let names = listed(between)
    let share = fraction.map { "\(names) share \($0.words) of the smaller one" }
    let size = volume.map { "\(names) share \($0.words)" }
    return [share, size].compactMap { $0 }.joined(separator: ", and ")
  }

  package static var restsOn: [String] { ["overlap"] }
}

extension Continuity {
  package func statement(about subject: String) -> String {
    let missing = missingSlices.map {
      "\(subject) misses \($0.words == "0" ? "no slice" : "\($0.words) slices") between its first and its last"
    }
    func its(_ what: String, _ isFirst: Bool) -> String { isFirst ? "the \(what) of \(subject)" : "its \(what)" }
    let ends = endArea.map {
      "\(its("ends", missing == nil)) inside the field of view have \($0.words) of the largest slice's area"
    }
    let jumps = areaJump.map {
      "\(its("area", missing == nil && ends == nil)) changes by \($0.words) from slice to slice"
    }
    return [missing, ends, jumps].compactMap { $0 }.joined(separator: "; ")
  }

  package static var restsOn: [String] { ["missing_slices", "end_areas", "slice_area_change"] }
}

extension FileIntegrity {
  package func statement(about subject: String) -> String {
    var clauses = ["every file can be read as a mask"]
    clauses.append("the grid is the image's, within \(sameGrid?.text ?? "0.1 mm")")
    if let spacing { clauses.append("the spacing is \(spacing.words)") }
    if unknownLabels == .forbidden { clauses.append("there is no label that the policy does not know") }
    if empty == .forbidden { clauses.append("something is segmented") }
    return clauses.joined(separator: "; ")
  }
}

extension Position {
  package static var restsOn: [String] { ["centroid"] }
}
