internal import Diagnostics
internal import Wording
internal import YAML

/// A policy and those that it extends, read and merged into one tree. Every node keeps its own file and place.
///
/// What the extending policy says wins. Sections that declare names (`context`, `parameters`, `labels`, `structures`,
/// `groups`) are merged by name, labels field by field; `task` and `decision` field by field; expectations by id:
/// `disable` takes one away, the same id with other fields changes those fields, in place; new ones follow. Of several
/// bases the later wins over the earlier.
struct PolicyFamily {
  private let library: PolicyReader.Library
  /// The policy's own text, then its bases, each once.
  private(set) var sources: [PolicySource] = []
  private(set) var bases: [String] = []

  /// Deeper than any chain of policies; keeps recursion bounded.
  private static let deepest = 16

  init(library: @escaping PolicyReader.Library) { self.library = library }

  /// The merged tree; nil, reported, when the policy's own text gives none.
  mutating func merged(_ source: PolicySource, diagnostics: inout Diagnostics) -> YAMLNode? {
    merged(source, under: [], open: [], diagnostics: &diagnostics)
  }

  private mutating func merged(
    _ source: PolicySource, under chain: [String], open: Set<PolicySource>, diagnostics: inout Diagnostics
  ) -> YAMLNode? {
    let open = open.union([source])
    if !sources.contains(source) { sources.append(source) }
    guard let root = YAMLNode.parse(source.text, file: source.file, diagnostics: &diagnostics) else { return nil }
    guard root.entries != nil else {
      diagnostics.error(
        .wrongType, "a policy is a mapping, not \(root.described)", at: root.range,
        suggestion: "begin with segwarden: 1")
      return nil
    }
    let own = root["policy"]?.text ?? source.file
    duplicateIDs(root, &diagnostics)
    var base: YAMLNode?
    for reference in references(root, &diagnostics) {
      guard let name = reference.text else { continue }
      let found = library(name)
      // By name, or, where a file is not named like the policy in it, by its text.
      let isKnown = (chain + [own]).contains(name) || (found.map { open.contains($0) } ?? false)
      guard !isKnown, chain.count < Self.deepest else {
        let way = (chain + [own]).filter { $0 != name }
        diagnostics.error(
          .cycle, "'\(name)' extends itself\(way.isEmpty ? "" : ", by way of \(way.joined(separator: ", "))")",
          at: reference.range, suggestion: "take this link away")
        continue
      }
      guard let found else {
        diagnostics.error(
          .unknownPolicy, "there is no policy '\(name)' to extend", at: reference.range,
          suggestion: "name a policy of SEGWARDEN_POLICIES, a shipped one, or a file beside this one")
        continue
      }
      if !bases.contains(name) { bases.append(name) }
      guard let next = merged(found, under: chain + [own], open: open, diagnostics: &diagnostics) else { continue }
      base = base.map { PolicyMerge(base: $0, over: next).merged(&diagnostics) } ?? next
    }
    return PolicyMerge(base: base, over: root).merged(&diagnostics)
  }

  /// The names in `extends`: one, or a list.
  private func references(_ root: YAMLNode, _ diagnostics: inout Diagnostics) -> [YAMLNode] {
    guard let node = root["extends"] else { return [] }
    let references = node.elements ?? [node]
    for reference in references where reference.text == nil || reference.isNull {
      diagnostics.error(
        .wrongType, "'extends' takes the name of a policy, not \(reference.described)", at: reference.range)
    }
    return references.filter { $0.text != nil && !$0.isNull }
  }

  private func duplicateIDs(_ root: YAMLNode, _ diagnostics: inout Diagnostics) {
    var places: [String: SourceRange] = [:]
    for node in root["expectations"]?.elements ?? [] {
      guard let id = node["id"], let text = id.text else { continue }
      if let first = places[text] {
        diagnostics.error(
          .duplicateID, "the id '\(text)' was already given in line \(first.line)", at: id.range,
          suggestion: "give one of the two another id")
      } else {
        places[text] = id.range
      }
    }
  }
}

/// One policy's tree laid over another's.
private struct PolicyMerge {
  let base: YAMLNode?
  let over: YAMLNode

