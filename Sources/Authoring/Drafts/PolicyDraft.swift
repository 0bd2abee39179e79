internal import Volume

/// A first policy for some labels: what always makes sense is expected, what only its author can know is asked in
/// comments.
package struct PolicyDraft: Sendable {
  /// What the author says about it.
  package struct Head: Sendable {
    package var id: String
    package var title: String?
    package var modality: String?
    package var region: String?
    package var dimensions: Int
    /// Where the labels come from, in words.
    package var origin: String

    package init(id: String, title: String?, modality: String?, region: String?, dimensions: Int, origin: String) {
      self.id = id
      self.title = title
      self.modality = modality
      self.region = region
      self.dimensions = dimensions
      self.origin = origin
    }
  }

  package let head: Head
  package let labels: DraftLabels
  /// What was measured of each label in an export; nil without one.
  package var measured: [String: String]?
  /// Labels without voxels in the export.
  package var absent: [String] = []
  /// For each expectation the labels that the export does not satisfy, with what was found.
  package var exceptions: [String: [(label: String, found: String)]] = [:]
  /// Whether left and right are known.
  package var knowsSides = true

  package init(_ head: Head, labels: DraftLabels) {
    self.head = head
    self.labels = labels
  }

  /// The policy's text.
  package var text: String {
    ([opening, declarations, "expectations:", file, presence] + shapes + [sides, volumes, closing]).filter {
      !$0.isEmpty
    }
    .joined(separator: "\n")
  }

  private var names: [String] { labels.labels.map(\.name) }

  private var opening: String {
    let task = [
      head.modality.map { "modality: \(Self.quoted($0))" }, head.region.map { "region: \(Self.quoted($0))" },
      "dimensions: \(head.dimensions)",
    ].compactMap { $0 }
    return """
      # yaml-language-server: $schema=policy.v1.schema.json
      # (an editor then helps with keys and values: segwarden policy schema > policy.v1.schema.json)
      #
      # A first draft, from \(head.origin). What follows “Question” only its author can answer; answer it and take the comment away.
      segwarden: 1
      policy: \(head.id)
      version: 0.1.0
      title: \(Self.quoted(head.title ?? head.id))
      task: {\(task.joined(separator: ", "))}

      parameters:
        speck: 2 %          # of a structure; smaller pieces and cavities do not count

      """
  }

  private var declarations: String {
    let width = (names.map(\.count).max() ?? 0) + 1
    var lines: [String] = []
    // Values suffice in the exports that the draft was made from.
    if labels.labels.contains(where: \.isNameless) {
      lines = ["labels_by: \(labels.labels.count == 1 ? "foreground" : "number")", ""]
    }
    lines.append("labels:")
    for label in labels.labels {
      if label.isNameless {
        lines.append("  # Question: what is the structure with the value \(label.value ?? 0)? Give it a name.")
      }
      var fields: [String] = []
      if let value = label.value { fields.append("value: \(value)") }
      if let side = label.side { fields.append("side: \(side.rawValue)") }
      if let pair = label.pair { fields.append("paired_with: \(pair)") }
      if let alias = label.alias { fields.append("aliases: [\(Self.quoted(alias))]") }
      let key = "\(label.name):" + String(repeating: " ", count: width - label.name.count)
      lines.append("  \(key){\(fields.joined(separator: ", "))}")
    }
    if !labels.groups.isEmpty {
      lines += ["", "groups:"]
      // The language has no way to leave a group without a use unmentioned, so each says that it is meant for the
      // author.
      for group in labels.groups {
        lines.append("  # segwarden: allow unused-group because it waits for expectations of its own")
        lines.append(Self.wrapped("  \(group.name): [", group.labels, "]", indent: 4))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var file: String {
    """
      - id: file
        file: {unknown_labels: forbidden, empty: forbidden}
        severity: reject
        because: A mask of labels that nobody knows, or of none, says nothing about anatomy.

    """
  }

  private var presence: String {
    let present = names.filter { !absent.contains($0) }
    var text = """
        # Question: is any of these ever absent, by surgery or by nature? Then declare it under context: and except it with unless:.
        # Question: does the field of view always show them? Else give labels landmarks (in_view_with).

      """
    if !present.isEmpty {
      text +=
        "  - id: present\n\(each(present))    presence: required\n    severity: reject\n"
        + "    because: Every structure of this task is in the picture.\n"
    }
    if !absent.isEmpty {
      text +=
        "\n  # Question: the export has no voxel of these. May they be absent?\n  - id: may-be-absent\n\(each(absent))    presence: optional\n"
        + "    because: The export that this draft was made from does without.\n"
    }
    return text
  }

  /// The expectations about single structures that hold for nearly everything.
  private var shapes: [String] {
    [
      shape(
        "one-piece", "connectivity: {components: 1, ignore_below: speck}",
        because: "A structure is one body; a second piece of some size is an island or a leak."),
      shape(
        "solid", "holes: {count: 0, ignore_below: speck}",
        because: "A cavity inside a structure is a part that was not found."),
      shape(
        "whole", "continuity: {missing_slices: 0}", because: "A structure goes through its slices without a gap."),
    ]
  }

  private func shape(_ id: String, _ kind: String, because: String) -> String {
    let exceptions = exceptions[id] ?? []
    let subjects = names.filter { name in !exceptions.contains { $0.label == name } }
    var text = ""
    for exception in exceptions {
      text += "  # Question: \(exception.found) Is that sound? If not, add \(exception.label) below.\n"
    }
    if subjects.isEmpty { return text }
    return text + "  - id: \(id)\n\(each(subjects))    \(kind)\n    because: \(because)\n"
  }

  private var sides: String {
    guard head.dimensions == 3, !labels.pairs.isEmpty else { return "" }
    guard knowsSides else {
      return
        "  # Question: the export does not say how it lies in the patient, so left and right are not judged. Do other exports?\n"
    }
    return labels.pairs.map { pair in
      if let exception = exceptions["sides-\(pair.left)"]?.first {
        return "  # Question: \(exception.found) Is \(pair.left) the left one?\n"
      }
      return """
          - id: sides-\(pair.left)
            position: \(pair.left) is left-of \(pair.right)
            severity: reject
            because: Left and right swapped is the fault with the worst consequences.

        """
    }.joined(separator: "\n")
  }

  /// Ranges that only the author can give, as comments.
  private var volumes: String {
    let kind = head.dimensions == 3 ? "volume" : "area"
    let unit = head.dimensions == 3 ? "mL" : "px"
    var lines = [
      "  # Question: which \(kind)s are usual (outside: a warning), and which possible (outside: a failure)? Published ranges need their source."
    ]
    for label in labels.labels {
      let found = measured?[label.name].map { "   # measured here: \($0)" } ?? ""
      lines.append(
        "  # - {id: \(kind)-\(label.name), label: \(label.name), \(kind): {typical: A..B \(unit), possible: C..D \(unit)}, when: complete, source: …}\(found)"
      )
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var closing: String {
    """
    decision:
      veto: [reject]          # failures of this severity reject by themselves; no model can overrule them

    """
  }

  private func each(_ labels: [String]) -> String {
    if labels.count == 1 { return "    label: \(labels[0])\n" }
    if labels == names { return "    each: all\n" }
    return Self.wrapped("    each: [", labels, "]", indent: 6) + "\n"
  }

  /// A flow list over as many lines as it needs.
  private static func wrapped(_ open: String, _ items: [String], _ close: String, indent: Int) -> String {
    var lines: [String] = []
    var line = open
    for (place, item) in items.enumerated() {
      let piece = item + (place + 1 < items.count ? ", " : close)
      if line.count + piece.count > 140 {
        lines.append(line.hasSuffix(" ") ? String(line.dropLast()) : line)
        line = String(repeating: " ", count: indent)
      }
      line += piece
    }
    return (lines + [line]).joined(separator: "\n")
  }

  /// Text as YAML, in quotes where it needs them.
  static func quoted(_ text: String) -> String {
    let plain =
      !text.isEmpty && text.first.map { $0.isLetter } == true
      && text.allSatisfy { $0.isLetter || $0.isNumber || " _-./()".contains($0) }
      && text.last != " " && !["true", "false", "null", "yes", "no", "on", "off"].contains(text.lowercased())
    if plain { return text }
    return "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : $0.isNewline ? " " : String($0) }.joined() + "\""
  }
}
