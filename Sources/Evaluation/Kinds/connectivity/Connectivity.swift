internal import Diagnostics
package import Geometry
internal import Measurements
package import PolicyLanguage
internal import Volume
internal import Wording
internal import YAML

/// In how many connected pieces a structure may lie.
package struct Connectivity: JudgedKind {
  let components: Limits?
  let largestFraction: Limits?
  let ignoreBelow: SignificantSize?
  let neighbourhood: Neighbourhood

  package enum Field: String, JudgedField {
    case components
    case largestFraction = "largest_fraction"

    package var deviations: [Deviation] { [.below, .above, .split] }
  }

  package static let name = "connectivity"
  package static let hasSlices = true
  package static let needsSubjects = true
  package var wantsSource: Bool { false }

  package init?(reading fields: inout FieldReader) {
    components = fields.counts("components")
    largestFraction = fields.limits("largest_fraction", .fraction)
    ignoreBelow = fields.significantSize("ignore_below")
    neighbourhood = fields.neighbourhood()
    guard fields.needsOne(of: "components", "largest_fraction") else { return nil }
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any TabledMeasure] {
    subject.flatMap { facts.place($0) }.map { [ComponentSizes(structure: $0, neighbourhood: neighbourhood)] } ?? []
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    guard let label = subject, let place = facts.filled(label) else { return [] }
    return facts.judged([components, largestFraction]) { () throws(MeasurementError) in
      judge(try facts.value(of: ComponentSizes(structure: place, neighbourhood: neighbourhood)), label, facts)
    }
  }

  private func judge(_ all: PieceSizes, _ label: String, _ facts: CaseFacts) -> [Judgement] {
    let total = all.voxels
    var result: [Judgement] = []
    if let components {
      if let least = facts.voxels(ignoreBelow, total: total) {
        let pieces = all.atLeast(least)
        result.append(judge(pieces, ignored: all.count - pieces.count, limits: components, label: label, facts: facts))
      } else {
        result.append(facts.unknownSize(label, ignoreBelow, Field.components))
      }
    }
    if let limits = largestFraction, let largest = all.largest.first {
      let next = all.largest.dropFirst().first
      result.append(judge(largest, of: all.count, total: total, next: next, limits, label, facts))
    }
    return result
  }

  private func judge(
    _ largest: Piece, of count: Int, total: Int, next: Piece?, _ limits: Limits, _ label: String, _ facts: CaseFacts
  ) -> Judgement {
    let share = Double(largest.voxels) / Double(total)
    let (shown, unit) = limits.format(share)
    let message =
      count == 1 ? "\(label) is a single piece." : "The largest of \(count) pieces holds \(percent(share)) of \(label)."
    if limits.contains(share) {
      return Judgement(
        .pass, aspect: Field.largestFraction.is(.within), message: message,
        measured: Measured(value: shown, unit: unit),
        expected: limits.text, margin: limits.margin(share))
    }
    let isAbove = limits.isAbove(share)
    let isSplit = !isAbove && next.map { Self.isPart($0, of: largest) } ?? false
    return Judgement(
      .fail, aspect: Field.largestFraction.is(isAbove ? .above : isSplit ? .split : .below), message: message,
      measured: Measured(value: shown, unit: unit), expected: limits.text, margin: limits.margin(share),
      location: facts.location(isAbove ? largest.box : next?.box ?? largest.box),
      counterfactual: isAbove
        ? "With the largest piece at \(limits.text) of \(label) this would pass."
        : isSplit
          ? "With what lies between its pieces segmented, \(label) would pass."
          : "Without the \(facts.sizeWords(voxels: total - largest.voxels)) outside the largest piece this would pass.",
      repair: isAbove || isSplit ? "segment-again" : "keep-largest-component")
  }

  /// Whether a piece is rather a part of the structure, cut off by something that was not segmented, than an island: a
  /// third of the largest or more.
  private static func isPart(_ piece: Piece, of largest: Piece) -> Bool { 3 * piece.voxels >= largest.voxels }

  private func judge(
    _ all: PieceSizes, ignored: Int, limits: Limits, label: String, facts: CaseFacts
  ) -> Judgement {
    let pieces = all.largest
    let count = Double(all.count)
    let passes = limits.contains(count)
    let neighbours = neighbourhood.count(dimensions: facts.grid.dimensions)
    let rest = ignored == 0 ? "" : ", ignoring \(ignored) below \(ignoreBelow?.text ?? "the smallest size")"
    var message = "\(label) lies in \(counted(all.count, "piece")) (\(neighbours) neighbours\(rest))"
    guard !passes else {
      return Judgement(
        .pass, aspect: Field.components.is(.within), message: message + ".",
        measured: Measured(value: count, unit: "components"),
        expected: limits.text, margin: limits.margin(count))
    }
    let most = limits.upper.map { $0.inclusive ? $0.value : $0.value - 1 } ?? count
    let allowed = limits.isAbove(count) ? max(1, Int(most)) : all.count
    let islands = Array(pieces.dropFirst(allowed))
    let islandCount = max(0, all.count - allowed)
    let islandWords = islands.prefix(3).map { "\(facts.sizeWords(voxels: $0.voxels)) at \(facts.placeWords($0.box))" }
    let more = islandCount > 3 ? " and \(islandCount - 3) more" : ""
    if let largest = pieces.first, !islands.isEmpty {
      message +=
        ": beside \(allowed == 1 ? "the largest" : "the \(allowed) largest") (\(facts.sizeWords(voxels: largest.voxels))) "
      message += "there \(islands.count == 1 ? "is" : "are") \(listed(Array(islandWords)))"
      message += more
    }
    let isSplit = islands.first.map { island in pieces.first.map { Self.isPart(island, of: $0) } ?? false } ?? false
    let counterfactual =
      islands.isEmpty
      ? "With \(limits.text) \(limits.text == "1" ? "piece" : "pieces") \(label) would pass."
      : isSplit
        ? "With what lies between its pieces segmented, \(label) would lie in \(counted(allowed, "piece"))."
        : "Without \(islands.count == 1 ? "the island" : "the islands") of \(listed(Array(islandWords)))\(more), \(label) would lie in \(counted(allowed, "piece"))."
    return Judgement(
      .fail, aspect: Field.components.is(limits.isBelow(count) ? .below : isSplit ? .split : .above),
      message: message + ".",
      measured: Measured(value: count, unit: "components"),
      expected: limits.text, margin: limits.margin(count),
      location: (islands.first ?? pieces.first).map { facts.location($0.box) } ?? facts.location(of: [label]),
      counterfactual: counterfactual,
      repair: islands.isEmpty ? nil : isSplit ? "segment-again" : "keep-largest-component")
  }
}

