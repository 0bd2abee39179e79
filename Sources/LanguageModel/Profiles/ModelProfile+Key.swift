internal import FoundationEssentials

extension ModelProfile {
  /// Variables that hold a provider's key by custom. They are read for the provider's own hosts alone: a key must not
  /// reach another server unasked.
  private static let usual: [(origins: [String], variables: [String])] = [
    (
      ["https://api.openai.com", "https://eu.api.openai.com", "https://us.api.openai.com"], ["OPENAI_API_KEY"]
    ),
    (["https://openrouter.ai"], ["OPENROUTER_API_KEY"]),
    (["https://generativelanguage.googleapis.com"], ["GEMINI_API_KEY", "GOOGLE_API_KEY"]),
    (["https://api.anthropic.com"], ["ANTHROPIC_API_KEY"]),
  ]

  /// The variables that may hold the key, the first one first.
  package var keyVariables: [String] {
    if let keyVariable { return [keyVariable] }
    let origin = (try? ServerAddress(base: baseURL, operation: "", allowPlainHTTP: true))?.origin
    let usual = Self.usual.first { origin.map($0.origins.contains) ?? false }?.variables ?? []
    return ["SEGWARDEN_API_KEY"] + usual
  }

  /// The key: from the profile's file or variable where it names one, else from `SEGWARDEN_API_KEY`, else from the
  /// provider's usual variable. Nil where there is none; servers on this machine often want none.
  ///
  /// Throws when a file or variable that the profile names holds no key.
  package func key(environment: [String: String]) throws(ModelError) -> (key: String?, warning: String?) {
    if let keyFile {
      guard let data = FileManager.default.contents(atPath: keyFile), data.count < 1 << 14 else {
        throw ModelError(code: .configuration, message: "The key file of the model '\(name)' cannot be read.")
      }
      let key = String(decoding: data, as: UTF8.self).trimmingSpace
      guard !key.isEmpty else {
        throw ModelError(code: .configuration, message: "The key file of the model '\(name)' is empty.")
      }
      return (
        key,
        Self.isOpenToOthers(keyFile)
          ? "The key file of the model '\(name)' can be read by other users of this machine; take that right away (chmod 600)."
          : nil
      )
    }
    if let key = keyVariables.lazy.compactMap({ environment[$0]?.trimmingSpace }).first(where: { !$0.isEmpty }) {
      return (key, nil)
    }
    if let keyVariable {
      throw ModelError(
        code: .configuration, message: "The key of the model '\(name)' is not set; put it into \(keyVariable).")
    }
    return (nil, nil)
  }

  private static func isOpenToOthers(_ file: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: file)
    return ((attributes?[.posixPermissions] as? Int) ?? 0) & 0o077 != 0
  }
}
