import Diagnostics
import Digest
import Wording

/// One stage's question to a model: front matter, then the sections `# System` and `# User`.
///
/// ```
/// ---
/// id: visual-features
/// version: 1.0.0
/// stage: visual-features
/// title: …
/// inputs: context, findings, …
/// ---
/// # System
/// …
/// # User
/// … {{findings}} …
/// ```
/// `inputs` names the variables that the text uses, all of them; prompts of one's own may leave it out. Variables stand
/// in the user section only: what comes from an export never becomes part of the instructions.
package struct Prompt: Hashable, Sendable {
  package let id: String
  package let version: String
  package let stage: StageRecord.Name
  package let title: String
  /// Of the whole text, front matter included.
  package let sha256: String
  let file: String
  let system: String
  let user: Template

  package init(parsing text: String, file: String) throws(PromptError) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.last == "\r" ? $0.dropLast() : $0 }
    let fields = try FrontMatter(lines, file: file)
    id = try fields.required("id")
    version = try fields.required("version")
    title = try fields.required("title")
    let stageName = try fields.required("stage")
    guard let stage = StageRecord.Name(rawValue: stageName) else {
      let known = StageRecord.Name.allCases.map(\.rawValue).joined(separator: ", ")
      throw PromptError(
        code: .frontMatter, message: "“\(stageName)” is no stage; known are \(known).",
        location: fields.location(of: "stage"))
    }
    self.stage = stage
    self.file = file
    sha256 = SHA256.of(text)

    let system = try Self.section("# System", in: lines, from: fields.end, file: file)
    let user = try Self.section("# User", in: lines, from: system.end, file: file)
    let systemTemplate = try Template(
      parsing: Array(lines[system.start..<system.end]), firstLine: system.start + 1, file: file)
    if let (name, range) = systemTemplate.variables.first {
      throw PromptError(
        code: .section, message: "Move {{\(name)}} to the user section: the system section holds instructions only.",
        location: range)
    }
    self.system = try systemTemplate.filled(with: [:]).trimmingSpaces
    self.user = try Template(parsing: Array(lines[user.start..<user.end]), firstLine: user.start + 1, file: file)
    try check(fields.inputs)
  }

  /// What a record says of this text.
  package var reference: StageRecord.PromptReference { .init(id: id, version: version, sha256: sha256) }

  /// The names that the user section uses.
  package var variables: [String] { user.variables.map(\.name) }

  /// Both sections, filled in. Every variable needs a value and every value a variable.
  package func render(_ values: [String: String]) throws(PromptError) -> (system: String, user: String) {
    try check(names: values.keys.sorted())
    return (system, try user.filled(with: values).trimmingSpaces)
  }

  /// Checks that the user section uses these variables, all of them and no other.
  func check(names: [String]) throws(PromptError) {
    for (name, range) in user.variables where !names.contains(name) {
      throw PromptError(
        code: .undefinedVariable,
        message: "{{\(name)}} is not defined for \(stage.rawValue); known are \(names.joined(separator: ", ")).",
        location: range)
    }
    let used = Set(variables)
    if let unused = names.first(where: { !used.contains($0) }) {
      throw PromptError(
        code: .unusedVariable, message: "The user section has to use {{\(unused)}}: the model would judge without it.",
        location: SourceRange(file: file, line: 1, column: 1))
    }
  }

  /// Checks that the front matter names what the text uses, if it names anything.
  private func check(_ inputs: [(name: String, range: SourceRange)]?) throws(PromptError) {
    guard let inputs else { return }
    if let (name, range) = inputs.first(where: { !variables.contains($0.name) }) {
      throw PromptError(
        code: .unusedVariable,
        message: "The user section does not use the input {{\(name)}}; use it, or leave it out here.",
        location: range)
    }
    for (name, range) in user.variables where !inputs.contains(where: { $0.name == name }) {
      throw PromptError(
        code: .undefinedVariable, message: "{{\(name)}} is not among the inputs in the front matter; name it there.",
        location: range)
    }
  }

  private static func section(
    _ heading: String, in lines: [Substring], from start: Int, file: String
  ) throws(PromptError) -> (start: Int, end: Int) {
    guard let line = lines[start...].firstIndex(where: { $0 == heading }) else {
      throw PromptError(
        code: .section, message: "There is no line “\(heading)”; a prompt has # System, then # User.",
        location: SourceRange(file: file, line: max(lines.count, 1), column: 1))
    }
    let end = lines[(line + 1)...].firstIndex { $0 == "# User" || $0 == "# System" } ?? lines.count
    return (line + 1, end)
  }
}