extension FieldReader {
  /// `neighbours: 26`; 26 (8 in a picture) when it is left out.
  mutating func neighbourhood() -> Neighbourhood {
    integer("neighbours", oneOf: [4, 6, 8, 18, 26]).flatMap(Neighbourhood.init(count:)) ?? .corners
  }

  /// Whether at least one of these keys is there; reports it when not.
  mutating func needsOne(of keys: String...) -> Bool { needsOne(of: keys) }

  mutating func needsOne(of keys: [String]) -> Bool {
    if keys.contains(where: { has(Key($0)) }) { return true }
    // What is no mapping has been reported as such.
    // Neither is a limit missed where one is probably misspelled.
    if isMapping, !hasUnknownKeys {
      error(.missingLimits, "\(owner) needs at least one of \(keys.joined(separator: ", "))", at: .value)
    }
    return false
  }
}

extension CaseFacts {
  /// A size from which on something counts, in voxels; 0 without one, nil when the file gives no spacing to convert it
  /// with.
  func voxels(_ size: SignificantSize?, total: Int) -> Double? {
    guard let size else { return 0 }
    return size.voxels(voxelSize: grid.spacing == nil ? nil : grid.voxelMeasure, total: total)
  }

  /// What to say when a size in mL meets a file without spacing.
  func unknownSize(_ label: String, _ size: SignificantSize?, _ field: some JudgedField) -> Judgement {
    .unknown("What is larger than \(size?.text ?? "the limit") in \(label)", .noSpacing, aspect: field.is(.unknown))
  }
}

extension Connectivity {
  package func statement(about subject: String) -> String {
    let pieces = components.map {
      "\(subject) lies in \($0.words) \($0.words == "1" ? "piece" : "pieces")\(Self.ignoring(ignoreBelow, "pieces"))"
    }
    let share = largestFraction.map {
      pieces == nil
        ? "the largest piece of \(subject) holds \($0.words) of it" : "its largest piece holds \($0.words) of it"
    }
    return [pieces, share].compactMap { $0 }.joined(separator: ", and ")
  }

  /// What does not count, for a clause.
  static func ignoring(_ size: SignificantSize?, _ what: String) -> String {
    size.map { ", leaving out \(what) below \($0.text)" } ?? ""
  }

  package static var restsOn: [String] { ["components"] }

  package var doubts: [KindDoubt] {
    guard let components else { return [] }
    guard components.isAbove(1) else { return Self.doubts(components, ignoreBelow, "pieces") }
    return [
      KindDoubt(
        .impossibleLimit, "asks for no piece, and a structure with voxels has one at least",
        suggestion: "write components: 1, or presence: forbidden where there must be none")
    ]
  }

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
