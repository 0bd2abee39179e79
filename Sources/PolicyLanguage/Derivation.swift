internal import Diagnostics
package import Volume
internal import Wording
internal import YAML

/// How a policy makes a structure of others.
package struct Derivation: Hashable, Sendable {
  package enum Operation: Hashable, Sendable {
    case union, intersection
    /// The first without the others.
    case difference
    /// A connected piece, counted from 1, of those that hold at least a share of the whole.
    case component(PieceChoice, number: Int, least: Double)
    case filled
    /// What lies on one side of the midline.
    case half(Side)
  }

  /// A side of the midline.
  package enum Side: String, CaseIterable, Hashable, Sendable { case left, right }

  package let operation: Operation
  /// What it is made of, by name: labels, and structures that stand before it.
  package let operands: [String]
  /// Operands of a union, or that a difference takes away, without which it can be made.
  package let optional: Set<String>

  /// What must be there for it to be made.
  package var needed: [String] { operands.filter { !optional.contains($0) } }

  /// Reads one of the forms; nil, reported, when it is none.
  init?(reading fields: inout FieldReader) {
    let union = fields.labels("union")
    let intersection = fields.labels("intersection")
    let difference = fields.labels("difference")
    let choice = fields.choice("component", of: PieceChoice.self)
    let filled = fields.label("filled")
    let side = fields.choice("half", of: Side.self)
    let whole = fields.label("of")
    let number = fields.integer("number", in: 1...1000)
    let least = fields.quantity("ignore_below", in: [.fraction])
    let optional = fields.labels("optional")
    guard !fields.isRecording else { return nil }
    let forms: [FieldReader.Key] = ["union", "intersection", "difference", "component", "filled", "half"]
    let written = forms.filter { fields.has($0) }
    guard written.count == 1, let form = written.first else {
      if written.isEmpty {
        fields.error(
          .missingValue, "\(fields.owner) does not say how it is made", at: .value,
          suggestion: "add one of: \(forms.compactMap(\.name).joined(separator: ", "))")
      } else {
        fields.error(
          .unexpected, "a structure is made in one way", at: written[1], suggestion: "make it two structures")
      }
      return nil
    }
    for (key, forms) in [
      ("of", ["component", "half"]), ("number", ["component"]), ("ignore_below", ["component"]),
      ("optional", ["union", "difference"]),
    ] where fields.has(.init(key)) && !forms.contains(form.name ?? "") {
      fields.error(.unexpected, "'\(key)' goes with \(forms.joined(separator: " or "))", at: .init(key))
      return nil
    }
    switch form.name {
    case "union", "intersection", "difference":
      guard let operands = union ?? intersection ?? difference else { return nil }
      guard operands.count > 1 else {
        fields.error(.missingValue, "'\(form.name ?? "")' takes two or more labels", at: form)
        return nil
      }
      self.operands = operands
      operation = union != nil ? .union : intersection != nil ? .intersection : .difference
    case "component":
      guard let choice, let whole = fields.wanted(whole, "of") else { return nil }
      operands = [whole]
      operation = .component(choice, number: number ?? 1, least: least?.value ?? 0)
    case "half":
      guard let side, let whole = fields.wanted(whole, "of") else { return nil }
      operands = [whole]
      operation = .half(side)
    default:
      guard let filled else { return nil }
      operands = [filled]
      operation = .filled
    }
    self.optional = Set(optional ?? [])
    let droppable = operation == .union ? operands : operation == .difference ? Array(operands.dropFirst()) : []
    if let stranger = (optional ?? []).first(where: { !droppable.contains($0) }) {
      fields.error(.unexpected, "'\(stranger)' is not among what can be left out", at: "optional")
      return nil
    }
    if needed.isEmpty {
      fields.error(
        .unexpected, "something must be there for a structure to be made", at: "optional",
        suggestion: "leave out at least one")
      return nil
    }
  }

  /// The structure in words: `the union of kidney and tumour`.
  package var words: String {
    let last = operands.last ?? ""
    let all = operands.count > 1 ? "\(operands.dropLast().joined(separator: ", ")) and \(last)" : last
    switch operation {
    case .union: return "the union of \(all)"
    case .intersection: return "what \(all) share"
    case .difference: return "\(operands[0]) without \(operands.dropFirst().joined(separator: ", "))"
    case .component(let choice, let number, let least):
      let place = number == 1 ? "" : "number \(number) from the "
      let parts = least > 0 ? " of at least \(Int((least * 100).rounded())) %" : ""
      return "the piece \(place)\(choice.rawValue) of \(last)\(parts)"
    case .filled: return "\(last) with what it encloses"
    case .half(let side): return "the part of \(last) \(side.rawValue) of the midline"
    }
  }
}

extension FieldReader {
  /// A value that another field asks for; nil, reported, without it.
  fileprivate mutating func wanted<Value>(_ value: Value?, _ key: Key) -> Value? {
    if value == nil, !has(key) { error(.missingValue, "'\(key.name ?? "")' is missing", at: .value) }
    return value
  }
}

extension LabelDeclaration {
  /// Reads a structure that the policy makes of others.
  init?(derived fields: inout FieldReader, name: String, range: SourceRange) {
    let derivation = Derivation(reading: &fields)
    let side = fields.choice("side", of: PatientDirection.self)
    let pair = fields.label("paired_with")
    guard let derivation else { return nil }
    self.init(name: name, side: side, pairedWith: pair, range: range)
    self.derivation = derivation
  }
}