  func merged(_ diagnostics: inout Diagnostics) -> YAMLNode {
    var result = over
    var entries = (over.entries ?? []).filter { $0.key != "expectations" }
    for section in base?.entries ?? [] {
      switch section.key {
      case "segwarden", "policy", "version", "title", "extends", "expectations": continue
      default: break
      }
      guard let place = entries.firstIndex(where: { $0.key == section.key }) else {
        entries.append(section)
        continue
      }
      let depth = section.key == "labels" ? 2 : 1
      switch section.key {
      case "waivers": entries[place].value = Self.appended(section.value, entries[place].value)
      case "task", "decision", "context", "parameters", "groups", "labels", "structures":
        entries[place].value = Self.merged(section.value, entries[place].value, depth: depth)
      default: break
      }
    }
    if let expectations = expectations(&diagnostics) { entries.append(expectations) }
    result.content = .mapping(entries)
    return result
  }

  /// Mappings by key, down to a depth; everything else is replaced.
  static func merged(_ base: YAMLNode, _ over: YAMLNode, depth: Int) -> YAMLNode {
    guard depth > 0, let below = base.entries, let above = over.entries else { return over }
    var entries = below.map { entry in
      guard let own = above.first(where: { $0.key == entry.key }) else { return entry }
      return YAMLNode.Entry(
        key: own.key, keyRange: own.keyRange, value: merged(entry.value, own.value, depth: depth - 1))
    }
    entries += above.filter { own in !below.contains { $0.key == own.key } }
    var result = over
    result.content = .mapping(entries)
    return result
  }

  private static func appended(_ base: YAMLNode, _ over: YAMLNode) -> YAMLNode {
    guard let below = base.elements, let above = over.elements else { return over }
    var result = over
    result.content = .sequence(below + above)
    return result
  }

  private func expectations(_ diagnostics: inout Diagnostics) -> YAMLNode.Entry? {
    let (below, above) = (
      base?.entries?.first { $0.key == "expectations" }, over.entries?.first { $0.key == "expectations" }
    )
    guard let section = above ?? below else { return nil }
    // What is no list is reported where it is read.
    guard let own = above?.value.elements ?? (above == nil ? [] : nil) else { return section }
    var elements = below?.value.elements ?? []
    let inherited = elements.compactMap { $0["id"]?.text }
    var disabled: Set<String> = []
    for node in own {
      let id = node["id"]?.text
      let place = id.flatMap { id in elements.firstIndex { $0["id"]?.text == id } }
      if let disable = node.entries?.first(where: { $0.key == "disable" }) {
        guard let id, inherited.contains(id) else {
          diagnostics.error(
            .unknownExpectation, "there is no expectation '\(id ?? "")' to disable",
            at: node["id"]?.range ?? disable.keyRange,
            suggestion: id.flatMap { Suggestion.didYouMean($0, among: inherited) })
          continue
        }
        for other in node.entries ?? [] where !["id", "disable", "because"].contains(other.key) {
          diagnostics.error(
            .unexpected, "'\(other.key)' does nothing for an expectation that is disabled", at: other.keyRange)
        }
        if disable.value.boolean != false { disabled.insert(id) }
        continue
      }
      if let place, inherited.contains(id ?? "") {
        elements[place] = Self.overridden(elements[place], by: node)
      } else {
        elements.append(node)
      }
    }
    elements.removeAll { disabled.contains($0["id"]?.text ?? "") }
    var value = section.value
    value.content = .sequence(elements)
    return YAMLNode.Entry(key: section.key, keyRange: section.keyRange, value: value)
  }

  /// Keys that say the same thing in different words: who has one gives up the other.
  private static let exclusive: [Set<String>] = [["each", "label"]]

  private static func overridden(_ base: YAMLNode, by over: YAMLNode) -> YAMLNode {
    guard var below = base.entries, let above = over.entries else { return over }
    let common = PolicyReader.commonKeys
    let newKinds = above.filter { !common.contains($0.key) }.map(\.key)
    below.removeAll { entry in
      let isOtherKind =
        !newKinds.isEmpty && !common.contains(entry.key) && !newKinds.contains(entry.key)
      let isOtherWord = exclusive.contains { set in
        set.contains(entry.key) && above.contains { set.contains($0.key) && $0.key != entry.key }
      }
      // Limits that are given anew are not those that were learned.
      let isOutdated = entry.key == "learned" && !newKinds.isEmpty
      return isOtherKind || isOtherWord || isOutdated
    }
    var result = base
    let kept = below.map { entry in
      guard let own = above.first(where: { $0.key == entry.key }) else { return entry }
      // The kind's own fields change one by one; everything else is said anew.
      let value = common.contains(entry.key) ? own.value : merged(entry.value, own.value, depth: 1)
      return YAMLNode.Entry(key: own.key, keyRange: own.keyRange, value: value)
    }
    result.content = .mapping(kept + above.filter { own in !below.contains { $0.key == own.key } })
    // The place of an expectation is where it was changed last.
    result.range = over.range
    return result
  }
}
