internal import Diagnostics
internal import Wording

/// Finding what a path names, in the meaning and in the writing at once.
extension YAMLEdit {
  struct Link {
    var item: YAMLSyntax.Item
    /// Whether its collection is in brackets or braces.
    var isInFlow: Bool
  }

  struct Place {
    /// From the root's items down; empty for the root.
    var chain: [Link] = []
    var indices: [Int] = []
    var item: YAMLSyntax.Item
    var node: YAMLNode

    var isInFlow: Bool { chain.contains { $0.isInFlow } }
  }

  func place(_ path: [Step]) throws(YAMLEditError) -> Place {
    var place = Place(item: syntax.root, node: tree)
    for (depth, step) in path.enumerated() {
      func none() -> YAMLEditError {
        YAMLEditError(
          code: .noSuchPlace,
          message:
            "there is no \(Self.written(Array(path[...depth])))\(Self.near(step, place.node).map { "; \($0)" } ?? "")")
      }
      guard let collection = place.item.value.collection else {
        throw place.item.value.leaf?.kind == .alias ? Self.alias(Array(path[..<depth])) : none()
      }
      let index: Int? =
        switch (step, place.node.content) {
        case (.key(let key), .mapping(let entries)): entries.firstIndex { $0.key == key }
        case (.key(let id), .sequence(let elements)): elements.firstIndex { $0["id"]?.text == id }
        case (.index(let index), .sequence(let elements)): elements.indices.contains(index) ? index : nil
        default: nil
        }
      guard let index, let node = place.node.at([index]), collection.items.indices.contains(index) else { throw none() }
      place.item = collection.items[index]
      place.node = node
      place.indices.append(index)
      place.chain.append(Link(item: place.item, isInFlow: collection.isFlow))
    }
    return place
  }

  private static func near(_ step: Step, _ node: YAMLNode) -> String? {
    guard case .key(let key) = step else { return nil }
    let known = node.entries?.map(\.key) ?? node.elements?.compactMap { $0["id"]?.text } ?? []
    return Suggestion.didYouMean(key, among: known)
  }

  static func written(_ path: [Step]) -> String {
    let steps = path.map { step in
      switch step {
      case .key(let key): key
      case .index(let index): String(index)
      }
    }
    return steps.isEmpty ? "the whole text" : "'\(steps.joined(separator: "."))'"
  }

  static func alias(_ path: [Step]) -> YAMLEditError {
    YAMLEditError(
      code: .alias,
      message: "\(written(path)) is a copy of a value elsewhere (*name); edit that, or write the value out")
  }

  // MARK: Comparing

  static func isSame(_ a: YAMLNode?, _ b: YAMLNode?) -> Bool {
    guard let a, let b else { return false }
    return a.says(whatIsSaidBy: b)
  }

  static func says(_ node: YAMLNode?, _ value: Value) -> Bool {
    switch value {
    case .text(let text): return node?.text == text
    case .yaml(let yaml):
      var diagnostics = Diagnostics()
      return isSame(node, YAMLNode.parse(yaml, file: "", diagnostics: &diagnostics)) && !diagnostics.hasErrors
    }
  }
}

extension YAMLNode {
  /// What stands at a path of positions in mappings and sequences.
  func at(_ indices: [Int]) -> YAMLNode? {
    var node: YAMLNode? = self
    for index in indices {
      let children = node?.entries?.map(\.value) ?? node?.elements ?? []
      node = children.indices.contains(index) ? children[index] : nil
    }
    return node
  }

  func key(at indices: [Int]) -> String? {
    guard let last = indices.last, let entries = at(Array(indices.dropLast()))?.entries else { return nil }
    return entries.indices.contains(last) ? entries[last].key : nil
  }

  /// Without what stands there; nil when nothing does.
  func without(_ indices: [Int]) -> YAMLNode? {
    guard let first = indices.first else { return YAMLNode(content: .sequence([]), range: range) }
    var copy = self
    let rest = Array(indices.dropFirst())
    switch content {
    case .mapping(var entries):
      guard entries.indices.contains(first) else { return nil }
      if rest.isEmpty {
        entries.remove(at: first)
      } else {
        guard let child = entries[first].value.without(rest) else { return nil }
        entries[first].value = child
      }
      copy.content = .mapping(entries)
    case .sequence(var elements):
      guard elements.indices.contains(first) else { return nil }
      if rest.isEmpty {
        elements.remove(at: first)
      } else {
        guard let child = elements[first].without(rest) else { return nil }
        elements[first] = child
      }
      copy.content = .sequence(elements)
    case .scalar: return nil
    }
    return copy
  }
}
