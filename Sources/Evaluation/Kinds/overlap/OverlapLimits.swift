package import Geometry
internal import Measurements
package import PolicyLanguage
internal import Volume
internal import Wording
internal import YAML

/// How much two structures may share, where they are separate masks.
package struct OverlapLimits: JudgedKind {
  let between: [String]
  let fraction: Limits?
  /// Whose share the fraction is; nil: that of the smaller one.
  let whole: String?
  let size: PartSize

  package enum Field: String, JudgedField {
    case fraction, volume, area, voxels

    /// The field that limits a size in a dimension.
    static func size(_ dimension: Dimension) -> Field {
      dimension == .volume ? .volume : dimension == .area ? .area : .voxels
    }
  }

  package static let name = "overlap"
  package static let hasSlices = true
  package static let needsSubjects = false
  package var wantsSource: Bool { false }
  package var namedLabels: [String] { between }

  package init?(reading fields: inout FieldReader) {
    fields.require("between")
    let pair = fields.labelPair("between")
    fraction = fields.limits("fraction", .fraction)
    whole = fields.label("of")
    size = PartSize(reading: &fields)
    guard fields.needsOne(of: "fraction", "volume", "area", "voxels"), let pair else { return nil }
    between = [pair.0, pair.1]
    // Without it the share is of the smaller one.
    if fields.has("of"), !fields.checkOf(whole, needed: fields.has("fraction"), at: "fraction", among: between) {
      return nil
    }
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any TabledMeasure] {
    guard let a = facts.place(between[0]), let b = facts.place(between[1]) else { return [] }
    return [SharedPart(a, b), VoxelCount(structure: a), VoxelCount(structure: b)]
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    guard let a = facts.filled(between[0]), let b = facts.filled(between[1]) else { return [] }
    return facts.judged([fraction] + size.limits) { () throws(MeasurementError) in
      let sizes = [try facts.value(of: VoxelCount(structure: a)), try facts.value(of: VoxelCount(structure: b))]
      return judge(try facts.value(of: SharedPart(a, b)), sizes, facts)
    }
  }

  private func judge(_ part: Piece?, _ sizes: [Int], _ facts: CaseFacts) -> [Judgement] {
    let shared = part?.voxels ?? 0
    let total = whole.map { sizes[$0 == between[0] ? 0 : 1] } ?? min(sizes[0], sizes[1])
    let share = Double(shared) / Double(total)
    let message =
      "\(between[0]) and \(between[1]) share \(facts.sizeWords(voxels: shared)), \(percent(share)) of \(whole ?? "the smaller")."
    let location = part.map { facts.location($0.box) } ?? facts.location(of: between)
    func counterfactual(_ limits: Limits) -> String { "With an overlap of \(limits.text) this would pass." }
    let ofShare = fraction.map { limits in
      limits.judgement(
        of: share, field: Field.fraction, message: message, place: location,
        counterfactual: counterfactual(limits))
    }
    let ofSize = size.judge(
      voxels: shared, what: "What \(listed(between)) share", message: message, facts: facts, place: location,
      field: Field.size, counterfactual: counterfactual)
    return [ofShare].compactMap(\.self) + ofSize
  }
}

extension OverlapLimits {
  package func statement(about subject: String) -> String {
    let names = listed(between)
    let share = fraction.map { "\(names) share \($0.words) of \(whole ?? "the smaller one")" }
    return ([share].compactMap { $0 } + size.limits.map { "\(names) share \($0.words)" }).joined(separator: ", and ")
  }

  package static var restsOn: [String] { ["overlap"] }
}
