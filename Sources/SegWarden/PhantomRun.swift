internal import Formats
internal import Phantoms
internal import PolicyLanguage
internal import Shipped

/// `segwarden phantom`: draws synthetic exports from recipes.
package enum PhantomRun {
  /// Name and title of each shipped recipe.
  package static func list() -> ExitStatus {
    let recipes = Shipped.phantoms()
    let width = recipes.map(\.name.count).max() ?? 0
    for recipe in recipes {
      var diagnostics = Diagnostics()
      let read = reader.recipe(text: recipe.text, file: file(of: recipe.name), diagnostics: &diagnostics)
      let name = recipe.name + String(repeating: " ", count: width - recipe.name.count)
      Console.print("\(name)  \(read?.title ?? "cannot be used")")
    }
    return .success
  }

  /// Draws a shipped recipe, or one from a file, and writes it as its path's ending says.
  package static func draw(_ name: String, to path: String) throws -> ExitStatus {
    let (file, text) = try source(of: name)
    var diagnostics = Diagnostics()
    guard let recipe = reader.recipe(text: text, file: file, diagnostics: &diagnostics) else {
      let mistakes = diagnostics.sorted.map { $0.rendered(source: $0.range.file == file ? text : "") }
      throw ProgramError(.configuration, "the recipe cannot be used.\n\(mistakes.joined(separator: "\n"))")
    }
    let lower = path.lowercased()
    do {
      if lower.hasSuffix(".nii") || lower.hasSuffix(".nii.gz") {
        try NIfTIWriter.write(recipe.segmentation(), to: path)
      } else if lower.hasSuffix(".png") {
        try PNGMaskWriter.write(recipe.segmentation(), to: path)
      } else {
        throw ProgramError(
          .usage, "\(path): exports are written as .nii, .nii.gz or .png; choose one of these endings.")
      }
    } catch let error as WriteError {
      throw ProgramError(.inputOutput, "\(path): \(error.message)")
    }
    return .success
  }

  private static let reader = PhantomReader { name in shipped(name).map { (file(of: name), $0) } }

  private static func file(of name: String) -> String { "<built-in>/phantoms/\(name).yaml" }

  private static func shipped(_ name: String) -> String? { Shipped.phantoms().first { $0.name == name }?.text }

  private static func source(of name: String) throws -> (file: String, text: String) {
    if let text = shipped(name) { return (file(of: name), text) }
    guard name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") else {
      let known = Shipped.phantoms().map(\.name)
      let near = Suggestion.didYouMean(name, among: known)
      throw ProgramError(
        .configuration,
        "there is no recipe “\(name)”\(near.map { "; \($0)" } ?? ""). Known are \(known.joined(separator: ", ")); a file is named by its path."
      )
    }
    do {
      guard let text = String(validating: try FileText.bytes(name), as: UTF8.self) else {
        throw ProgramError(.configuration, "\(name): the recipe is not UTF-8 text; save it as UTF-8.")
      }
      return (name, text)
    } catch let error as ReadError {
      throw ProgramError(.configuration, "\(name): \(error.message)")
    }
  }
}
