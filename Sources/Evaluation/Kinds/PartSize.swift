internal import Diagnostics
internal import Geometry
internal import PolicyLanguage
internal import Wording
internal import YAML

/// Limits on the size of a part that two structures share or enclose: `volume` in three dimensions, `area` in two,
/// `voxels` in both.
struct PartSize: Hashable, Sendable {
  let limits: [Limits]

  var isEmpty: Bool { limits.isEmpty }

  init(reading fields: inout FieldReader) {
    let volume = fields.limits("volume", .volume)
    let area = fields.limits("area", .area)
    let voxels = fields.limits("voxels", .voxels, .count)
    limits = [volume, area, voxels].compactMap(\.self)
    if volume != nil, fields.scope.dimensions == 2 {
      fields.error(.wrongDimensions, "a picture has no volumes", at: "volume", suggestion: "write area")
    }
    if area != nil, fields.scope.dimensions == 3 {
      fields.error(.wrongDimensions, "an area belongs to a picture", at: "area", suggestion: "write volume")
    }
  }

  /// One judgement for each limit, on a part of so many voxels; `what` begins the sentence when it cannot be judged.
  func judge(
    voxels: Int, what: String, message: String, facts: CaseFacts, place: @autoclosure () -> Location?,
    field: (Dimension) -> some JudgedField, counterfactual: (Limits) -> String,
    repair: (Limits, Double) -> String? = { _, _ in nil }
  ) -> [Judgement] {
    limits.map { limits in
      switch facts.size(of: voxels, in: limits.dimension) {
      case .unknown(let causes):
        .unknown(what, causes, aspect: field(limits.dimension).is(.unknown), expected: limits.text)
      case .value(let value):
        limits.judgement(
          of: value, field: field(limits.dimension), message: message, place: place(),
          counterfactual: counterfactual(limits), repair: repair(limits, value))
      }
    }
  }
}
