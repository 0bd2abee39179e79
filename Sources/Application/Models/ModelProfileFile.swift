internal import Diagnostics
internal import Formats
internal import JSON
internal import LanguageModel
internal import Wording
internal import YAML

/// A user's file of model profiles, in YAML (of which JSON is a part).
enum ModelProfileFile {
  /// A profile by name; without a name the only one.
  static func profile(named name: String?, in file: String) throws -> ModelProfile {
    let bytes: [UInt8]
    do { bytes = try FileText.bytes(file) } catch let error as ReadError {
      throw ProgramError(.configuration, "\(file): \(error.message)")
    }
    var diagnostics = Diagnostics()
    guard let node = YAMLNode.parse(bytes, file: file, diagnostics: &diagnostics), !diagnostics.hasErrors else {
      let text = String(decoding: bytes, as: UTF8.self)
      let list = diagnostics.sorted.map { $0.rendered(source: text) }.joined(separator: "\n")
      throw ProgramError(.configuration, "the file of models cannot be used.\n\(list)")
    }
    let profiles: [ModelProfile]
    do throws(ModelError) { profiles = try ModelProfile.read(node.json) } catch {
      throw ProgramError(.configuration, "\(file): \(error.message)")
    }
    if name == nil, let only = profiles.first, profiles.count == 1 { return only }
    let names = profiles.map(\.name)
    guard let name else {
      throw ProgramError(
        .usage, "\(file) has several models; choose one with --model: \(names.joined(separator: ", ")).")
    }
    guard let profile = profiles.first(where: { $0.name == name }) else {
      let advice = Suggestion.oneOf(name, names) ?? "see the file"
      throw ProgramError(.usage, "\(file) has no model “\(name)”\(Suggestion.end(advice))")
    }
    return profile
  }
}

extension YAMLNode {
  /// The node as JSON, unquoted scalars by YAML 1.2's core schema (10.3.2) without its octal and hexadecimal numbers.
  fileprivate var json: JSONValue {
    switch content {
    case .sequence(let elements): return .array(elements.map(\.json))
    case .mapping(let entries): return .object(entries.map { JSONValue.Member($0.key, $0.value.json) })
    case .scalar(let scalar):
      if isNull { return .null }
      if let boolean { return .bool(boolean) }
      guard scalar.style == .plain, scalar.tag == nil else { return .string(scalar.text) }
      let number = scalar.text.hasPrefix("+") ? String(scalar.text.dropFirst()) : scalar.text
      if let integer = Int(number) { return .integer(integer) }
      let isDecimal = number.allSatisfy { $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }
      if isDecimal, let real = Double(number), real.isFinite { return .number(real) }
      return .string(scalar.text)
    }
  }
}
