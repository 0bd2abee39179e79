extension YAMLSyntax {
  /// The white space before a comment that stands beside something.
  func gap(before comment: Comment) -> Int {
    source[..<comment.start].reversed().prefix { $0 == " " || $0 == "\t" }.count
  }

  /// Line and column of the comments that an author set below each other beside their lines.
  func sharedCommentColumns() -> Set<[Int]> {
    var places: Set<[Int]> = []
    visit(root) { comment in
      if !comment.ownLine, gap(before: comment) >= 2 { places.insert([comment.line, comment.column]) }
    }
    return places.filter { places.contains([$0[0] - 1, $0[1]]) || places.contains([$0[0] + 1, $0[1]]) }
  }

  private func visit(_ item: Item, _ body: (Comment) -> Void) {
    if let header = item.header { body(header) }
    if let trailing = item.trailing { body(trailing) }
    guard let collection = item.value.collection else { return }
    if let opening = collection.opening { body(opening) }
    for item in collection.items { visit(item, body) }
  }
}
