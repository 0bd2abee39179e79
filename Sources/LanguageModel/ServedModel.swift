package import JSON

/// A model as its server names it: the name without what says which state of it, and that state. `gpt-4o` and
/// `gpt-4o-2024-08-06` are one model, of which the second name says more.
struct ServedName: Hashable, Sendable {
  let base: String
  /// A date or a number of a release; nil for an alias, such as one that ends in `latest`.
  let release: String?

  init(_ name: String) {
    var words = name.lowercased()
    if let slash = words.lastIndex(of: "/"), words[..<slash] == "models" {
      words = String(words[words.index(after: slash)...])
    }
    for alias in ["-latest", ":latest", "@latest", "@default"] where words.hasSuffix(alias) {
      (base, release) = (String(words.dropLast(alias.count)), nil)
      return
    }
    for form in Self.releases {
      let length = form.count
      guard words.count > length,
        zip(words.suffix(length), form).allSatisfy({ $1 == "0" ? $0.isASCIINumber : $0 == $1 })
      else { continue }
      (base, release) = (String(words.dropLast(length)), String(words.suffix(length).dropFirst()))
      return
    }
    (base, release) = (words, nil)
  }

  /// `0` stands for a digit; the longest first.
  private static let releases = ["-0000-00-00", "-00000000", "@00000000", "-00-00", "-0000", "-000"]

  /// Whether both can be names of one state of a model.
  func matches(_ other: ServedName) -> Bool {
    base == other.base && (release == nil || other.release == nil || release == other.release)
  }
}

extension ModelError.Code {
  /// The server answered with another model than before.
  package static let modelChanged = ModelError.Code(name: "model-changed")
}

/// A model that stays the same for a run: once its server has said which one answers, an answer of another is a
/// failure. What several models say is no vote of one.
package struct SteadyModel: LanguageModel {
  private let model: any LanguageModel
  private let served = Served()

  package init(_ model: any LanguageModel) { self.model = model }

  package var name: String { model.name }
  package var fingerprint: JSONValue { model.fingerprint }
  package var capacity: ModelCapacity { model.capacity }

  /// Throws what the model throws, and `modelChanged`.
  package func answer(_ request: ModelRequest) async throws -> ModelAnswer {
    let answer = try await model.answer(request)
    if let before = await served.another(than: answer.model) {
      var error = ModelError(
        code: .modelChanged,
        message:
          "The server answered as \(answer.model), and before as \(before); name one state of the model, such as one with a date."
      )
      (error.attempts, error.usage) = (answer.attempts, answer.usage)
      throw error
    }
    return answer
  }
}

/// The name under which a run's answers came first, shared by all copies of a model.
private actor Served {
  private var name: String?

  /// The name so far, where a new one is that of another model; else nil, and the name that says more is kept.
  func another(than new: String) -> String? {
    guard let before = name else {
      name = new
      return nil
    }
    let (old, next) = (ServedName(before), ServedName(new))
    guard old.matches(next) else { return before }
    if old.release == nil { name = new }
    return nil
  }
}

extension Character {
  fileprivate var isASCIINumber: Bool { isASCII && isNumber }
}
