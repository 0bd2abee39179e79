/// Other names for entries of mappings, and entries that go.
extension YAMLEdit {
  /// Gives an entry another key; quotes stay where the author used them.
  package mutating func rename(_ path: [Step], to key: String) throws(YAMLEditError) {
    let place = try place(path)
    guard let leaf = place.item.key?.leaf, [.plain, .singleQuoted, .doubleQuoted].contains(leaf.kind) else {
      throw YAMLEditError(code: .notScalar, message: "\(Self.written(path)) has no key that is a single word")
    }
    if tree.at(place.indices.dropLast())?[key] != nil {
      throw YAMLEditError(code: .keyExists, message: "there is a '\(key)' already beside \(Self.written(path))")
    }
    try apply([(leaf.range, ScalarWriter.written(key, inFlow: true, like: leaf.kind))]) { after, before in
      Self.isSame(after.without(place.indices), before.without(place.indices))
        && after.key(at: place.indices) == key && Self.isSame(after.at(place.indices), before.at(place.indices))
    }
  }

  /// Takes an entry with a single value away. Its comments stay; so does the last entry of a mapping, since without it
  /// there would be none.
  package mutating func remove(_ path: [Step]) throws(YAMLEditError) {
    let place = try place(path)
    let item = place.item
    guard item.key != nil, let leaf = item.value.leaf, leaf.kind != .alias else {
      throw YAMLEditError(
        code: .notScalar, message: "\(Self.written(path)) is not an entry of a mapping with a single value")
    }
    guard let link = place.chain.last, let last = place.indices.last,
      let entries = tree.at(place.indices.dropLast())?.entries, entries.count > 1
    else { throw YAMLEditError(code: .badValue, message: "nothing would be left beside \(Self.written(path))") }
    let range =
      link.isInFlow
      ? flowRange(of: item, after: sibling(before: place), isLast: last == entries.count - 1)
      : try lineRange(of: item, path)
    let comments =
      link.isInFlow ? [] : [item.header].compactMap(\.self) + item.before + [item.trailing].compactMap(\.self)
    let indent = String(repeating: " ", count: item.start.column)
    let kept = comments.map { indent + $0.text + lineBreak }.joined()
    try apply([(range, kept)]) { after, before in Self.isSame(after, before.without(place.indices)) }
  }

  /// Takes an item of a block sequence away, with all that it holds. Comments above it stay.
  package mutating func removeItem(_ path: [Step]) throws(YAMLEditError) {
    let place = try place(path)
    guard place.item.key == nil, !place.isInFlow, !place.indices.isEmpty else {
      throw YAMLEditError(
        code: .notSequence, message: "\(Self.written(path)) is not an item of a list in lines of its own")
    }
    let range = try lineRange(of: place.item, path)
    try apply([(range, "")]) { after, before in Self.isSame(after, before.without(place.indices)) }
  }

  /// The lines of an entry of a block mapping, or of an item of a block sequence.
  private func lineRange(of item: YAMLSyntax.Item, _ path: [Step]) throws(YAMLEditError) -> Range<Int> {
    guard item.onNewLine else {
      throw YAMLEditError(
        code: .unusual, message: "\(Self.written(path)) stands behind something on its line; edit it by hand")
    }
    let lines = YAMLSyntax.Lines(syntax.source)
    var end = max(endOfItem(item), item.trailing.map { $0.start } ?? 0)
    while end < syntax.source.count, syntax.source[end] != "\n" { end += 1 }
    return lines.start(of: item.start.line)..<min(end + 1, syntax.source.count)
  }

  /// The entry that stands before one; nil for the first.
  private func sibling(before place: Place) -> YAMLSyntax.Item? {
    guard let last = place.indices.last, last > 0 else { return nil }
    let parent = place.chain.dropLast().last?.item ?? syntax.root
    return parent.value.collection?.items[last - 1]
  }

  /// An entry in braces, with the comma that parts it from the next one; for the last, with the one before it.
  private func flowRange(of item: YAMLSyntax.Item, after previous: YAMLSyntax.Item?, isLast: Bool) -> Range<Int> {
    let source = syntax.source
    func isBlank(_ index: Int) -> Bool { [" ", "\t"].contains(source[index]) }
    func isBreak(_ index: Int) -> Bool { ["\n", "\r"].contains(source[index]) }
    var (start, end) = (item.start.index, max(item.value.end.index, item.markEnd ?? 0))
    var next = end
    while next < source.count, isBlank(next) { next += 1 }
    if next < source.count, source[next] == "," {
      next += 1
      while next < source.count, isBlank(next) { next += 1 }
      end = next
    } else if isLast, let previous, previous.trailing == nil, item.leading.isEmpty {
      var before = start
      while before > 0, isBlank(before - 1) || isBreak(before - 1) { before -= 1 }
      if before > 0, source[before - 1] == "," { return before - 1..<end }
    }
    // A line of its own goes with its break.
    if item.onNewLine, next < source.count, isBreak(next) {
      while start > 0, isBlank(start - 1) { start -= 1 }
      end = next + (source[next] == "\r" ? 2 : 1)
    }
    return start..<end
  }
}
