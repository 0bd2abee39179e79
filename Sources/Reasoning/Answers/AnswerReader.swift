import Anatomy
import JSON
import LanguageModel
import PolicyLanguage

/// Reads a validated answer. What does not fit is the model's failure, never a silent default.
struct AnswerReader {
  let value: JSONValue

  func list(
    _ name: String, atMost most: Int = AnswerSchema.mostElements
  ) throws(ModelError) -> [AnswerReader] {
    guard case .array(let items)? = value[name], items.count <= most else {
      throw unfit(name, "a list of at most \(most)")
    }
    return items.map { AnswerReader(value: $0) }
  }

  /// A sentence on one line, cut at 600 characters: it goes on to other prompts and to people's screens.
  func text(_ name: String) throws(ModelError) -> String {
    guard case .string(let text)? = value[name] else { throw unfit(name, "a text") }
    return DataBlock.cleaned(text, limit: 600)
  }

  func ids(_ name: String) throws(ModelError) -> [String] {
    var ids: [String] = []
    for item in try list(name, atMost: AnswerSchema.mostIDs) {
      guard case .string(let id) = item.value else { throw unfit(name, "a list of ids") }
      let clean = DataBlock.cleaned(id, limit: 80)
      if !ids.contains(clean) { ids.append(clean) }
    }
    return ids
  }

  func choice<Choice: RawRepresentable>(
    _ name: String, _ type: Choice.Type
  ) throws(ModelError) -> Choice where Choice.RawValue == String {
    guard case .string(let text)? = value[name], let choice = Choice(rawValue: text) else {
      throw unfit(name, "one of the values allowed")
    }
    return choice
  }

  /// A value of the vocabulary, nil for `none`.
  func fault(_ name: String) throws(ModelError) -> Fault? {
    try text(name) == "none" ? nil : try choice(name, Fault.self)
  }

  /// A structure, nil for `none`.
  func label(_ name: String) throws(ModelError) -> String? {
    let label = try text(name)
    return label == "none" ? nil : label
  }

  /// A whole number of percent, as a share 0…1.
  func percent(_ name: String) throws(ModelError) -> Double {
    guard let number = value[name]?.integer, (0...100).contains(number) else {
      throw unfit(name, "a whole number from 0 to 100")
    }
    return Double(number) / 100
  }

  private func unfit(_ name: String, _ what: String) -> ModelError {
    ModelError(code: .invalidAnswer, message: "The answer's “\(name)” is not \(what).")
  }
}
