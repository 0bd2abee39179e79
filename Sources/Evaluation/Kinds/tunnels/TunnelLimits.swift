internal import Diagnostics
package import Geometry
internal import Measurements
package import PolicyLanguage
internal import Volume
internal import Wording
internal import YAML

/// How many handles (tunnels) a structure may have.
package struct TunnelLimits: JudgedKind {
  let count: Limits
  let neighbourhood: Neighbourhood

  package static let name = "tunnels"
  package static let needsSubjects = true
  package var wantsSource: Bool { false }

  package init?(reading fields: inout FieldReader) {
    let limits: Limits?
    if fields.isMapping {
      fields.require("count")
      limits = fields.counts("count")
      neighbourhood =
        fields.integer("neighbours", oneOf: [6, 26]).flatMap(Neighbourhood.init(count:)) ?? .corners
    } else {
      limits = fields.counts(.value)
      neighbourhood = .corners
    }
    if fields.scope.dimensions == 2 {
      fields.error(.wrongDimensions, "a picture has no tunnels", at: .value, suggestion: "ask for holes")
      return nil
    }
    guard let limits else { return nil }
    count = limits
  }

  package func measures(subject: String?, facts: CaseFacts) -> [any TabledMeasure] {
    guard facts.grid.dimensions == 3 else { return [] }
    return subject.flatMap { facts.place($0) }.map { [Handles(structure: $0)] } ?? []
  }

  package func judge(subject: String?, facts: CaseFacts) -> [Judgement] {
    guard let label = subject, let place = facts.filled(label) else { return [] }
    guard facts.grid.dimensions == 3 else {
      return [
        .unknown(
          "The tunnels of \(label)", .undefined("a ring in a picture has a hole, and no tunnel; ask for holes"),
          expected: count.text)
      ]
    }
    return [
      facts.judged(count.text) { () throws(MeasurementError) in
        judge(try facts.value(of: Handles(structure: place)), label, facts)
      }
    ]
  }

  private func judge(_ handles: Handles.Value, _ label: String, _ facts: CaseFacts) -> Judgement {
    let value = neighbourhood == .faces ? handles.faces : handles.corners
    let passes = count.contains(Double(value))
    let neighbours = neighbourhood.count(dimensions: 3)
    return Judgement(
      passes ? .pass : .fail, aspect: OneNumber.itself.holding(Double(value), to: count),
      message:
        "\(value == 0 ? "No tunnel runs" : "\(counted(value, "tunnel")) run\(value == 1 ? "s" : "")") through \(label) (\(neighbours) neighbours).",
      measured: Measured(value: Double(value), unit: "tunnels"), expected: count.text,
      margin: count.margin(Double(value)), location: passes ? nil : facts.location(of: [label]),
      counterfactual: passes
        ? nil
        : count.isBelow(Double(value))
          ? "With \(count.text) \(count.text == "1" ? "tunnel" : "tunnels") this would pass."
          : "With the \(value == 1 ? "tunnel" : "tunnels") closed this would pass.",
      repair: count.isAbove(Double(value)) ? "close-gaps" : nil)
  }
}

extension TunnelLimits {
  package func statement(about subject: String) -> String {
    "\(subject) has \(count.words == "0" ? "no tunnel" : "\(count.words) tunnels")"
  }

  package static var restsOn: [String] { ["handles"] }
}
